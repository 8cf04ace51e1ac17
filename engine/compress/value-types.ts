/** The element type of every value of an ONNX model, as far as its operators tell. */
import type { DType } from '../core/dtype';
import { ownValue } from '../core/own-value';
import type { OnnxModel, OnnxNode } from '../onnx/model';
import { ELEMENT_TYPE } from '../onnx/tensor-proto';

/** What a node writes into all its outputs, where it does not depend on what it reads. */
const FIXED: Readonly<Record<string, DType>> = {
  Shape: 'int64', Size: 'int64', ArgMax: 'int64', ArgMin: 'int64', NonZero: 'int64', NonMaxSuppression: 'int64',
  Equal: 'bool', Greater: 'bool', GreaterOrEqual: 'bool', Less: 'bool', LessOrEqual: 'bool', And: 'bool', Or: 'bool', Xor: 'bool', Not: 'bool', IsNaN: 'bool', IsInf: 'bool',
  MatMulInteger: 'int32', ConvInteger: 'int32',
};

/** The input whose type the outputs have, where it is not the first. */
const FOLLOWS: Readonly<Record<string, number>> = { Where: 1, OneHot: 2, DequantizeLinear: 1, CastLike: 1 };

/** Outputs after the first that have a type of their own. */
const SECOND: Readonly<Record<string, readonly DType[]>> = { TopK: ['int64'], MaxPool: ['int64'], Dropout: ['bool'], Unique: ['int64', 'int64', 'int64'], DynamicQuantizeLinear: ['float32', 'uint8'] };

/** Values whose type is not known are missing. */
export function valueTypes(model: OnnxModel): ReadonlyMap<string, DType> {
  const types = new Map<string, DType>([
    ...model.inputs.map(({ name, dtype }) => [name, dtype] as const),
    ...model.initializers.map(({ name, tensor }) => [name, tensor.dtype] as const),
  ]);
  for (const node of model.nodes) {
    const type = typeOf(node, types);
    node.outputs.forEach((output, index) => {
      const own = index > 0 ? (ownValue(SECOND, node.op)?.[index - 1] ?? type) : type;
      if (output !== '' && own) types.set(output, own);
    });
  }
  return types;
}

function typeOf({ op, inputs, attributes = {} }: OnnxNode, types: ReadonlyMap<string, DType>): DType | undefined {
  const fixed = ownValue(FIXED, op);
  if (fixed) return fixed;
  const named = attributes['to'] ?? attributes['dtype'];
  if (named && 'int' in named) return elementType(named.int);
  if (op === 'Constant' || op === 'ConstantOfShape') {
    const { value } = attributes;
    if (value && 'tensor' in value) return value.tensor.dtype;
    return attributes['value_int'] || attributes['value_ints'] ? 'int64' : 'float32';
  }
  if (op === 'QuantizeLinear') return types.get(inputs[2] ?? '') ?? 'uint8';
  if (op === 'DynamicQuantizeLinear') return 'uint8';
  return types.get(inputs[ownValue(FOLLOWS, op) ?? 0] ?? '');
}

function elementType(number: number): DType | undefined {
  return (Object.keys(ELEMENT_TYPE) as DType[]).find((dtype) => Number(ELEMENT_TYPE[dtype]) === number);
}
