/** Random cases of heads that find objects: small pictures with maps of any size over them. */
import fc from 'fast-check';
import { upTo, type Drawn } from './arbitrary-samples';

const cells = fc.tuple(upTo(3), upTo(3));
const picture = fc.constantFrom([3, 16, 16], [1, 12, 20]);
const classes = upTo(3);

/** Three maps with the channels that the head reads. */
const threeMaps = (parameters: fc.Arbitrary<{ readonly classes: number }>, channels: (parameters: never) => number) =>
  fc.tuple(parameters, picture, cells, cells, cells).map(([given, whole, ...maps]): Drawn => [given, [whole, ...maps.map(([height, width]) => [channels(given as never), height, width])]]);

/** Anchors of 1 … 9 pixels. */
const anchors = (count: number) => fc.array(upTo(9), { minLength: 2 * count, maxLength: 2 * count });

const anchored = fc.record({ classes, anchors: anchors(9) });
const anchoredChannels = ({ classes: count }: { classes: number }) => 3 * (5 + count);

export const HEADS = {
  'yolo-v1-head': fc
    .tuple(fc.record({ classes, boxes: upTo(3), boxScale: fc.constantFrom(1, 0.1), sideWeight: fc.constantFrom(1, 30), confidence: fc.constantFrom('plain', 'logistic'), classLoss: fc.constantFrom('squares', 'cross-entropy') }), picture, cells)
    .map(([given, whole, [height, width]]): Drawn => [given, [whole, [5 * given.boxes + given.classes, height, width]]]),
  'yolo-v2-head': fc
    .tuple(fc.record({ classes, anchors: anchors(5) }), picture, cells)
    .map(([given, whole, [height, width]]): Drawn => [given, [whole, [5 * (5 + given.classes), height, width]]]),
  'yolo-v3-head': threeMaps(anchored, anchoredChannels),
  'yolo-v5-head': threeMaps(anchored, anchoredChannels),
  'yolo-v6-head': threeMaps(fc.record({ classes }), ({ classes: count }: { classes: number }) => 4 + count),
  'yolo-v7-head': fc.tuple(anchored, picture, cells, cells, cells).map(([given, whole, ...maps]): Drawn => {
    const shapes = maps.map(([height, width]) => [anchoredChannels(given), height, width]);
    return [given, [whole, ...shapes, ...shapes]];
  }),
  'ssd-head': threeMaps(anchored, anchoredChannels),
  'yolo-v8-head': threeMaps(fc.record({ classes, bins: upTo(4, 2) }), ({ classes: count, bins }: { classes: number; bins: number }) => 4 * bins + count),
};
