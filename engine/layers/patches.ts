import { size, type Size } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { pythonTuple } from './python-text';

export const patches = defineLayer<{ size: Size }>({
  type: 'patches',
  version: 1,
  title: 'Patches',
  category: 'shape',
  summary: 'Cuts a picture into squares and lays them out as a sequence',
  documentation: {
    text: 'Each patch becomes a step, row by row; its values are its pixels, channel by channel. A Dense layer after it does what a convolution of that stride does: the way into a vision transformer.',
    formulas: [String.raw`T = \frac{h}{p_h} \cdot \frac{w}{p_w}, \quad \text{values} = C \, p_h \, p_w`],
    source: 'Dosovitskiy et al. 2021 (ViT)',
  },
  parameters: { size: size({ label: 'Size', help: 'Height and width of a patch', default: [4, 4], minimum: 1, unit: 'px' }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { size: [tall, wide] } }) => {
    const { channels, height, width } = imageShape(x!);
    if (height % tall === 0 && width % wide === 0) return [[(height / tall) * (width / wide), channels * tall * wide]];
    throw new LayerProblem(`cannot cut ${height}×${width} pixels into patches of ${tall}×${wide}`, { parameter: 'size', expected: `divisors of ${height} and ${width}`, found: `${tall}×${wide}` });
  },
  lower: ({ builder: b, inputs: [x], parameters: { size: [tall, wide] } }) => {
    const [batch, channels, height, width] = x!.shape as [string, number, number, number];
    const apart = b.reshape(x!, [batch, channels, height / tall, tall, width / wide, wide]);
    return [b.reshape(b.transpose(apart, [0, 2, 4, 1, 3, 5]), [batch, (height / tall) * (width / wide), channels * tall * wide])];
  },
  torch: ({ parameters: { size: sizes } }) => ({ forward: ([value]) => `F.unfold(${value}, ${pythonTuple(sizes)}, stride=${pythonTuple(sizes)}).transpose(1, 2)` }),
  examples: [{ title: 'ViT-B/16', parameters: { size: [16, 16] }, inputs: [[3, 224, 224]], outputs: [[196, 768]], parameterCount: 0, macs: 0 }],
});
