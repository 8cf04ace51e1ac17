/**
 * What is known of values before anything runs: constants, and lists of whole numbers in which some are sizes known only by
 * their symbol. Exporters compute shapes in the graph; here they become what they stand for.
 */
import type { Tensor } from '../core/dtype';
import { divideDims, elementCount, multiplyDims, type Dim, type Shape } from '../core/shape';
import { ownValue } from '../core/own-value';
import type { OnnxAttribute } from '../onnx/model';
import type { SourceNode } from './source-model';

/** A scalar or a list of whole numbers. */
export interface Sizes {
  readonly rank: 0 | 1;
  readonly items: readonly Dim[];
}

export type Known = { readonly sizes: Sizes } | { readonly tensor: Tensor };

export interface KnownOperands {
  tensor(name: string): Tensor | undefined;
  sizes(name: string): Sizes | undefined;
  shape(name: string): Shape | undefined;
}

/** More elements than this are never made from a shape alone: a few bytes of a file could ask for any memory. */
const MOST_MADE = 65_536;

type Fold = (node: SourceNode, known: KnownOperands) => Known | undefined;

function intOf(node: SourceNode, name: string, usual: number): number {
  const found = node.attributes[name];
  return found && 'int' in found ? found.int : usual;
}

function list(items: readonly Dim[], rank: 0 | 1 = 1): Known {
  return { sizes: { rank, items } };
}

export function tensorOfSizes({ rank, items }: Sizes): Tensor<'int64'> | undefined {
  if (!items.every((item) => Number.isSafeInteger(item))) return undefined;
  return { dtype: 'int64', shape: rank === 0 ? [] : [items.length], data: BigInt64Array.from(items as number[], BigInt) };
}

export function sizesOfTensor(tensor: Tensor | undefined): Sizes | undefined {
  if (!tensor || tensor.shape.length > 1 || tensor.data.length > 1024 || !['int64', 'int32'].includes(tensor.dtype)) return undefined;
  return { rank: tensor.shape.length as 0 | 1, items: Array.from(tensor.data as ArrayLike<number | bigint>, Number) };
}

/** An elementwise operation over two lists, of which one may be a scalar. */
function pairwise(combine: (a: Dim, b: Dim) => Dim | undefined): Fold {
  return (node, known) => {
    const [a, b] = [known.sizes(node.inputs[0]!), known.sizes(node.inputs[1] ?? '')];
    if (!a || !b || (a.items.length !== b.items.length && a.items.length !== 1 && b.items.length !== 1)) return undefined;
    const length = Math.max(a.items.length, b.items.length);
    const items = Array.from({ length }, (_, index) => combine(a.items[a.items.length === 1 ? 0 : index]!, b.items[b.items.length === 1 ? 0 : index]!));
    return items.includes(undefined) ? undefined : list(items as Dim[], Math.max(a.rank, b.rank) as 0 | 1);
  };
}

const numbers = (combine: (a: number, b: number) => number) => (a: Dim, b: Dim) => (typeof a === 'number' && typeof b === 'number' ? combine(a, b) : undefined);

/** The same elements under the shape that the node gives them. */
const reshaped = (rank: (sizes: Sizes) => 0 | 1, shapeOf: (node: SourceNode, tensor: Tensor, known: KnownOperands) => readonly number[] | undefined): Fold => (node, known) => {
  const sizes = known.sizes(node.inputs[0]!);
  if (sizes && sizes.items.length === 1) return list(sizes.items, rank(sizes));
  if (sizes && node.op === 'Reshape' && known.sizes(node.inputs[1] ?? '')?.items.length === 1) return list(sizes.items);
  const tensor = known.tensor(node.inputs[0]!);
  const shape = tensor && shapeOf(node, tensor, known);
  return shape && shape.reduce((product, size) => product * size, 1) === tensor.data.length ? { tensor: { ...tensor, shape } } : undefined;
};

