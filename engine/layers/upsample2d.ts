import { choice, size, type Size } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { pythonTuple } from './python-text';

export const upsample2d = defineLayer<{ factor: Size; mode: 'nearest' | 'bilinear' }>({
  type: 'upsample2d',
  version: 1,
  title: 'Upsample2D',
  category: 'shape',
  summary: 'Enlarges a picture by repeating or blending its pixels',
  documentation: {
    text: 'Nearest repeats each pixel; bilinear blends neighbours by their distance from pixel centre to pixel centre and repeats the edge. Nothing is learned: a Conv2D usually follows.',
    formulas: [String.raw`\text{out} = n \cdot \text{factor}`],
    source: 'ONNX Resize (asymmetric, floor; half_pixel, linear)',
  },
  parameters: {
    factor: size({ label: 'Factor', help: 'How many times taller and wider', default: [2, 2], minimum: 1 }),
    mode: choice({ label: 'Mode', help: 'nearest repeats pixels, bilinear blends them', options: ['nearest', 'bilinear'], default: 'nearest' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { factor } }) => {
    const { channels, height, width } = imageShape(x!);
    return [[channels, height * factor[0], width * factor[1]]];
  },
  window: ({ parameters: { factor, mode } }) => ({
    kernel: factor.map((times) => (mode === 'bilinear' && times > 1 ? 2 : 1)),
    stride: factor.map((times) => 1 / times),
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
  }),
  lower: ({ builder, inputs: [x], parameters: { factor, mode } }) => [
    builder.one('Resize', [x!], { scales: factor, mode: mode === 'nearest' ? 'nearest' : 'linear' }),
  ],
  torch: ({ parameters: { factor, mode } }) => ({
    module: `nn.Upsample(scale_factor=${pythonTuple(factor)}, mode='${mode}'${mode === 'bilinear' ? ', align_corners=False' : ''})`,
  }),
  examples: [
    { title: 'Twice as large', parameters: {}, inputs: [[64, 13, 13]], outputs: [[64, 26, 26]], parameterCount: 0, macs: 0 },
    { title: 'Wider only', parameters: { factor: [1, 3], mode: 'bilinear' }, inputs: [[2, 4, 5]], outputs: [[2, 4, 15]], parameterCount: 0, macs: 0 },
  ],
});
