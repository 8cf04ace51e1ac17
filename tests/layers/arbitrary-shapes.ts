/** Random cases of layers that cut, join and rearrange. */
import fc from 'fast-check';
import { anySample, edges, one, picture, sequence, smallPicture, upTo, volume, type Drawn } from './arbitrary-samples';

const named = fc.constantFrom('channels', 'height', 'width', 'steps');
const several = fc.oneof(picture, sequence, volume);

export const SHAPES = {
  'channel-shuffle': fc.tuple(upTo(3), picture).map(([groups, [c, h, w]]): Drawn => [{ groups }, [[groups * c, h, w]]]),
  slice: one(fc.record({ axis: named, start: upTo(2, 0), length: upTo(3), step: upTo(2), keepAxis: fc.boolean() }), fc.oneof(several, fc.tuple(upTo(6, 3)))),
  split: one(fc.record({ axis: named, at: upTo(3, 0) }), fc.oneof(several, fc.tuple(upTo(6, 2)))),
  stack: fc.tuple(anySample, upTo(3, 2), upTo(3, 0)).map(([shape, count, axis]): Drawn => [{ axis }, Array.from({ length: count }, () => shape)]),
  reduce: one(
    fc.record({ method: fc.constantFrom('mean', 'sum', 'max', 'min', 'sum-of-squares'), axes: fc.subarray([0, 1, 2], { minLength: 1 }), keepAxes: fc.boolean() }),
    fc.oneof(picture, picture, sequence),
  ),
  matmul: fc.tuple(fc.boolean(), fc.boolean(), upTo(4), upTo(4), upTo(4), fc.subarray([2], { minLength: 0 })).map(([transposeA, transposeB, rows, inner, columns, lead]): Drawn => [
    { transposeA, transposeB },
    [[...lead, ...(transposeA ? [inner, rows] : [rows, inner])], [...lead, ...(transposeB ? [columns, inner] : [inner, columns])]],
  ]),
  'pixel-shuffle': fc.tuple(upTo(3), smallPicture).map(([factor, [c, h, w]]): Drawn => [{ factor }, [[c * factor ** 2, h, w]]]),
  'pixel-unshuffle': fc.tuple(upTo(3), smallPicture).map(([factor, [c, h, w]]): Drawn => [{ factor }, [[c, h * factor, w * factor]]]),
  pad2d: one(fc.record({ mode: fc.constantFrom('reflect', 'replicate', 'circular'), pads: edges(3) }), picture),
};
