/** The window parameters that convolution and pooling over pictures share, and the shape rule that goes with them. */
import { choice, integers, size, type Size } from '../core/parameters';
import { formatShape, staticDim, type Shape } from '../core/shape';
import { LayerProblem, type ReceptiveWindow } from './define-layer';
import { padsFor, positionsFor, type SlidingWindow } from './window-arithmetic';

export interface WindowParameters extends SlidingWindow {
  readonly kernel: Size;
  readonly stride: Size;
  readonly dilation: Size;
}

export const KERNEL = size({ label: 'Kernel', help: 'Height and width of the window', default: [3, 3], minimum: 1, unit: 'px' });
export const STRIDE = size({ label: 'Stride', help: 'How far the window moves each time', default: [1, 1], minimum: 1, unit: 'px' });
export const DILATION = size({ label: 'Dilation', help: 'Distance between neighbouring cells of the window', default: [1, 1], minimum: 1, unit: 'px' });
export const PADDING = choice({
  label: 'Padding',
  help: 'valid: none; same: as much as keeps the size at stride 1, the odd pixel at the bottom right; explicit: as given below',
  options: ['valid', 'same', 'explicit'],
  default: 'valid',
});
export const PADS = integers({
  label: 'Pads',
  help: 'Zeros at the top, left, bottom and right, for explicit padding',
  default: [0, 0, 0, 0],
  minimum: 0,
  length: 4,
  unit: 'px',
});

export interface ImageShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Reads [channels, height, width], or says what is missing. */
export function imageShape(shape: Shape): ImageShape {
  if (shape.length !== 3) {
    throw new LayerProblem(`needs a picture (channels × height × width), but gets ${formatShape(shape)}`, {
      port: 'in',
      expected: 'channels × height × width',
      found: formatShape(shape),
    });
  }
  return { channels: staticDim(shape[0]!), height: staticDim(shape[1]!), width: staticDim(shape[2]!) };
}

/** [top, left, bottom, right] for a picture of the given size. */
export function resolvePads({ height, width }: ImageShape, parameters: WindowParameters): number[] {
  return padsFor([height, width], parameters);
}

export function windowPositions({ height, width }: ImageShape, parameters: WindowParameters): Size {
  const [tall, wide] = positionsFor([height, width], parameters, 'pixels');
  return [tall!, wide!];
}

export function receptiveWindow(image: ImageShape, parameters: WindowParameters): ReceptiveWindow {
  const { kernel, stride, dilation } = parameters;
  return { kernel, stride, dilation, padding: resolvePads(image, parameters) };
}

/** PyTorch pads both ends alike, so uneven padding becomes a call of its own. */
export function torchPadding([top = 0, left = 0, bottom = 0, right = 0]: readonly number[]): { even: boolean; argument: string; call: string } {
  return {
    even: top === bottom && left === right,
    argument: top === 0 && left === 0 ? '' : `padding=(${top}, ${left})`,
    call: `(${left}, ${right}, ${top}, ${bottom})`,
  };
}
