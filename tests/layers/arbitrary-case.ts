/** Random parameters and input shapes for every layer, most of which fit together. A layer without an entry does not compile. */
import fc from 'fast-check';
import type { LayerType } from '../../engine/layers';
import { LayerProblem } from '../../engine/layers/define-layer';
import type { JsonObject } from '../../engine/document/model';
import { LOSS_NAMES } from '../../engine/losses';
import { ATTENTION } from './arbitrary-attention';
import { anySample, edges, epsilon, one, pair, picture, plain, scaleAndShift, sequence, upTo, vector, window, type Drawn } from './arbitrary-samples';
import { EXPRESSED } from './arbitrary-expressions';
import { FORMS } from './arbitrary-forms';
import { HEADS } from './arbitrary-heads';
import { LANDMARKS } from './arbitrary-landmarks';
import { REGIONS } from './arbitrary-regions';
import { SHAPES } from './arbitrary-shapes';
import type { LayerCase } from './layer-graph';
import { layerNamed, parametersOf } from './lower-layer';

/** Channels and filters that the groups divide, but for a few. */
const grouped = (more: object): fc.Arbitrary<Drawn> =>
  fc.tuple(fc.record({ ...window, bias: fc.boolean(), ...more }), upTo(3), upTo(2), upTo(2), upTo(9), upTo(9), fc.boolean()).map(
    ([parameters, groups, inputs, outputs, height, width, split]): Drawn => [
      { ...parameters, filters: groups * outputs, groups: split ? groups : 1 } as JsonObject,
      [[groups * inputs, height, width]],
    ],
  );

const sameShapes = fc.tuple(anySample, upTo(4, 2)).map(([shape, count]): Drawn => [{}, Array.from({ length: count }, () => shape)]);
const dropping = fc.record({ rate: fc.constantFrom(0, 0.25, 0.5), scaling: fc.constantFrom('inverted', 'none') });

/** Parts of a picture whose sizes differ along one axis only. */
const parts = fc.tuple(picture, fc.array(upTo(4), { minLength: 2, maxLength: 4 }), fc.constantFrom('channels', 'height', 'width')).map(([shape, sizes, axis]): Drawn => [
  { axis },
  sizes.map((size) => shape.map((length, at) => (at === ['channels', 'height', 'width'].indexOf(axis) ? size : length))),
]);

