/** Random cases of layers that compare, combine and compute by hand. */
import fc from 'fast-check';
import { anySample, one, pair, picture, plain, sequence, smallPicture, upTo, vector, type Drawn } from './arbitrary-samples';

const twice = (parameters: fc.Arbitrary<Drawn[0]>) => fc.tuple(parameters, anySample).map(([given, shape]): Drawn => [given, [shape, shape]]);
const axis = fc.constantFrom('channels', 'height', 'width', 'steps');

/** One input each; smooth where values lie. */
const EXPRESSIONS = [
  'a * sigmoid(1.7 * a)', '(a - mean(a)) / sqrt(mean(square(a - mean(a))) + 0.1)', 'sin(a) + cos(2 * a) - atan(a)', 'exp(-a^2) * tanh(a)', 'max(a, -a, 0.25)',
  'sum(a, channels) / (1 + abs(a))', 'softplus(a) - log(square(a) + 1)', 'erf(a) + largest(a) * smallest(a, channels)', 'min(a, 3) * (2 + pi)^-1', '-(a + 2) * relu(a) / 3e-1',
];

export const EXPRESSED = {
  lambda: fc.oneof(
    one(fc.record({ expression: fc.constantFrom(...EXPRESSIONS) }), anySample),
    picture.map(([c, h, w]): Drawn => [{ expression: 'a * sigmoid(b) + c' }, [[c, h, w], [c, 1, 1], [1, h, w]]]),
  ),
  'fixed-filter2d': one(fc.record({ filter: fc.constantFrom('sobel-across', 'prewitt-down', 'prewitt-4x4-across', 'roberts-second', 'sharpen', 'gaussian'), padding: fc.constantFrom('valid', 'same') }), picture),
  'image-gradient': one(fc.record({ operator: fc.constantFrom('sobel', 'prewitt', 'prewitt-4x4', 'roberts'), padding: fc.constantFrom('valid', 'same') }), picture),
  constant: fc.oneof(
    one(fc.record({ shape: fc.array(upTo(3), { minLength: 1, maxLength: 3 }), value: fc.constantFrom(0, 1.5), trained: fc.boolean() }), anySample),
    one(fc.constant({ shape: [3], values: [0.5, -1, 2] }), anySample),
  ),
  'cosine-similarity': twice(fc.constant({})),
  distance: twice(fc.record({ measure: fc.constantFrom('euclidean', 'squared', 'manhattan') })),
  divide: twice(fc.constant({})),
  repeat: one(fc.record({ steps: upTo(4) }), vector),
  reverse: one(fc.record({ axis }), fc.oneof(picture, sequence)),
  roll: one(fc.record({ axis, shift: upTo(4, -4) }), fc.oneof(picture, sequence)),
  patches: fc.tuple(pair(3), smallPicture).map(([size, [c, h, w]]): Drawn => [{ size }, [[c, h * size[0]!, w * size[1]!]]]),
  rescale: one(fc.record({ scale: fc.constantFrom(2, -0.5), offset: fc.constantFrom(0, -1) }), anySample),
  standardize: fc.tuple(fc.constantFrom([0.5], [0.485, 0.456, 0.406]), fc.constantFrom([0.25], [0.229, 0.224, 0.225]), upTo(4), upTo(4)).map(([means, deviations, h, w]): Drawn => [{ means, deviations }, [[3, h, w]]]),
  'scale-shift': plain,
  'stop-gradient': plain,
  'gaussian-dropout': one(fc.record({ rate: fc.constantFrom(0, 0.2, 0.5) }), anySample),
  'gem-pool': one(fc.record({ start: fc.constantFrom(1, 3) }), picture),
  film: picture.map(([c, h, w]): Drawn => [{}, [[c, h, w], [c], [c]]]),
  rbf: one(fc.record({ units: upTo(3), answer: fc.constantFrom('gaussian', 'squared-distance'), gamma: fc.constantFrom(0.5, 1) }), vector),
  'coord-channels': one(fc.constant({}), picture),
  bilinear: fc.tuple(fc.record({ units: upTo(3), bias: fc.boolean() }), upTo(4), upTo(4)).map(([parameters, n, m]): Drawn => [parameters, [[n], [m]]]),
  'one-hot': one(fc.record({ entries: upTo(4) }), vector),
  'weighted-sum': fc.tuple(anySample, upTo(3, 2)).map(([shape, count]): Drawn => [{}, Array.from({ length: count }, () => shape)]),
  'attention-pool': one(fc.constant({}), sequence),
};
