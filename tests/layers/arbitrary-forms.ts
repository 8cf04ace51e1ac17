/** Random cases of the layers over sequences and volumes. */
import fc from 'fast-check';
import type { JsonObject } from '../../engine/document/model';
import { one, upTo, type Drawn } from './arbitrary-samples';

const numbers = (count: number, most: number, least = 1) => fc.array(upTo(most, least), { minLength: count, maxLength: count });
const run = fc.tuple(upTo(8), upTo(3));
const block = fc.tuple(upTo(2), upTo(4), upTo(4), upTo(4));

const undilated = (rank: number) => ({
  kernel: numbers(rank, rank === 1 ? 4 : 2),
  stride: numbers(rank, 3),
  padding: fc.constantFrom('valid', 'same', 'explicit'),
  pads: numbers(2 * rank, rank === 1 ? 2 : 1, 0),
});

const windowOver = (rank: number) => ({ ...undilated(rank), dilation: numbers(rank, 2) });

const pooling = (rank: number) => fc.record(windowOver(rank));
const averaging = (rank: number) => fc.record({ ...undilated(rank), countPadding: fc.boolean() });

/** Channels and filters that the groups divide, but for a few. */
function grouped(rank: number, more: object): fc.Arbitrary<Drawn> {
  const settings = fc.record({ ...windowOver(rank), bias: fc.boolean(), ...more });
  return fc.tuple(settings, upTo(2), upTo(2), upTo(2), rank === 1 ? run : block, fc.boolean()).map(([parameters, groups, inputs, outputs, sample, split]): Drawn => [
    { ...parameters, filters: groups * outputs, groups: split ? groups : 1 } as JsonObject,
    [rank === 1 ? [sample[0], groups * inputs] : [groups * inputs, ...sample.slice(1)]],
  ]);
}

export const FORMS = {
  conv1d: grouped(1, {}),
  conv3d: grouped(3, {}),
  'depthwise-conv1d': one(fc.record({ ...windowOver(1), depthMultiplier: upTo(3), bias: fc.boolean() }), run),
  'separable-conv1d': one(fc.record({ ...windowOver(1), filters: upTo(4), depthMultiplier: upTo(2), bias: fc.boolean() }), run),
  'conv-transpose1d': grouped(1, { outputPadding: numbers(1, 2, 0) }),
  'conv-transpose3d': grouped(3, { outputPadding: numbers(3, 1, 0) }),
  'max-pool1d': one(pooling(1), run),
  'max-pool3d': one(pooling(3), block),
  'avg-pool1d': one(averaging(1), run),
  'avg-pool3d': one(averaging(3), block),
  'zero-pad1d': one(fc.record({ pads: numbers(2, 3, 0) }), run),
  'zero-pad3d': one(fc.record({ pads: numbers(6, 2, 0) }), block),
  upsample1d: one(fc.record({ factor: numbers(1, 3) }), run),
  upsample3d: one(fc.record({ factor: numbers(3, 2) }), block),
};