const FOLDS: Readonly<Record<string, Fold>> = {
  Constant: (node) => {
    const { value, value_int, value_ints, value_float, value_floats } = node.attributes;
    const tensor = value && 'tensor' in value ? value.tensor : undefined;
    if (tensor) return { tensor };
    if (value_int && 'int' in value_int) return list([value_int.int], 0);
    if (value_ints && 'ints' in value_ints) return list(value_ints.ints);
    if (value_float && 'float' in value_float) return { tensor: { dtype: 'float32', shape: [], data: Float32Array.of(value_float.float) } };
    if (value_floats && 'floats' in value_floats) return { tensor: { dtype: 'float32', shape: [value_floats.floats.length], data: Float32Array.from(value_floats.floats) } };
    return undefined;
  },
  Identity: (node, known) => {
    const tensor = known.tensor(node.inputs[0]!);
    const sizes = known.sizes(node.inputs[0]!);
    return tensor ? { tensor } : sizes && { sizes };
  },
  Shape: (node, known) => {
    const shape = known.shape(node.inputs[0]!);
    if (!shape) return undefined;
    const end = node.attributes['end'];
    return list(shape.slice(intOf(node, 'start', 0), end && 'int' in end ? end.int : undefined));
  },
  Size: (node, known) => {
    const shape = known.shape(node.inputs[0]!);
    return shape && list([elementCount(shape)], 0);
  },
  Gather: (node, known) => {
    const [data, indices] = [known.sizes(node.inputs[0]!), known.sizes(node.inputs[1]!)];
    if (!data || data.rank !== 1 || !indices) return undefined;
    const items = indices.items.map((index) => (typeof index === 'number' ? data.items[index < 0 ? index + data.items.length : index] : undefined));
    return items.includes(undefined) ? undefined : list(items as Dim[], indices.rank);
  },
  Slice: (node, known) => {
    const data = known.sizes(node.inputs[0]!);
    const [start, end, , step] = node.inputs.slice(1).map((name) => known.sizes(name)?.items[0]);
    if (!data || data.rank !== 1 || typeof start !== 'number' || typeof end !== 'number' || (node.inputs[4] && step !== 1)) return undefined;
    return list(data.items.slice(start, end));
  },
  Concat: (node, known) => {
    const parts = node.inputs.map((name) => known.sizes(name));
    return parts.every((part) => part?.rank === 1) ? list(parts.flatMap((part) => part!.items)) : undefined;
  },
  Unsqueeze: reshaped(() => 1, (node, tensor, known) => {
    const axes = known.sizes(node.inputs[1] ?? '')?.items as number[] | undefined;
    if (!axes) return undefined;
    const rank = tensor.shape.length + axes.length;
    const placed = axes.map((axis) => (axis < 0 ? axis + rank : axis));
    const rest = tensor.shape.values();
    return Array.from({ length: rank }, (_, axis) => (placed.includes(axis) ? 1 : (rest.next().value ?? 1)));
  }),
  Squeeze: reshaped(() => 0, (node, tensor, known) => {
    const axes = known.sizes(node.inputs[1] ?? '')?.items.map((axis) => ((axis as number) < 0 ? (axis as number) + tensor.shape.length : axis));
    return tensor.shape.filter((size, axis) => size !== 1 || (axes !== undefined && !axes.includes(axis)));
  }),
  Reshape: reshaped(({ rank }) => rank, (node, tensor, known) => {
    const target = known.sizes(node.inputs[1] ?? '')?.items;
    if (!target?.every((size) => typeof size === 'number')) return undefined;
    const kept = (target as number[]).map((size, axis) => (size === 0 ? (tensor.shape[axis] ?? 0) : size));
    const rest = tensor.data.length / kept.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
    return Number.isInteger(rest) ? kept.map((size) => (size === -1 ? rest : size)) : undefined;
  }),
  Cast: (node, known) => {
    const sizes = known.sizes(node.inputs[0]!);
    const to = intOf(node, 'to', 0);
    if (!sizes) return undefined;
    if (to === 7 || to === 6) return { sizes };
    if (to !== 1 || !sizes.items.every((item) => typeof item === 'number')) return undefined;
    return { tensor: { dtype: 'float32', shape: sizes.rank === 0 ? [] : [sizes.items.length], data: Float32Array.from(sizes.items as number[]) } };
  },
  Mul: pairwise((a, b) => multiplyDims(a, b)),
  Div: pairwise((a, b) => divideDims(a, b) ?? numbers((x, y) => Math.trunc(x / y))(a, b)),
  Add: pairwise(numbers((a, b) => a + b)),
  Sub: pairwise(numbers((a, b) => a - b)),
  Equal: pairwise((a, b) => (a === b ? 1 : typeof a === 'number' && typeof b === 'number' ? 0 : a === -1 || b === -1 ? 0 : undefined)),
  Where: (node, known) => {
    const [condition, a, b] = node.inputs.map((name) => known.sizes(name)?.items);
    if (!condition || !a || !b || a.length !== condition.length || b.length !== condition.length) return undefined;
    return list(condition.map((holds, index) => (holds === 1 ? a[index]! : b[index]!)));
  },
  ReduceProd: (node, known) => {
    const sizes = known.sizes(node.inputs[0]!);
    return sizes && intOf(node, 'keepdims', 1) === 0 ? list([sizes.items.reduce<Dim>(multiplyDims, 1)], 0) : undefined;
  },
  ConstantOfShape: (node, known) => {
    const items = known.sizes(node.inputs[0]!)?.items;
    if (!items?.every((item) => typeof item === 'number')) return undefined;
    const shape = items as number[];
    const count = shape.reduce((product, size) => product * size, 1);
    const { value } = node.attributes as Record<string, OnnxAttribute | undefined>;
    const filling = value && 'tensor' in value ? value.tensor : undefined;
    if (count < 0 || count > MOST_MADE || (filling && filling.data.length !== 1)) return undefined;
    const one = filling ?? { dtype: 'float32' as const, shape: [1], data: Float32Array.of(0) };
    const Kind = one.data.constructor as new (length: number) => Tensor['data'];
    return { tensor: { dtype: one.dtype, shape, data: new Kind(count).fill(one.data[0] as never) } };
  },
  Range: (node, known) => {
    const [start, limit, step] = node.inputs.map((name) => known.sizes(name)?.items[0]);
    if (typeof start !== 'number' || typeof limit !== 'number' || typeof step !== 'number' || step === 0) return undefined;
    const count = Math.max(0, Math.ceil((limit - start) / step));
    return count > MOST_MADE ? undefined : list(Array.from({ length: count }, (_, index) => start + index * step));
  },
  Transpose: (node, known) => {
    const tensor = known.tensor(node.inputs[0]!);
    return tensor?.shape.length === 2 && tensor.dtype === 'float32' && isSwap(node) ? { tensor: transposed(tensor as Tensor<'float32'>) } : undefined;
  },
};

