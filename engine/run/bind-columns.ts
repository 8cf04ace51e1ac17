/**
 * Which column of the data set each Input and Output of a network stands for. A binding in the document wins; what is left
 * is bound where exactly one choice fits; anything else stops with a sentence.
 */
import { fail } from '../core/diagnostic';
import { formatShape, staticElementCount, type Shape } from '../core/shape';
import type { Column, Dataset } from '../data/dataset';
import type { InferredNetwork } from '../infer/infer-network';
import { readyNodes, type ReadyNode } from '../compile/1-lower';

/** An Input: one picture column, or numbers and categories side by side in a vector. */
export interface FeatureBinding {
  readonly node: string;
  readonly shape: readonly number[];
  readonly columns: readonly Column[];
}

/** How a target column becomes numbers: class indices, one value per class, or the value itself. */
export type TargetEncoding = 'label' | 'one-hot' | 'value';

export interface TargetBinding {
  readonly node: string;
  readonly column: Column;
  readonly shape: readonly number[];
  readonly encoding: TargetEncoding;
}

export interface ColumnBindings {
  readonly features: readonly FeatureBinding[];
  readonly targets: readonly TargetBinding[];
}

export function bindColumns(network: InferredNetwork, dataset: Pick<Dataset, 'columns'>): ColumnBindings {
  const nodes = readyNodes(network);
  const sources = nodes.filter(({ definition }) => definition.source);
  const sinks = nodes.filter(({ definition }) => definition.target);
  const free = new Set(dataset.columns.filter((column) => !sources.concat(sinks).some((node) => boundColumns(node).includes(column.name))));
  const targets = sinks.map((node) => bindTarget(node, dataset.columns, free));
  for (const { column } of targets) free.delete(column);
  const features = sources.map((node) => {
    const binding = bindFeature(node, dataset.columns, free);
    for (const column of binding.columns) free.delete(column);
    return binding;
  });
  return { features, targets };
}

function boundColumns({ flat: { node } }: ReadyNode): readonly string[] {
  return node.binding?.columns ?? (node.binding?.column === undefined ? [] : [node.binding.column]);
}

function named(node: ReadyNode, columns: readonly Column[]): Column[] {
  return boundColumns(node).map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    const known = columns.map((candidate) => `“${candidate.name}”`).join(', ');
    return column ?? fail('unknown-column', `“${node.flat.path}” is bound to the column “${name}”, which the data does not have.`, { node: node.flat.path, found: name, expected: known, remedy: `Its columns are ${known}.` });
  });
}

function bindTarget(node: ReadyNode, columns: readonly Column[], free: ReadonlySet<Column>): TargetBinding {
  const { flat, definition, parameters, sizes } = node;
  const role = definition.target!;
  const accepts = role.accepts(parameters);
  const [given] = named(node, columns);
  const column = given ?? chooseOne(node, [...free].filter((candidate) => accepts.includes(candidate.kind)), 'what it should answer');
  if (!accepts.includes(column.kind)) {
    fail('column-kind', `“${flat.path}” is bound to the column “${column.name}” (${column.kind}), but its loss compares with ${accepts.join(' or ')}.`, { node: flat.path, found: column.kind, expected: accepts.join(' or '), remedy: 'Choose another loss or another column.' });
  }
  const type = role.target({ inputs: sizes.inputs, parameters });
  const shape = type.shape as readonly number[];
  return { node: flat.path, column, shape, encoding: encode(node, column, type.dtype === 'int32', shape) };
}

function encode({ flat, sizes }: ReadyNode, column: Column, wantsLabels: boolean, shape: readonly number[]): TargetEncoding {
  if (column.kind !== 'category') return 'value';
  const classes = column.classes?.length ?? 0;
  const outputs = wantsLabels ? staticElementCount(sizes.inputs[0]!) : staticElementCount(shape);
  const binary = !wantsLabels && outputs === 1;
  if (binary ? classes !== 2 : outputs !== classes) {
    fail('class-count', `“${flat.path}” answers with ${outputs} ${outputs === 1 ? 'value' : 'values'}, but the column “${column.name}” has ${classes} classes.`, { node: flat.path, expected: `${classes} values`, found: `${outputs}`, remedy: `Give the layer before it ${classes} units.` });
  }
  return wantsLabels ? 'label' : binary ? 'value' : 'one-hot';
}

function bindFeature(node: ReadyNode, columns: readonly Column[], free: ReadonlySet<Column>): FeatureBinding {
  const { flat, sizes } = node;
  const shape = sizes.outputs[0]! as readonly number[];
  const given = named(node, columns);
  const chosen = given.length > 0 ? given : chooseFeatures(node, shape, [...free].filter(({ isTarget }) => !isTarget));
  const pictures = chosen.filter(({ kind }) => kind === 'image');
  if (pictures.length > 0 && (chosen.length > 1 || shape.length !== 3 || (shape[0] !== 1 && shape[0] !== 3))) {
    fail('picture-shape', `“${flat.path}” is bound to pictures, but its shape is ${formatShape(shape)}.`, { node: flat.path, expected: '1×height×width or 3×height×width', found: formatShape(shape) });
  }
  const values = chosen.reduce((total, column) => total + width(column), 0);
  if (pictures.length === 0 && values !== staticElementCount(shape as Shape)) {
    fail('value-count', `“${flat.path}” takes ${staticElementCount(shape)} values, but its columns (${chosen.map(({ name }) => name).join(', ')}) give ${values}.`, { node: flat.path, expected: `${values}`, found: formatShape(shape), remedy: `Set its shape to [${values}], or bind other columns.` });
  }
  return { node: flat.path, shape, columns: chosen };
}

/** Values that a column puts into a vector: one for a number, one per class for a category. */
export function width(column: Column): number {
  return column.kind === 'category' ? (column.classes?.length ?? 0) : 1;
}

function chooseFeatures(node: ReadyNode, shape: readonly number[], free: readonly Column[]): Column[] {
  const pictures = free.filter(({ kind }) => kind === 'image');
  if (shape.length === 3 && pictures.length > 0) return [chooseOne(node, pictures, 'which pictures it takes')];
  const values = free.filter(({ kind }) => kind === 'number' || kind === 'category');
  return values.length > 0 ? values : [chooseOne(node, values, 'what it takes')];
}

function chooseOne(node: ReadyNode, candidates: readonly Column[], what: string): Column {
  const preferred = candidates.filter(({ isTarget }) => isTarget === Boolean(node.definition.target));
  const [only, ...others] = preferred.length > 0 ? preferred : candidates;
  if (only && others.length === 0) return only;
  const { path } = node.flat;
  const choices = [only, ...others].flatMap((column) => (column ? [`“${column.name}”`] : [])).join(', ');
  return fail('unbound-port', `“${path}” is not bound to a column of the data, so it is open ${what}.`, {
    node: path,
    expected: choices || 'a column that fits',
    remedy: choices ? `Bind it to one of ${choices}.` : 'The data has no column left that fits; choose other data or remove the box.',
  });
}
