/** Every kind of convolution in the bench networks, at their batch. */
export interface ConvShape {
  readonly label: string;
  readonly batch: number;
  readonly channels: number;
  readonly size: number;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  readonly groups: number;
}

function conv(channels: number, size: number, out: number, kernel: number, stride = 1, pad = kernel >> 1, groups = 1): ConvShape {
  const kind = groups > 1 ? `depthwise ${channels}` : `${channels}→${out}`;
  const label = `${kind}, ${kernel}×${kernel}${stride > 1 ? `/${stride}` : ''}, ${size}²`;
  return { label, batch: 64, channels, size, out, kernel, stride, pad, groups };
}

export const outputSize = ({ size, kernel, stride, pad }: ConvShape): number => Math.floor((size + 2 * pad - kernel) / stride) + 1;

export const DENSE: readonly ConvShape[] = [
  conv(1, 28, 6, 5),
  conv(6, 14, 16, 5, 1, 0),
  conv(3, 32, 32, 3),
  conv(32, 32, 32, 3),
  conv(32, 16, 64, 3),
  conv(64, 16, 64, 3),
  conv(16, 32, 16, 3),
  conv(16, 32, 32, 3, 2),
  conv(32, 16, 32, 3),
  conv(64, 8, 64, 3),
];

export const POINTWISE: readonly ConvShape[] = [
  conv(16, 32, 32, 1, 2),
  conv(32, 32, 64, 1),
  conv(128, 16, 128, 1),
  conv(256, 8, 256, 1),
];

/** What heads of segmentation and of two classes have, and the first filters of small networks. */
export const THIN: readonly ConvShape[] = [
  conv(64, 64, 2, 1),
  conv(32, 40, 1, 1),
  conv(16, 64, 3, 1),
  conv(32, 40, 4, 3),
  conv(16, 64, 12, 3),
  conv(64, 16, 12, 3),
  conv(3, 64, 12, 3),
  conv(32, 7, 8, 3),
];

const depthwise = (channels: number, size: number, stride = 1): ConvShape => conv(channels, size, channels, 3, stride, 1, channels);

export const DEPTHWISE: readonly ConvShape[] = [depthwise(32, 32), depthwise(64, 32, 2), depthwise(128, 16), depthwise(256, 8)];
