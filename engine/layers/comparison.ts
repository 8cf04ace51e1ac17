/** What layers share that compare the channels of two inputs at every place: one number per place. */
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { equalShape } from './merge';
import { axisNamed } from './named-axis';

export const COMPARED = [
  { name: 'a', help: 'One of the two' },
  { name: 'b', help: 'The other, of the same shape' },
] as const;

/** Keeps the root away from zero, where it has no slope. */
export const EPSILON = 1e-8;

/** The channels become one; other axes stay. */
export function comparedShape(inputs: readonly Shape[]): Shape {
  const shape = equalShape(inputs, (index) => COMPARED[index]!.name);
  const channels = axisNamed(shape, 'channels', 'a');
  return shape.map((dim, axis) => (axis === channels ? 1 : dim));
}

/** Of an operand with its batch. */
export function channelAxis(x: Value): number {
  return axisNamed(x.shape.slice(1), 'channels') + 1;
}

export function sumOfSquares(b: Builder, x: Value): Value {
  return b.one('ReduceSumSquare', [x], { axes: [channelAxis(x)], keepdims: true });
}
