/** Types of results that follow from the operands alone, for operators that are not written with our ops. */
import type { DType } from '../core/dtype';
import { broadcastShapes, type Dim } from '../core/shape';
import { ownValue } from '../core/own-value';
import { ELEMENT_TYPE } from '../onnx/tensor-proto';
import type { TensorType } from '../ops/graph';
import type { SourceNode } from './source-model';

export interface RuleOperands {
  readonly types: readonly (TensorType | undefined)[];
  /** The numbers of an operand that says a shape. */
  sizes(index: number): readonly Dim[] | undefined;
  /** The numbers of a constant operand. */
  numbers(index: number): readonly number[] | undefined;
}

type Rule = (node: SourceNode, operands: RuleOperands) => TensorType | undefined;

const same: Rule = (_, { types: [x] }) => x;
const broadcast = (dtype?: DType): Rule => (_, { types }) => {
  const [first, ...others] = types;
  const shape = others.reduce<readonly Dim[] | undefined>((left, right) => left && right && broadcastShapes(left, right.shape), first?.shape);
  return first && shape && { dtype: dtype ?? first.dtype, shape };
};

const DTYPES = new Map(Object.entries(ELEMENT_TYPE).map(([dtype, type]) => [type as number, dtype as DType]));

const cast: Rule = (node, { types: [x] }) => {
  const { to } = node.attributes;
  const dtype = to && 'int' in to ? DTYPES.get(to.int) : undefined;
  return x && dtype && { dtype, shape: x.shape };
};

const filled: Rule = (node, operands) => {
  const shape = operands.sizes(0);
  const { value } = node.attributes;
  return shape && { dtype: value && 'tensor' in value ? value.tensor.dtype : 'float32', shape };
};

/** By scales or by sizes; an axis whose size is a symbol keeps it where nothing is scaled. */
const resized: Rule = (node, { types: [x], sizes, numbers }) => {
  const [scales, target] = [numbers(2), sizes(3)];
  if (!x || node.attributes['axes'] || node.attributes['keep_aspect_ratio_policy']) return undefined;
  if (target?.length === x.shape.length) return { dtype: x.dtype, shape: target };
  if (scales?.length !== x.shape.length) return undefined;
  const shape = x.shape.map((dim, axis): Dim | undefined => (scales[axis] === 1 ? dim : typeof dim === 'number' ? Math.floor(dim * scales[axis]!) : undefined));
  return shape.includes(undefined) ? undefined : { dtype: x.dtype, shape: shape as Dim[] };
};

/** Takes the place of one axis by those of the indices. */
const gathered: Rule = (node, { types: [x, indices] }) => {
  const { axis } = node.attributes;
  if (!x || !indices || x.shape.length === 0) return undefined;
  const given = axis && 'int' in axis ? axis.int : 0;
  const place = given < 0 ? given + x.shape.length : given;
  return { dtype: x.dtype, shape: [...x.shape.slice(0, place), ...indices.shape, ...x.shape.slice(place + 1)] };
};

const RULES: Readonly<Record<string, Rule>> = {
  Cast: cast,
  ConstantOfShape: filled,
  Gather: gathered,
  Resize: resized,
  Expand: (_, { types: [x], sizes }) => {
    const target = sizes(1);
    const shape = x && target && broadcastShapes(x.shape, target);
    return shape && { dtype: x.dtype, shape };
  },
  ...Object.fromEntries(['Ceil', 'Round', 'Sign', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh', 'Celu', 'ThresholdedRelu', 'Shrink', 'Softsign', 'Hardmax', 'CumSum', 'Trilu', 'LRN', 'LpNormalization', 'InstanceNormalization', 'Identity', 'Neg', 'Abs', 'Relu', 'Clip'].map((op) => [op, same])),
  ...Object.fromEntries(['Or', 'Xor'].map((op) => [op, broadcast('bool')])),
  ...Object.fromEntries(['Add', 'Sub', 'Mul', 'Div', 'Mod'].map((op) => [op, broadcast()])),
};

/** Undefined where more has to be known. */
export function typeByRule(node: SourceNode, operands: RuleOperands): TensorType | undefined {
  return node.domain === '' && node.outputs.length === 1 ? ownValue(RULES, node.op)?.(node, operands) : undefined;
}
