/** One-click remedies where network and data do not go together. */
import type { Diagnostic } from '../../engine/core/diagnostic';
import { updateNode } from '../../engine/document/edits';
import type { GraphNode, LoomDocument } from '../../engine/document/model';
import type { DataSummary } from '../../engine/shell/protocol/data';
import { withSteps, stepsOf } from './edit-data';
import { fitNetwork, inputOfPictures, shapeOf, stepsFor, widthBefore } from './fit-network';
import { withBinding } from './node-binding';

export interface BindingFix {
  readonly title: string;
  apply(document: LoomDocument): LoomDocument;
}

/** The remedies for one problem, the likeliest first. Boxes inside blocks are mended there. */
export function bindingFixes(problem: Diagnostic, document: LoomDocument, { columns }: DataSummary): readonly BindingFix[] {
  const node = document.graph.nodes.find(({ name }) => name === problem.node);
  return [...fixesAt(problem, document, node), ...fitEverything(document, columns)];
}

function fixesAt({ code, expected }: Diagnostic, document: LoomDocument, node: GraphNode | undefined): BindingFix[] {
  if (code === 'preprocess-shape') return fitPreprocessing(document);
  if (!node) return [];
  if (code === 'unknown-column') return [{ title: 'Choose the column automatically', apply: (old) => ({ ...old, graph: withBinding(old.graph, node.id, []) }) }];
  const count = Number.parseInt(expected ?? '', 10);
  if (code === 'class-count' && count > 0) {
    const before = widthBefore(document.graph, node.id);
    return before ? [setParameter(`Set “${before.node.name}” to ${count} ${before.parameter}`, before.node.id, before.parameter, count)] : [];
  }
  if (code === 'value-count' && count > 0) return [setParameter(`Set “${node.name}” to ${count} values`, node.id, 'shape', [count])];
  return [];
}

function setParameter(title: string, id: string, name: string, value: number | readonly number[]): BindingFix {
  return {
    title,
    apply: (document) => {
      const node = document.graph.nodes.find((one) => one.id === id)!;
      return { ...document, graph: updateNode(document.graph, id, { params: { ...node.params, [name]: value } }) };
    },
  };
}

function fitPreprocessing(document: LoomDocument): BindingFix[] {
  const columns = Object.keys(document.data?.preprocessing ?? {});
  return columns.flatMap((column) => {
    const input = inputOfPictures(document, column);
    const steps = stepsOf(document.data, column);
    if (!input || !steps) return [];
    const [, height, width] = shapeOf(input);
    return [{ title: `Resize “${column}” to ${height}×${width}`, apply: (old: LoomDocument) => withSteps(old, column, stepsFor(steps, shapeOf(input))) }];
  });
}

function fitEverything(document: LoomDocument, columns: DataSummary['columns']): BindingFix[] {
  const fitted = fitNetwork(document, columns);
  return fitted === document ? [] : [{ title: 'Fit the network to this data', apply: (old) => fitNetwork(old, columns) }];
}
