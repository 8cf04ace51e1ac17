/** Random cases of layers that look into regions. */
import fc from 'fast-check';
import { one, pair, picture, smallPicture, upTo, type Drawn } from './arbitrary-samples';

const maps = fc.oneof(smallPicture, fc.tuple(upTo(2), upTo(7, 4), upTo(7, 4)));
/** A fraction of a pixel, so that regions of about one pixel are several cells large. */
const stride = fc.constantFrom(0.3, 0.7, 1);

const stage = fc.tuple(fc.record({ classes: upTo(3) }), upTo(4));
const stageShapes = (classes: number, count: number) => [[count, 4], [count, classes + 1], [count, 4]];

export const REGIONS = {
  'background-subtraction': one(fc.record({ threshold: fc.constantFrom(0.1, 0.7), momentum: fc.constantFrom(0.05, 0.5) }), picture),
  'selective-search': fc.record({ count: upTo(9), ways: upTo(3) }).chain((parameters) => picture.map((whole): Drawn => [parameters, [whole]])),
  'sliding-windows': fc
    .record({ sizes: fc.array(upTo(6, 2), { minLength: 1, maxLength: 2 }), ratios: fc.constantFrom([1], [0.5, 1, 2]), step: fc.constantFrom(0.3, 0.5, 1) })
    .chain((parameters) => fc.tuple(upTo(3), upTo(20, 4), upTo(20, 4)).map((whole): Drawn => [parameters, [whole]])),
  'region-proposals': fc
    .tuple(fc.array(fc.constantFrom(3, 5, 8), { minLength: 1, maxLength: 2 }), fc.constantFrom([1], [0.5, 2]), upTo(3), upTo(3), upTo(3), fc.constantFrom(0.3, 0.7), upTo(12), fc.constantFrom([1, 8, 12], [3, 9, 9]))
    .map(([scales, ratios, height, width, count, threshold, candidates, whole]): Drawn => {
      const anchors = scales.length * ratios.length;
      return [{ scales, ratios, count, threshold, candidates }, [whole, [anchors, height, width], [4 * anchors, height, width]]];
    }),
  'fast-rcnn-head': stage.map(([parameters, count]): Drawn => [parameters, stageShapes(parameters.classes, count)]),
  'mask-rcnn-head': fc.tuple(stage, upTo(4)).map(([[parameters, count], side]): Drawn => [{ ...parameters, pixels: 5 }, [[5, 9], ...stageShapes(parameters.classes, count), [1, count, side, side]]]),
  'faster-rcnn-head': stage.map(([parameters, count]): Drawn => [parameters, [[5, 9], ...stageShapes(parameters.classes, count)]]),
  'roi-align': fc
    .tuple(fc.record({ size: pair(3), stride, samples: upTo(3), aligned: fc.boolean() }), maps, upTo(3))
    .map(([parameters, features, count]): Drawn => [parameters, [features, [count, 4]]]),
  'roi-pool': fc.tuple(fc.record({ size: pair(3), stride }), maps, upTo(3)).map(([parameters, features, count]): Drawn => [parameters, [features, [count, 4]]]),
};