export const ARBITRARY: { readonly [T in LayerType]: fc.Arbitrary<Drawn> } = {
  input: anySample.map((shape): Drawn => [{ shape: [...shape] }, []]),
  output: one(fc.record({ loss: fc.constantFrom(...LOSS_NAMES) }), anySample),
  'constant-target': one(fc.record({ loss: fc.constantFrom('binary-cross-entropy', 'mean-squared-error', 'mean-absolute-error'), value: fc.constantFrom(-1, 0, 1) }), anySample),
  dense: one(fc.record({ units: upTo(5), bias: fc.boolean() }), fc.oneof(vector, sequence)),
  conv2d: grouped({}),
  'depthwise-conv2d': one(fc.record({ ...window, depthMultiplier: upTo(3), bias: fc.boolean() }), picture),
  'separable-conv2d': one(fc.record({ ...window, filters: upTo(4), depthMultiplier: upTo(2), bias: fc.boolean() }), picture),
  'conv-transpose2d': grouped({ outputPadding: pair(2, 0) }),
  'max-pool2d': one(fc.record(window), picture),
  'min-pool2d': one(fc.record(window), picture),
  'avg-pool2d': one(fc.record({ kernel: window.kernel, stride: window.stride, padding: window.padding, pads: window.pads, countPadding: fc.boolean() }), picture),
  'global-avg-pool': one(fc.record({ keepAxes: fc.boolean() }), fc.oneof(picture, sequence)),
  'global-max-pool': one(fc.record({ keepAxes: fc.boolean() }), fc.oneof(picture, sequence)),
  relu: plain,
  sigmoid: plain,
  tanh: plain,
  softmax: one(fc.record({ axis: fc.constantFrom('channels', 'last') }), anySample),
  'log-softmax': one(fc.record({ axis: fc.constantFrom('channels', 'last') }), anySample),
  linear: plain,
  step: one(fc.record({ threshold: fc.constantFrom(0, 0.5) }), anySample),
  'leaky-relu': one(fc.record({ alpha: fc.constantFrom(0, 0.01, 0.3) }), anySample),
  prelu: plain,
  elu: one(fc.record({ alpha: fc.constantFrom(0.5, 1) }), anySample),
  selu: plain,
  gelu: plain,
  silu: plain,
  mish: plain,
  softplus: plain,
  'hard-swish': plain,
  relu6: plain,
  'batch-norm': one(fc.record({ ...scaleAndShift, epsilon, momentum: fc.constantFrom(0, 0.1, 1) }), anySample),
  'layer-norm': one(fc.record({ ...scaleAndShift, epsilon, over: fc.constantFrom('channels', 'sample') }), anySample),
  'group-norm': fc
    .tuple(fc.record({ ...scaleAndShift, epsilon }), upTo(3), upTo(3), fc.oneof(fc.constant([]), fc.tuple(upTo(5), upTo(5))))
    .map(([parameters, groups, inside, places]): Drawn => [{ ...parameters, groups }, [[groups * inside, ...places]]]),
  dropout: one(dropping, anySample),
  'spatial-dropout': one(dropping, picture),
  'gaussian-noise': one(fc.record({ deviation: fc.constantFrom(0, 0.2) }), anySample),
  add: sameShapes,
  multiply: fc.oneof(sameShapes, picture.map(([c, h, w]): Drawn => [{}, [[c, h, w], [c, 1, 1], [1, h, w]]])),
  average: sameShapes,
  maximum: sameShapes,
  minimum: sameShapes,
  subtract: anySample.map((shape): Drawn => [{}, [shape, shape]]),
  concat: fc.oneof(parts, fc.tuple(upTo(4), upTo(4)).map(([a, b]): Drawn => [{ axis: 'steps' }, [[a, 3], [b, 3]]])),
  flatten: plain,
  reshape: fc.oneof(
    one(fc.record({ shape: fc.shuffledSubarray([-1, 1, 2, 3], { minLength: 1, maxLength: 3 }) }), anySample),
    picture.map(([c, h, w]): Drawn => [{ shape: [h, -1, c] }, [[c, h, w]]]),
  ),
  permute: fc.oneof(
    one(fc.record({ order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }) }), picture),
    one(fc.record({ order: fc.constantFrom([0, 1], [1, 0]) }), sequence),
  ),
  'zero-pad2d': one(fc.record({ pads: edges(3) }), picture),
  crop2d: one(fc.record({ edges: edges(2) }), picture),
  ...ATTENTION,
  ...EXPRESSED,
  ...FORMS,
  ...HEADS,
  ...LANDMARKS,
  ...REGIONS,
  ...SHAPES,
  upsample2d: one(fc.record({ factor: pair(3), mode: fc.constantFrom('nearest', 'bilinear') }), picture),
};

/** Cases of one layer with a batch in front; the smallest batch has two samples, for the sake of batch statistics. */
export function arbitraryCase(type: LayerType): fc.Arbitrary<LayerCase> {
  return fc.tuple(ARBITRARY[type], upTo(3, 2), fc.constantFrom('train' as const, 'infer' as const)).map(([[parameters, samples], batch, mode]) => ({
    type,
    parameters,
    inputs: samples.map((sample) => [batch, ...sample]),
    mode,
  }));
}

/** Cases that the shape rule accepts. */
export function fittingCase(type: LayerType): fc.Arbitrary<LayerCase> {
  return arbitraryCase(type).filter(fits);
}

function fits({ type, parameters, inputs }: LayerCase): boolean {
  const layer = layerNamed(type);
  try {
    layer.shape({ inputs: inputs.map((shape) => shape.slice(1)), parameters: parametersOf(layer, parameters) });
    return true;
  } catch (error) {
    if (error instanceof LayerProblem) return false;
    throw error;
  }
}
