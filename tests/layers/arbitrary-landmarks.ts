/** Random cases of layers that answer with points. */
import fc from 'fast-check';
import { upTo, type Drawn } from './arbitrary-samples';

const picture = fc.constantFrom([3, 8, 8], [1, 6, 10]);
const distance = fc.constantFrom('wing', 'smooth-l1', 'squared');

export const LANDMARKS = {
  'landmark-output': fc.tuple(fc.record({ distance }), picture, upTo(4)).map(([given, whole, points]): Drawn => [given, [whole, [4 * points]]]),
  'heatmap-output': fc
    .tuple(fc.record({ distance, sharpness: fc.constantFrom(1, 3) }), picture, upTo(3), upTo(4), upTo(4))
    .map(([given, whole, points, height, width]): Drawn => [given, [whole, [3 * points, height, width]]]),
};
