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

/** How a target column becomes numbers: class indices, one value per class, or the values themselves. */
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
  const targets = bindTargets(sinks, dataset.columns, free);
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

/** Binds what is unmistakable first, because that leaves less to choose from for the others. */
function bindTargets(sinks: readonly ReadyNode[], columns: readonly Column[], free: Set<Column>): TargetBinding[] {
  const bound = new Map<ReadyNode, TargetBinding>();
  const bind = (node: ReadyNode, column: Column) => {
    bound.set(node, bindTarget(node, column));
    free.delete(column);
  };
  for (const node of sinks) for (const column of named(node, columns).slice(0, 1)) bind(node, column);
  const open = () => sinks.filter((node) => !bound.has(node));
  for (let node = open()[0]; node; node = open()[0]) {
    const clear = open().find((one) => targetCandidates(one, free).length === 1) ?? node;
    bind(clear, chooseOne(clear, targetCandidates(clear, free), 'what it should answer'));
  }
  return sinks.map((node) => bound.get(node)!);
}

/** Columns that an Output could stand for: the one called as it is, else those that fit its size, else those of a kind it compares with. */
function targetCandidates(node: ReadyNode, free: ReadonlySet<Column>): Column[] {
  const accepts = node.definition.target!.accepts(node.parameters);
  const kind = preferTargets([...free].filter((column) => accepts.includes(column.kind)));
  const fitting = kind.filter((column) => classCountFits(node, column));
  const namesake = fitting.filter(({ name }) => name === node.flat.path);
  return [namesake, fitting, kind].find(({ length }) => length > 0) ?? [];
}

/** What the data is to predict, where any of it is. */
function preferTargets(columns: readonly Column[]): Column[] {
  const targets = columns.filter(({ isTarget }) => isTarget);
  return targets.length > 0 ? targets : [...columns];
}

function bindTarget(node: ReadyNode, column: Column): TargetBinding {
  const { flat, definition, parameters } = node;
  const accepts = definition.target!.accepts(parameters);
  if (!accepts.includes(column.kind)) {
    fail('column-kind', `“${flat.path}” is bound to the column “${column.name}” (${column.kind}), but its loss compares with ${accepts.join(' or ')}.`, { node: flat.path, found: column.kind, expected: accepts.join(' or '), remedy: 'Choose another loss or another column.' });
  }
  return { node: flat.path, column, shape: targetType(node).shape as readonly number[], encoding: encode(node, column) };
}

/** What an Output is compared with, without the rows of the batch. */
export function targetType({ definition, sizes, parameters }: ReadyNode) {
  return definition.target!.target({ inputs: sizes.inputs, parameters });
}

/** How many classes a column has and this Output tells apart. One value tells two classes apart. */
function classCount(node: ReadyNode, column: Column): { readonly classes: number; readonly outputs: number; readonly binary: boolean; readonly wantsLabels: boolean } {
  const { dtype, shape } = targetType(node);
  const classes = column.classes?.length ?? 0;
  const wantsLabels = dtype === 'int32';
  const { definition, sizes, parameters } = node;
  const told = definition.target!.classes?.({ inputs: sizes.inputs, parameters });
  if (told !== undefined) return { classes, outputs: told, binary: false, wantsLabels };
  if (column.kind === 'mask') {
    const outputs = sizes.inputs[0]![0] as number;
    return { classes, outputs, binary: outputs === 1, wantsLabels };
  }
  const outputs = wantsLabels ? staticElementCount(sizes.inputs[0]!) : staticElementCount(shape);
  return { classes, outputs, binary: !wantsLabels && outputs === 1, wantsLabels };
}

function classCountFits(node: ReadyNode, column: Column): boolean {
  if (column.kind === 'points') return (targetType(node).shape[0] as number) === column.skeleton?.points.length;
  if (column.kind !== 'category' && column.kind !== 'mask' && column.kind !== 'boxes') return true;
  if (column.kind === 'boxes' && !node.definition.target!.classes) return true;
  const { classes, outputs, binary } = classCount(node, column);
  return classes === (binary ? 2 : outputs);
}

function encode(node: ReadyNode, column: Column): TargetEncoding {
  const { path } = node.flat;
  if (!classCountFits(node, column)) refuseCount(node, column);
  if (column.kind !== 'category' && column.kind !== 'mask') return 'value';
  const { binary, wantsLabels } = classCount(node, column);
  if (column.kind === 'mask' && !wantsLabels) {
    fail('mask-as-values', `The loss of “${path}” compares numbers, but the column “${column.name}” has a class for every pixel.`, { node: path, expected: 'a loss over classes', found: 'a mask', remedy: 'Choose a loss over the pixels of a mask, such as pixel-cross-entropy.' });
  }
  return wantsLabels ? 'label' : binary ? 'value' : 'one-hot';
}

function refuseCount(node: ReadyNode, column: Column): never {
  const { path } = node.flat;
  if (column.kind === 'points') {
    const [given, wanted] = [targetType(node).shape[0], column.skeleton?.points.length ?? 0];
    fail('point-count', `“${path}” answers with ${given} points, but the column “${column.name}” has ${wanted}.`, { node: path, expected: `${wanted} points`, found: `${given}`, remedy: `Set its number of points to ${wanted}.` });
  }
  const { classes, outputs } = classCount(node, column);
  const isFinder = column.kind === 'boxes';
  fail('class-count', `“${path}” ${isFinder ? `tells ${outputs} classes apart` : `answers with ${outputs} ${outputs === 1 ? 'value' : 'values'}`}, but the column “${column.name}” has ${classes} classes.`, {
    node: path, expected: isFinder ? `${classes} classes` : `${classes} values`, found: `${outputs}`, remedy: isFinder ? `Set its number of classes to ${classes}.` : `Give the layer before it ${classes} units.`,
  });
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
  const [only, ...others] = candidates;
  if (only && others.length === 0) return only;
  const { path } = node.flat;
  const choices = [only, ...others].flatMap((column) => (column ? [`“${column.name}”`] : [])).join(', ');
  return fail('unbound-port', `“${path}” is not bound to a column of the data, so it is open ${what}.`, {
    node: path,
    expected: choices || 'a column that fits',
    remedy: choices ? `Bind it to one of ${choices}.` : 'The data has no column left that fits; choose other data or remove the box.',
  });
}
