/** A network that was trained before, made ready for other data: another head, and what stands before it frozen or slow. */
import type { Column } from '../../engine/data/dataset';
import type { DocumentDataSource, GraphNode, LoomDocument } from '../../engine/document/model';
import { tensorsOfBoxes, withTensorSettings } from '../../engine/infer/box-tensors';
import { inferNetwork, type InferredNetwork } from '../../engine/infer/infer-network';
import { replaceHead, type HeadScope } from '../../engine/infer/replace-head';
import { withSource } from '../data/edit-data';
import { boundColumns, withBinding } from '../data/node-binding';

/** `head`: the new last layer alone; `dense`: all Dense layers at the end, new; `all`: everything, what was there before more slowly. */
export type TrainedPart = 'head' | 'dense' | 'all';

/** Of what was learned before, when everything trains: enough to adapt, too little to forget. */
export const OLD_RATE = 0.1;

export interface NewData {
  readonly source: DocumentDataSource;
  readonly fingerprint: string;
  readonly columns: readonly Column[];
}

/** The column whose classes the network is to tell apart; undefined where the data has none. */
export function classColumn(columns: readonly Column[]): Column | undefined {
  return columns.find(({ isTarget, kind }) => isTarget && kind === 'category');
}

/** Throws LoomError where the network has no head that could be replaced. Its Inputs stay: pictures are brought to their size. */
export function retrained(base: LoomDocument, network: InferredNetwork, { source, fingerprint, columns }: NewData, part: TrainedPart): LoomDocument {
  const classes = classColumn(columns)?.classes?.length ?? 0;
  const scope: HeadScope = part === 'dense' ? 'dense' : 'last';
  const { document: beheaded, added } = replaceHead(base, network, { classes, scope });
  const unbound = withoutForeignBindings(beheaded, columns);
  const document = part === 'all' ? slowed(unbound, added) : frozen(unbound, added);
  const { augmentation: _, split: __, ...data } = document.data ?? { source };
  const named = source.kind === 'builtin' ? source.name : (source.path.split(/[\\/]/).filter(Boolean).at(-1) ?? 'data');
  return withSource({ ...document, name: `${base.name} on ${named}`.slice(0, 64), data }, source, fingerprint, columns.map(({ name }) => name));
}

function withoutForeignBindings(document: LoomDocument, columns: readonly Column[]): LoomDocument {
  const known = new Set(columns.map(({ name }) => name));
  const foreign = document.graph.nodes.filter((node) => boundColumns(node).some((name) => !known.has(name)));
  return { ...document, graph: foreign.reduce((graph, { id }) => withBinding(graph, id, []), document.graph) };
}

function frozen(document: LoomDocument, added: readonly string[]): LoomDocument {
  return changeOld(document, added, (node) => ({ ...node, frozen: true }));
}

function slowed(document: LoomDocument, added: readonly string[]): LoomDocument {
  return changeOld(document, added, (node, names) => {
    const { frozen: _, ...thawed } = node;
    return withTensorSettings(thawed, names, { lrScale: OLD_RATE, frozen: undefined });
  });
}

/** Boxes with tensors that were there before; `names` are those of the tensors. */
function changeOld(document: LoomDocument, added: readonly string[], change: (node: GraphNode, names: readonly string[]) => GraphNode): LoomDocument {
  const boxes = tensorsOfBoxes(inferNetwork(document), document.graph.nodes);
  const nodes = document.graph.nodes.map((node) => {
    const names = boxes.get(node.id)?.map(({ name }) => name) ?? [];
    return names.length === 0 || added.includes(node.name) ? node : change(node, names);
  });
  return { ...document, graph: { ...document.graph, nodes } };
}
