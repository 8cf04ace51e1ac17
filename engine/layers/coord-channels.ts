import { float32Tensor } from '../core/dtype';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape, type ImageShape } from './image-window';

export const coordChannels = defineLayer<Record<string, never>>({
  type: 'coord-channels',
  version: 1,
  title: 'CoordChannels',
  category: 'shape',
  summary: 'Adds two channels that say where each pixel lies',
  documentation: {
    text: 'A convolution does the same everywhere and cannot say where something is; with these channels it can. The first runs from −1 at the top to 1 at the bottom, the second from left to right; a single row or column counts as 0.',
    formulas: [String.raw`C_{out} = C + 2`],
    source: 'Liu et al. 2018 (CoordConv)',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    const { channels, height, width } = imageShape(x!);
    return [[channels + 2, height, width]];
  },
  lower: ({ builder: b, inputs: [x] }) => {
    const image = imageShape(x!.shape.slice(1));
    const places = b.constant(float32Tensor([2, image.height, image.width], coordinates(image)));
    // One channel of every sample, for its shape alone.
    const like = b.one('Slice', [x!], { starts: [0], ends: [1], axes: [1], steps: [1] });
    return [b.concat([x!, b.add(b.one('ZerosLike', [b.one('StopGradient', [like], {})], {}), places)], 1)];
  },
  torch: ({ inputs: [x] }) => {
    const { height, width } = imageShape(x!);
    const line = (count: number, value: string) => (count === 1 ? `torch.zeros(1, dtype=${value}.dtype, device=${value}.device)` : `torch.linspace(-1, 1, ${count}, dtype=${value}.dtype, device=${value}.device)`);
    return {
      forward: ([value]) => `torch.cat([${value}, torch.stack(torch.meshgrid(${line(height, value!)}, ${line(width, value!)}, indexing='ij')).expand(${value}.shape[0], -1, -1, -1)], 1)`,
    };
  },
  examples: [{ title: 'Before the first convolution', parameters: {}, inputs: [[3, 32, 32]], outputs: [[5, 32, 32]], parameterCount: 0, macs: 0 }],
});

/** Rows, then columns, from −1 to 1. */
function coordinates({ height, width }: ImageShape): Float32Array {
  const place = (at: number, count: number) => (count === 1 ? 0 : (2 * at) / (count - 1) - 1);
  return Float32Array.from({ length: 2 * height * width }, (_, index) => {
    const [row, column] = [Math.floor(index / width) % height, index % width];
    return index < height * width ? place(row, height) : place(column, width);
  });
}
