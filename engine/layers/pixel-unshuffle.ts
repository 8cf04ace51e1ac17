import { integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const pixelUnshuffle = defineLayer<{ factor: number }>({
  type: 'pixel-unshuffle',
  version: 1,
  title: 'PixelUnshuffle',
  category: 'shape',
  summary: 'Shrinks a picture by turning squares of pixels into channels',
  documentation: {
    text: 'The way back from PixelShuffle: nothing is lost, neighbouring pixels only move into channels. Also called space to depth.',
    formulas: [String.raw`y_{c r^2 + i r + j, h, w} = x_{c, h r + i, w r + j}`],
    source: 'Shi et al. 2016; ONNX SpaceToDepth, with channels outermost',
  },
  parameters: { factor: integer({ label: 'Factor', help: 'How many times less tall and wide', default: 2, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { factor } }) => {
    const { channels, height, width } = imageShape(x!);
    if (height % factor === 0 && width % factor === 0) return [[channels * factor * factor, height / factor, width / factor]];
    throw new LayerProblem(`cannot cut ${height}×${width} pixels into squares of ${factor}×${factor}`, { parameter: 'factor', expected: `a divisor of ${height} and of ${width}`, found: `${factor}` });
  },
  lower: ({ builder: b, inputs: [x], parameters: { factor } }) => {
    const [batch, channels, height, width] = x!.shape as [string, number, number, number];
    const apart = b.reshape(x!, [batch, channels, height / factor, factor, width / factor, factor]);
    return [b.reshape(b.transpose(apart, [0, 1, 3, 5, 2, 4]), [batch, channels * factor ** 2, height / factor, width / factor])];
  },
  torch: ({ parameters: { factor } }) => ({ module: `nn.PixelUnshuffle(${factor})` }),
  examples: [{ title: 'Four pixels to four channels', parameters: {}, inputs: [[3, 32, 32]], outputs: [[12, 16, 16]], parameterCount: 0, macs: 0 }],
});
