import { integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const pixelShuffle = defineLayer<{ factor: number }>({
  type: 'pixel-shuffle',
  version: 1,
  title: 'PixelShuffle',
  category: 'shape',
  summary: 'Enlarges a picture by laying groups of channels side by side as pixels',
  documentation: {
    text: 'A convolution before it makes factor² values for each pixel and channel, and this puts them in their places: the way to larger pictures without the checkerboards of transposed convolutions. Also called depth to space.',
    formulas: [String.raw`y_{c, h r + i, w r + j} = x_{c r^2 + i r + j, h, w}`],
    source: 'Shi et al. 2016; ONNX DepthToSpace (CRD)',
  },
  parameters: { factor: integer({ label: 'Factor', help: 'How many times taller and wider', default: 2, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { factor } }) => {
    const { channels, height, width } = imageShape(x!);
    const area = factor * factor;
    if (channels % area === 0) return [[channels / area, height * factor, width * factor]];
    throw new LayerProblem(`cannot lay ${channels} channels out as squares of ${factor}×${factor} pixels`, { parameter: 'factor', expected: `a factor whose square divides ${channels}`, found: `${factor}` });
  },
  lower: ({ builder: b, inputs: [x], parameters: { factor } }) => {
    const [batch, channels, height, width] = x!.shape as [string, number, number, number];
    const apart = b.reshape(x!, [batch, channels / factor ** 2, factor, factor, height, width]);
    return [b.reshape(b.transpose(apart, [0, 1, 4, 2, 5, 3]), [batch, channels / factor ** 2, height * factor, width * factor])];
  },
  torch: ({ parameters: { factor } }) => ({ module: `nn.PixelShuffle(${factor})` }),
  examples: [{ title: 'Super-resolution by three', parameters: { factor: 3 }, inputs: [[27, 20, 20]], outputs: [[3, 60, 60]], parameterCount: 0, macs: 0 }],
});
