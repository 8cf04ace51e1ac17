/** Operators that combine elements: products, windows, sums, normalization. */
import type { Value } from '../graph';
import type { Builder } from '../builder';
import { axisOf, floatOf, intOf, intsOf, numbersAt, textOf, type OnnxOperands, type Translation } from './translate';

export const COMPUTING: Readonly<Record<string, Translation>> = {
  MatMul: (b, { inputs: [left, right] }) => (left!.shape.length > 1 && right!.shape.length > 1 ? [b.matmul(left!, right!)] : undefined),
  Gemm: translateGemm,
  Conv: (b, call) => {
    const window = windowOf(call, call.inputs[1]!);
    return window && [b.one('Conv', present(call), { ...window, group: intOf(call, 'group', 1) })];
  },
  ConvTranspose: (b, call) => {
    const window = windowOf(call, call.inputs[1]!);
    const mode = textOf(call, 'auto_pad', 'NOTSET');
    if (!window || call.attributes['output_shape'] || mode.startsWith('SAME')) return undefined;
    return [b.one('ConvTranspose', present(call), { ...window, group: intOf(call, 'group', 1), outputPadding: intsOf(call, 'output_padding') ?? window.strides.map(() => 0) })];
  },
  MaxPool: (b, call) => {
    const window = poolOf(call);
    return window && [b.one('MaxPool', [call.inputs[0]!], window)];
  },
  AveragePool: (b, call) => {
    const window = poolOf(call);
    return window && [b.one('AveragePool', [call.inputs[0]!], { ...window, countPadding: intOf(call, 'count_include_pad', 0) === 1 })];
  },
  GlobalAveragePool: (b, { inputs: [x] }) => [b.one('GlobalAveragePool', [x!], {})],
  GlobalMaxPool: (b, { inputs: [x] }) => [b.one('ReduceMax', [x!], { axes: x!.shape.slice(2).map((_, axis) => axis + 2), keepdims: true })],
  BatchNormalization: (b, call) => (intOf(call, 'training_mode', 0) === 1 ? undefined : [b.one('BatchNormalization', call.inputs as Value[], { epsilon: floatOf(call, 'epsilon', 1e-5) })]),
  LayerNormalization: (b, call) => {
    const [x, scale, bias] = call.inputs;
    const first = axisOf(intOf(call, 'axis', -1), x!.shape.length);
    const [standard] = b.apply('Standardize', [x!], { axes: x!.shape.flatMap((_, axis) => (axis >= first ? [axis] : [])), epsilon: floatOf(call, 'epsilon', 1e-5) });
    const scaled = b.mul(standard!, scale!);
    return [bias ? b.add(scaled, bias) : scaled];
  },
  Softmax: (b, call) => [b.one('Softmax', [call.inputs[0]!], { axis: axisOf(intOf(call, 'axis', -1), call.inputs[0]!.shape.length) })],
  LogSoftmax: (b, call) => [b.one('LogSoftmax', [call.inputs[0]!], { axis: axisOf(intOf(call, 'axis', -1), call.inputs[0]!.shape.length) })],
  ReduceSum: reduction('ReduceSum'),
  ReduceMean: reduction('ReduceMean'),
  ReduceMax: reduction('ReduceMax'),
  ReduceSumSquare: reduction('ReduceSumSquare'),
};

function present({ inputs }: OnnxOperands): Value[] {
  return inputs.filter((input) => input !== undefined);
}

function translateGemm(b: Builder, call: OnnxOperands): readonly Value[] {
  const [left, right, bias] = call.inputs;
  const [alpha, beta] = [floatOf(call, 'alpha', 1), floatOf(call, 'beta', 1)];
  const flags = { transA: intOf(call, 'transA', 0) === 1, transB: intOf(call, 'transB', 0) === 1 };
  const isBias = bias && alpha === 1 && beta === 1 && bias.shape.length > 0 && bias.shape.at(-1) !== 1;
  if (!bias || isBias) {
    const product = b.one('Gemm', bias ? [left!, right!, bias] : [left!, right!], flags);
    return [alpha === 1 ? product : b.mul(product, alpha)];
  }
  const product = b.one('Gemm', [left!, right!], flags);
  return [b.add(alpha === 1 ? product : b.mul(product, alpha), beta === 1 ? bias : b.mul(bias, beta))];
}

/** Strides, pads and dilations with the pads worked out; undefined where a size is not known. */
export function windowOf(call: OnnxOperands, weight: Value): { strides: readonly number[]; pads: readonly number[]; dilations: readonly number[] } | undefined {
  return geometry(call, weight.shape.slice(2) as number[]);
}

export function poolOf(call: OnnxOperands) {
  const kernel = intsOf(call, 'kernel_shape');
  if (!kernel || intOf(call, 'storage_order', 0) !== 0) return undefined;
  const window = geometry(call, kernel);
  if (!window) return undefined;
  if (intOf(call, 'ceil_mode', 0) === 1) {
    // Rounding up is the same where nothing is left over.
    const sizes = call.inputs[0]!.shape.slice(2) as number[];
    const isEven = sizes.every((size, axis) => (size + window.pads[axis]! + window.pads[axis + sizes.length]! - window.dilations[axis]! * (kernel[axis]! - 1) - 1) % window.strides[axis]! === 0);
    if (!isEven) return undefined;
  }
  return { kernel, ...window };
}

function geometry(call: OnnxOperands, kernel: readonly number[]) {
  const sizes = call.inputs[0]!.shape.slice(2);
  if (sizes.length !== kernel.length || ![...sizes, ...kernel].every((size) => typeof size === 'number')) return undefined;
  const strides = intsOf(call, 'strides') ?? kernel.map(() => 1);
  const dilations = intsOf(call, 'dilations') ?? kernel.map(() => 1);
  const mode = textOf(call, 'auto_pad', 'NOTSET');
  if (mode === 'NOTSET' || mode === '') return { strides, dilations, pads: intsOf(call, 'pads') ?? [...kernel, ...kernel].map(() => 0) };
  if (mode === 'VALID') return { strides, dilations, pads: [...kernel, ...kernel].map(() => 0) };
  if (call.attributes['output_padding'] || call.attributes['output_shape']) return undefined;
  const totals = (sizes as number[]).map((size, axis) => Math.max(0, (Math.ceil(size / strides[axis]!) - 1) * strides[axis]! + dilations[axis]! * (kernel[axis]! - 1) + 1 - size));
  const less = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total, axis) => total - less[axis]!);
  return { strides, dilations, pads: mode === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less] };
}

function reduction(op: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceSumSquare'): Translation {
  return (b, call) => {
    const x = call.inputs[0]!;
    const given = call.inputs[1] ? numbersAt(call, 1) : [];
    if (!given) return undefined;
    if (given.length === 0 && intOf(call, 'noop_with_empty_axes', 0) === 1) return op === 'ReduceSumSquare' ? [b.square(x)] : b.apply('Identity', [x], {});
    const axes = given.length === 0 ? x.shape.map((_, axis) => axis) : given.map((axis) => axisOf(axis, x.shape.length));
    return [b.one(op, [x], { axes, keepdims: intOf(call, 'keepdims', 1) === 1 })];
  };
}
