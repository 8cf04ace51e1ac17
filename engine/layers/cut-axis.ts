/** What Slice and Split share: an axis by its name, whose size must be known. */
import { choice } from '../core/parameters';
import { staticDim, type Shape } from '../core/shape';
import { AXIS_NAMES, axisNamed, type AxisName } from './named-axis';

export const AXIS = choice({
  label: 'Axis',
  help: 'channels of pictures, values of vectors and sequences; or depth, height, width, steps',
  options: AXIS_NAMES,
  default: 'channels',
});

export function sizeAlong(shape: Shape, name: AxisName): { readonly axis: number; readonly size: number } {
  const axis = axisNamed(shape, name);
  return { axis, size: staticDim(shape[axis]!) };
}
