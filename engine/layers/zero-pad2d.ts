import { integers } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const zeroPad2d = defineLayer<{ pads: readonly number[] }>({
  type: 'zero-pad2d',
  version: 1,
  title: 'ZeroPad2D',
  category: 'shape',
  summary: 'Surrounds a picture with zeros',
  documentation: {
    text: 'Lets a following window reach the edge, or makes sizes fit that differ by a few pixels.',
    formulas: [String.raw`\text{out} = n + p_0 + p_1`],
    source: 'ONNX Pad',
  },
  parameters: {
    pads: integers({ label: 'Pads', help: 'Zeros at the top, left, bottom and right', default: [1, 1, 1, 1], minimum: 0, length: 4, unit: 'px' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { pads } }) => {
    const { channels, height, width } = imageShape(x!);
    return [[channels, pads[0]! + height + pads[2]!, pads[1]! + width + pads[3]!]];
  },
  window: ({ parameters: { pads } }) => ({ kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: pads }),
  lower: ({ builder, inputs: [x], parameters: { pads } }) => {
    const [top, left, bottom, right] = pads as [number, number, number, number];
    return [builder.one('Pad', [x!], { pads: [0, 0, top, left, 0, 0, bottom, right], value: 0 })];
  },
  torch: ({ parameters: { pads } }) => ({ module: `nn.ZeroPad2d((${pads[1]}, ${pads[3]}, ${pads[0]}, ${pads[2]}))` }),
  examples: [
    { title: '28 × 28 as LeNet-5 wants it', parameters: { pads: [2, 2, 2, 2] }, inputs: [[1, 28, 28]], outputs: [[1, 32, 32]], parameterCount: 0, macs: 0 },
    { title: 'One edge', parameters: { pads: [0, 0, 1, 1] }, inputs: [[8, 7, 5]], outputs: [[8, 8, 6]], parameterCount: 0, macs: 0 },
  ],
});
