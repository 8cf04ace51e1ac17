/** What the pooling layers share: their window, its rules, and how PyTorch says them. */
import type { Shape } from '../core/shape';
import { LayerProblem, type TorchCode } from './define-layer';
import { imageShape, KERNEL, PADDING, PADS, resolvePads, STRIDE, torchPadding, windowPositions, type WindowParameters } from './image-window';
import { pythonTuple } from './python-text';

export const POOL_WINDOW = {
  kernel: { ...KERNEL, default: [2, 2] as const },
  stride: { ...STRIDE, default: [2, 2] as const },
  padding: PADDING,
  pads: { ...PADS, help: 'Cells at the top, left, bottom and right that take no part, for explicit padding' },
};

/** The shape after pooling; every window must hold at least one real pixel. */
export function pooledShape(x: Shape, parameters: WindowParameters): Shape {
  const image = imageShape(x);
  const positions = windowPositions(image, parameters);
  const pads = resolvePads(image, parameters);
  const { kernel, stride, dilation } = parameters;
  [image.height, image.width].forEach((length, axis) => {
    const widest = Math.max(pads[axis]!, pads[axis + 2]!);
    if (widest >= kernel[axis]!) {
      throw new LayerProblem(`has ${widest} pixels of padding, as much as its window of ${kernel[axis]} or more`, {
        parameter: parameters.padding === 'same' ? 'padding' : 'pads',
        expected: `less than ${kernel[axis]}`,
        found: `${widest}`,
        remedy: 'Use less padding or dilation, or a larger kernel.',
      });
    }
    for (let position = 0; position < positions[axis]!; position++) {
      const first = position * stride[axis]! - pads[axis]!;
      // The first cell at or after the edge of the picture decides: cells before it lie on padding.
      const skipped = Math.max(0, Math.ceil(-first / dilation[axis]!));
      if (skipped < kernel[axis]! && first + skipped * dilation[axis]! < length) continue;
      throw new LayerProblem('has a window whose cells all lie on padding', {
        parameter: 'dilation',
        expected: 'at least one pixel under every window',
        found: `a dilation of ${dilation[axis]} over ${length} pixels`,
        remedy: 'Use less dilation or padding.',
      });
    }
  });
  return [image.channels, ...positions];
}

export function poolAttributes(x: Shape, parameters: WindowParameters) {
  const { kernel, stride, dilation } = parameters;
  return { kernel, strides: stride, pads: resolvePads(imageShape(x), parameters), dilations: dilation };
}

/** PyTorch pads a pooling window evenly and by half of it at most; `outside` pads it in any other way. */
export function torchPoolPadding(x: Shape, parameters: WindowParameters): { readonly argument: string; readonly outside?: string } {
  const pads = resolvePads(imageShape(x), parameters);
  const { even, argument, call } = torchPadding(pads);
  const inside = even && pads.every((pixels, edge) => 2 * pixels <= parameters.kernel[edge % 2]!);
  return inside ? { argument: argument && `, ${argument}` } : { argument: '', outside: call };
}

/** `nn.MaxPool2d`; with `sign` −1 the same on negated values, which gives the minimum. */
export function torchMaxPool(x: Shape, parameters: WindowParameters, sign: '' | '-'): TorchCode {
  const { argument, outside } = torchPoolPadding(x, parameters);
  const { kernel, stride, dilation } = parameters;
  return {
    module: `nn.MaxPool2d(${pythonTuple(kernel)}, stride=${pythonTuple(stride)}${argument}, dilation=${pythonTuple(dilation)})`,
    forward: ([value], self) => `${sign}${self}(${outside ? `F.pad(${sign}${value}, ${outside}, value=float('-inf'))` : `${sign}${value}`})`,
  };
}
