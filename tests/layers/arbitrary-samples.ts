/** Random shapes and parameters that the cases of many layers are made of. */
import fc from 'fast-check';
import type { JsonObject } from '../../engine/document/model';

/** Samples, without the batch axis. */
export type Samples = readonly (readonly number[])[];
export type Drawn = readonly [parameters: JsonObject, samples: Samples];

export const upTo = (most: number, least = 1) => fc.integer({ min: least, max: most });
export const picture = fc.tuple(upTo(4), upTo(9), upTo(9));
export const vector = fc.tuple(upTo(8));
export const sequence = fc.tuple(upTo(5), upTo(6));
/** For layers that make many pixels of few, or few channels of many. */
export const smallPicture = fc.tuple(upTo(2), upTo(3), upTo(3));
/** Channels first, with a depth. */
export const volume = fc.tuple(upTo(3), upTo(3), upTo(4), upTo(4));
export const anySample: fc.Arbitrary<readonly number[]> = fc.oneof(picture, vector, sequence);
export const pair = (most: number, least = 1) => fc.tuple(upTo(most, least), upTo(most, least)).map((sizes): number[] => sizes);
export const edges = (most: number) => fc.tuple(upTo(most, 0), upTo(most, 0), upTo(most, 0), upTo(most, 0)).map((sizes): number[] => sizes);

export const window = { kernel: pair(4), stride: pair(3), padding: fc.constantFrom('valid', 'same', 'explicit'), pads: edges(2), dilation: pair(2) };
export const scaleAndShift = { scale: fc.boolean(), center: fc.boolean() };
export const epsilon = fc.constantFrom(1e-5, 0.01, 0.5);

export const one = (parameters: fc.Arbitrary<JsonObject>, sample: fc.Arbitrary<readonly number[]>): fc.Arbitrary<Drawn> =>
  fc.tuple(parameters, sample.map((shape): Samples => [shape]));
export const plain = one(fc.constant({}), anySample);
