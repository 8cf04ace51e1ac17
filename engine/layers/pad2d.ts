import { choice, integers } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

interface Pad2DParameters {
  readonly mode: 'reflect' | 'replicate' | 'circular';
  readonly pads: readonly number[];
}

const ONNX_MODES = { reflect: 'reflect', replicate: 'edge', circular: 'wrap' } as const;

export const pad2d = defineLayer<Pad2DParameters>({
  type: 'pad2d',
  version: 1,
  title: 'Pad2D',
  category: 'shape',
  summary: 'Surrounds a picture with pixels of its own',
  documentation: {
    text: 'Reflect mirrors the picture at its edge without repeating it, replicate repeats the edge, circular goes on at the other side. Filters at the edge then see a picture that goes on, where ZeroPad2D shows them black. Goes before a convolution without padding.',
    formulas: [String.raw`\text{out} = n + p_0 + p_1`],
    source: 'ONNX Pad (reflect, edge, wrap)',
  },
  parameters: {
    mode: choice({ label: 'Mode', help: 'reflect mirrors, replicate repeats the edge, circular goes on at the other side', options: ['reflect', 'replicate', 'circular'], default: 'reflect' }),
    pads: integers({ label: 'Pads', help: 'Pixels at the top, left, bottom and right', default: [1, 1, 1, 1], minimum: 0, length: 4, unit: 'px' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { mode, pads } }) => {
    const { channels, height, width } = imageShape(x!);
    const most = [height, width].map((size) => ({ reflect: size - 1, replicate: Infinity, circular: size })[mode]);
    const edge = pads.findIndex((pixels, index) => pixels > most[index % 2]!);
    if (edge >= 0) {
      throw new LayerProblem(`cannot add ${pads[edge]} pixels to ${edge % 2 === 0 ? height : width} in mode ${mode}`, { parameter: 'pads', expected: `at most ${most[edge % 2]}`, found: `${pads[edge]}` });
    }
    return [[channels, pads[0]! + height + pads[2]!, pads[1]! + width + pads[3]!]];
  },
  lower: ({ builder, inputs: [x], parameters: { mode, pads } }) => {
    const [top, left, bottom, right] = pads as [number, number, number, number];
    return [builder.one('Pad', [x!], { pads: [0, 0, top, left, 0, 0, bottom, right], value: 0, mode: ONNX_MODES[mode] })];
  },
  torch: ({ parameters: { mode, pads } }) => ({ forward: ([value]) => `F.pad(${value}, (${pads[1]}, ${pads[3]}, ${pads[0]}, ${pads[2]}), mode='${mode}')` }),
  examples: [
    { title: 'Before a 3×3 filter', parameters: {}, inputs: [[3, 32, 32]], outputs: [[3, 34, 34]], parameterCount: 0, macs: 0 },
    { title: 'A picture that goes round', parameters: { mode: 'circular', pads: [0, 2, 0, 2] }, inputs: [[1, 8, 16]], outputs: [[1, 8, 20]], parameterCount: 0, macs: 0 },
  ],
});
