/** Small ONNX models written by hand, node by node. */
import type { Tensor } from '../../engine/core/dtype';
import { float32Tensor } from '../../engine/core/dtype';
import { create, toBinary } from '@bufbuild/protobuf';
import { encodeModel } from '../../engine/onnx/encode';
import { ModelProtoSchema, type ModelProto } from '../../engine/onnx/generated/onnx_pb';
import { parseModel } from '../../engine/onnx/decode';
import type { OnnxModel, OnnxNode, OnnxValue } from '../../engine/onnx/model';

export function node(op: string, inputs: readonly string[], outputs: readonly string[], attributes?: OnnxNode['attributes'], name = ''): OnnxNode {
  return { op, name, inputs, outputs, ...(attributes && { attributes }) };
}

export function float(name: string, ...shape: OnnxValue['shape']): OnnxValue {
  return { name, dtype: 'float32', shape };
}

/** 0.1, 0.2, … in the given shape. */
export function ramp(...shape: readonly number[]): Tensor<'float32'> {
  return float32Tensor(shape, Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => (index + 1) / 10));
}

export function ints(...values: readonly number[]): Tensor<'int64'> {
  return { dtype: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

interface Model {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly weights?: Readonly<Record<string, Tensor>>;
  readonly opset?: number;
}

export function onnxFile({ nodes, inputs, outputs, weights = {}, opset }: Model): Uint8Array {
  const model: OnnxModel = { name: 'by hand', nodes, inputs, outputs, initializers: Object.entries(weights).map(([name, tensor]) => ({ name, tensor })) };
  const bytes = encodeModel(model);
  return opset === undefined ? bytes : changed(bytes, (proto) => (proto.opsetImport[0]!.version = BigInt(opset)));
}

/** The file after a change to its parts. */
export function changed(bytes: Uint8Array, change: (proto: ModelProto) => void): Uint8Array {
  const proto = parseModel(bytes);
  change(proto);
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, proto));
}

/** A small network as exporters write it: convolution, normalization, activation, pooling, a residual, a classifier. */
export function convNet(batch: number | string = 'batch'): Uint8Array {
  return onnxFile({
    inputs: [float('image', batch, 2, 6, 6)],
    outputs: [float('scores', batch, 3)],
    weights: {
      'conv.weight': ramp(4, 2, 3, 3),
      'conv.bias': ramp(4),
      'bn.weight': ramp(4),
      'bn.bias': ramp(4),
      'bn.running_mean': ramp(4),
      'bn.running_var': ramp(4),
      'fc.weight': ramp(3, 4),
      'fc.bias': ramp(3),
    },
    nodes: [
      node('Conv', ['image', 'conv.weight', 'conv.bias'], ['c'], { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] }, strides: { ints: [1, 1] } }, '/conv/Conv'),
      node('BatchNormalization', ['c', 'bn.weight', 'bn.bias', 'bn.running_mean', 'bn.running_var'], ['n'], { momentum: { float: 0.9 } }, '/bn/BatchNormalization'),
      node('Relu', ['n'], ['r'], undefined, '/relu/Relu'),
      node('Add', ['r', 'n'], ['a'], undefined, '/Add'),
      node('GlobalAveragePool', ['a'], ['g'], undefined, '/pool/GlobalAveragePool'),
      node('Flatten', ['g'], ['f'], { axis: { int: 1 } }, '/Flatten'),
      node('Gemm', ['f', 'fc.weight', 'fc.bias'], ['scores'], { transB: { int: 1 } }, '/fc/Gemm'),
    ],
  });
}
