/** Random 0/1 masks of dropout and its kin, drawn outside of the graph so that CPU and GPU see the same ones. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { RandomStream } from '../core/random';
import { BATCH, bindShape, type Shape } from '../core/shape';

export interface MaskSpec {
  /** Name of the uint8 tensor. */
  readonly name: string;
  /** May contain the batch axis `N`, which becomes the number of rows of the batch. */
  readonly shape: Shape;
  /** Share of ones. */
  readonly keepProbability: number;
  /** What the mask belongs to (the node's name path); masks of different keys are independent. */
  readonly key: string;
}

/** The mask of one training step: a function of seed, key and step alone. */
export function drawMask(spec: MaskSpec, batchRows: number, seed: number, step: number): Tensor<'uint8'> {
  const { keepProbability, key } = spec;
  if (!(keepProbability >= 0 && keepProbability <= 1)) fail('bad-keep-probability', `The mask of ${key} keeps a share of ${keepProbability}.`, { node: key, expected: 'a number from 0 to 1', found: `${keepProbability}` });
  const shape = bindShape(spec.shape, { [BATCH]: batchRows });
  const data = new Uint8Array(shape.reduce((product, size) => product * size, 1));
  const stream = new RandomStream(seed, 'mask', key, step);
  const threshold = keepProbability * 0x1_0000_0000;
  for (let index = 0; index < data.length; index++) data[index] = stream.bitsAt(index) < threshold ? 1 : 0;
  return { dtype: 'uint8', shape, data };
}
