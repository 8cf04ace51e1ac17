/** What the pooling layers share: their window, its rules, and how PyTorch says them. */
import type { Shape } from '../core/shape';
import type { TorchCode } from './define-layer';
import { imageShape, KERNEL, PADDING, PADS, resolvePads, STRIDE, torchPadding, type WindowParameters } from './image-window';
import { pythonTuple } from './python-text';
import { pooledPositions } from './window-arithmetic';

export const POOL_WINDOW = {
  kernel: { ...KERNEL, default: [2, 2] as const },
  stride: { ...STRIDE, default: [2, 2] as const },
  padding: PADDING,
  pads: { ...PADS, help: 'Cells at the top, left, bottom and right that take no part, for explicit padding' },
};

/** The shape after pooling; every window must hold at least one real pixel. */
export function pooledShape(x: Shape, parameters: WindowParameters): Shape {
  const { channels, height, width } = imageShape(x);
  return [channels, ...pooledPositions([height, width], parameters, 'pixels')];
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
