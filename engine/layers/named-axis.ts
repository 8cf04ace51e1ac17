/** Axes by the names people use. A picture is channels × height × width, a volume has a depth before them, a sequence is steps × values. */
import { formatShape, type Shape } from '../core/shape';
import { LayerProblem } from './define-layer';

export type AxisName = 'channels' | 'depth' | 'height' | 'width' | 'steps';
export const AXIS_NAMES = ['channels', 'depth', 'height', 'width', 'steps'] as const satisfies readonly AxisName[];

const AXES: Readonly<Record<number, readonly AxisName[]>> = {
  1: ['channels'],
  2: ['steps', 'channels'],
  3: ['channels', 'height', 'width'],
  4: ['channels', 'depth', 'height', 'width'],
};

/** The place of an axis in a shape without the batch; `channels` are the values of a vector or a sequence. */
export function axisNamed(shape: Shape, name: AxisName, port = 'in'): number {
  const axis = AXES[shape.length]?.indexOf(name) ?? -1;
  if (axis >= 0) return axis;
  const present = AXES[shape.length];
  throw new LayerProblem(`works along ${name}, but gets ${formatShape(shape)}${present ? ` (${present.join(' × ')})` : ''}`, {
    port,
    expected: `an input with an axis of ${name}`,
    found: formatShape(shape),
  });
}

/** The axes of a sample that are not its channels: places of a picture or volume, steps of a sequence, none of a vector. */
export function placeAxes(shape: Shape): number[] {
  const channels = axisNamed(shape, 'channels');
  return shape.flatMap((_, axis) => (axis === channels ? [] : [axis]));
}

/** How many channels (values) an input has; their number must be known. */
export function channelCount(shape: Shape): number {
  const count = shape[axisNamed(shape, 'channels')]!;
  if (typeof count === 'number') return count;
  throw new LayerProblem(`needs a known number of channels, but gets ${formatShape(shape)}`, { port: 'in', expected: 'a number', found: count });
}

/** The shape in which one number per channel broadcasts against a sample. */
export function perChannel(shape: Shape): number[] {
  const channels = axisNamed(shape, 'channels');
  return shape.map((_, axis) => (axis === channels ? channelCount(shape) : 1));
}
