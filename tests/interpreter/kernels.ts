/**
 * One function per primitive op, written from the ONNX operator definitions. The table is total: a primitive op without
 * an entry does not compile.
 */
import type { DType } from '../../engine/core/dtype';
import type { OpAttributes, OpName } from '../../engine/ops/index';
import * as blocked from './blocked';
import { binary, combine, map, unary } from './elementwise';
import * as layout from './layout';
import { fusedMatmul, gemm, matmul } from './matrices';
import { at, fill, scalar, type NdArray } from './nd-array';
import { largest, mean, reduce, softmax, sum, sumOfSquares } from './reductions';
import { resize } from './resize';
import { averagePool, conv, convTranspose, maxPool } from './windows';

/** Ops that expand into others and so need no function here; a test holds this list against the definitions. */
export const COMPOSITE_OPS = [
  'AveragePoolGrad',
  'BatchNormalizationGrad',
  'BatchNormalizationTraining',
  'BlockedBatchNormalizationGrad',
  'BlockedBatchNormalizationTraining',
  'BlockedConvInputGrad',
  'BlockedConvWeightGrad',
  'BlockedMaxPoolGrad',
  'ConvInputGrad',
  'ConvWeightGrad',
  'GatherGrad',
  'LogSoftmax',
  'MaxPoolGrad',
  'ReluGrad',
  'ResizeGrad',
  'Standardize',
  'Step',
  'StopGradient',
] as const satisfies readonly OpName[];

export type PrimitiveName = Exclude<OpName, (typeof COMPOSITE_OPS)[number]>;

/** `bind` gives a shape its run-time sizes. */
type Kernel<A> = (inputs: readonly NdArray[], attributes: A, bind: (shape: OpAttributes['Reshape']['shape']) => number[]) => readonly NdArray[];

const elementwise = (f: (x: number) => number): Kernel<unknown> => ([x]) => [map(x!, f)];
const broadcasting = (f: (a: number, b: number) => number): Kernel<unknown> => (operands) => [combine(operands, f)];
const reduction = (f: (values: readonly number[]) => number): Kernel<OpAttributes['ReduceSum']> => ([x], attributes) => [reduce(x!, attributes, f)];

function entries<K extends string, F, R>(table: Readonly<Record<K, F>>, wrap: (f: F) => R): Record<K, R> {
  return Object.fromEntries(Object.entries<F>(table).map(([name, f]) => [name, wrap(f)])) as Record<K, R>;
}

export const KERNELS: { readonly [K in PrimitiveName]: Kernel<OpAttributes[K]> } = {
  ...entries(unary, elementwise),
  ...entries(binary, broadcasting),
  AveragePool: ([x], attributes) => [averagePool(x!, attributes)],
  BatchNormalization: ([x, scale, bias, average, variance], { epsilon }) => [
    fill(x!.shape, (position) => {
      const value = at(x!, position);
      const channel = position[1]!;
      const deviation = Math.sqrt(variance!.data[channel]! + epsilon);
      return (scale!.data[channel]! * (value - average!.data[channel]!)) / deviation + bias!.data[channel]!;
    }),
  ],
  BlockChannels: ([x], { block }) => [blocked.block(x!, block)],
  BlockedConv: (operands, attributes) => [blocked.blockedConv(operands, attributes)],
  BlockedMaxPool: ([x], attributes) => [blocked.blockedMaxPool(x!, attributes)],
  OnnxNode: ([x]) => [map(x!, Math.ceil)],
  Cast: ([x], { to }) => [map(x!, CASTS[to]!)],
  Clip: ([x], { min, max }) => [map(x!, (value) => Math.min(Math.max(value, min), max))],
  Concat: (values, { axis }) => [layout.concat(values, axis)],
  Constant: (_, { value }) => [{ shape: value.shape, data: Float64Array.from(value.data as ArrayLike<number | bigint>, Number) }],
  Conv: ([x, weight, bias], attributes) => [conv(x!, weight!, bias, attributes)],
  ConvTranspose: ([x, weight, bias], attributes) => [convTranspose(x!, weight!, bias, attributes)],
  DimensionSize: ([x], { axis }) => [scalar(x!.shape[axis]!)],
  Elu: ([x], { alpha }) => [map(x!, (value) => (value < 0 ? alpha * Math.expm1(value) : value))],
  ExpandLike: ([x, like]) => [layout.expand(x!, like!.shape)],
  FusedMatMul: ([a, b], attributes) => [fusedMatmul(a!, b!, attributes)],
  Gather: ([data, indices]) => [layout.gather(data!, indices!)],
  GatherElements: ([data, indices], { axis }) => [layout.gatherElements(data!, indices!, axis)],
  GatherRows: ([data, indices]) => [layout.gatherRows(data!, indices!)],
  Gemm: ([a, b, c], attributes) => [gemm(a!, b!, c, attributes)],
  GlobalAveragePool: ([x]) => [reduce(x!, { axes: x!.shape.map((_, axis) => axis).slice(2), keepdims: true }, mean)],
  IsPositive: ([x]) => [map(x!, (value) => (value > 0 ? 1 : 0))],
  LeakyRelu: ([x], { alpha }) => [map(x!, (value) => (value < 0 ? alpha * value : value))],
  MatMul: ([a, b]) => [matmul(a!, b!)],
  MaxPool: ([x], attributes) => [maxPool(x!, attributes)[0]],
  MaxPoolWithIndices: ([x], attributes) => maxPool(x!, attributes),
  Pad: ([x], attributes) => [layout.pad(x!, attributes)],
  ReduceMax: reduction(largest),
  ReduceMean: reduction(mean),
  ReduceSum: reduction(sum),
  ReduceSumSquare: reduction(sumOfSquares),
  Reshape: ([x], { shape }, bind) => [layout.reshape(x!, bind(shape))],
  Resize: ([x], attributes) => [resize(x!, attributes)],
  Reverse: ([x], { axes }) => [layout.reverse(x!, axes)],
  ScatterElements: ([data, indices, updates], { axis, reduction }) => [layout.scatterElements(data!, indices!, updates!, axis, reduction === 'max' ? Math.max : (a, b) => a + b)],
  Slice: ([x], attributes) => [layout.slice(x!, attributes)],
  Split: ([x], { axis, sizes }) => layout.split(x!, axis, sizes),
  Softmax: ([x], { axis }) => [softmax(x!, axis)],
  TopK: ([x], { axis, k }) => layout.topK(x!, axis, k),
  Take: ([x], { axis, indices }) => [layout.take(x!, axis, indices)],
  Transpose: ([x], { perm }) => [layout.transpose(x!, perm)],
  UnblockChannels: ([x], { channelsLast }) => [blocked.unblockTo(x!, channelsLast)],
  Where: (operands) => [combine(operands, (condition, a, b) => (condition !== 0 ? a : b))],
  ZerosLike: ([x]) => [map(x!, () => 0)],
};

const CASTS: Partial<Record<DType, (value: number) => number>> = {
  float32: (value) => value,
  int32: Math.trunc,
  int64: Math.trunc,
  uint8: (value) => Math.trunc(value) & 255,
  bool: (value) => (value === 0 ? 0 : 1),
};