function isSwap(node: SourceNode): boolean {
  const { perm } = node.attributes;
  return !perm || ('ints' in perm && perm.ints.join() === '1,0');
}

/** A matrix with rows and columns exchanged. */
export function transposed({ shape, data }: Tensor<'float32'>): Tensor<'float32'> {
  const [rows, columns] = shape as [number, number];
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column]!;
  return { dtype: 'float32', shape: [columns, rows], data: turned };
}

/** The one result of a node where it is known; undefined where the node has to run. */
export function foldNode(node: SourceNode, known: KnownOperands): Known | undefined {
  if (node.domain !== '' || node.outputs.length !== 1) return undefined;
  const fold = ownValue(FOLDS, node.op);
  return fold?.(node, known) ?? foldNumbers(node, known);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = { Add: (a, b) => a + b, Sub: (a, b) => a - b, Mul: (a, b) => a * b, Div: (a, b) => a / b, Pow: (a, b) => a ** b, Sqrt: (a) => Math.sqrt(a) };

/** Arithmetic with single real numbers, such as the root of a size. */
function foldNumbers({ op, inputs }: SourceNode, known: KnownOperands): Known | undefined {
  const tensors = inputs.map((name) => known.tensor(name));
  if (!Object.hasOwn(ARITHMETIC, op) || !tensors.every((tensor) => tensor?.dtype === 'float32' && tensor.data.length === 1)) return undefined;
  const [a, b] = tensors as Tensor<'float32'>[];
  const { shape } = b && b.shape.length > a!.shape.length ? b : a!;
  return { tensor: { dtype: 'float32', shape, data: Float32Array.of(ARITHMETIC[op]!(a!.data[0]!, b?.data[0] ?? 0)) } };
}

/** The parts of a weight that is cut along its first axis; they share its memory. */
export function splitConstant(node: SourceNode, tensorOf: (name: string) => Tensor | undefined, sizesOf: (name: string) => Sizes | undefined): readonly Tensor[] | undefined {
  const tensor = node.op === 'Split' && node.domain === '' ? tensorOf(node.inputs[0] ?? '') : undefined;
  const sizes = tensor && sizesOf(node.inputs[1] ?? '')?.items;
  if (!tensor || !sizes || intOf(node, 'axis', 0) !== 0 || sizes.length !== node.outputs.length) return undefined;
  const [rows, ...rest] = tensor.shape;
  const width = rest.reduce((product, size) => product * size, 1);
  if ((sizes as number[]).reduce((total, size) => total + size, 0) !== rows) return undefined;
  let start = 0;
  return (sizes as number[]).map((size) => {
    const data = tensor.data.subarray(start * width, (start + size) * width);
    start += size;
    return { dtype: tensor.dtype, shape: [size, ...rest], data };
  });
}
