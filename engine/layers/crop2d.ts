import { integers } from '../core/parameters';
import { formatShape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const crop2d = defineLayer<{ edges: readonly number[] }>({
  type: 'crop2d',
  version: 1,
  title: 'Crop2D',
  category: 'shape',
  summary: 'Cuts pixels off the edges of a picture',
  documentation: {
    text: 'Makes pictures of different sizes fit together, as on the way up in the first U-Net.',
    formulas: [String.raw`\text{out} = n - c_0 - c_1`],
    source: 'ONNX Slice',
  },
  parameters: {
    edges: integers({ label: 'Edges', help: 'Pixels cut at the top, left, bottom and right', default: [1, 1, 1, 1], minimum: 0, length: 4, unit: 'px' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { edges } }) => {
    const { channels, height, width } = imageShape(x!);
    const [top, left, bottom, right] = edges as [number, number, number, number];
    if (top + bottom >= height || left + right >= width) {
      throw new LayerProblem(`cuts ${top + bottom} rows and ${left + right} columns, which leaves nothing of ${formatShape(x!)}`, {
        parameter: 'edges',
        expected: `less than ${height} rows and ${width} columns`,
        found: `${top + bottom} rows and ${left + right} columns`,
      });
    }
    return [[channels, height - top - bottom, width - left - right]];
  },
  window: ({ parameters: { edges } }) => ({ kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: edges.map((pixels) => -pixels) }),
  lower: ({ builder, inputs: [x], parameters: { edges } }) => {
    const { height, width } = imageShape(x!.shape.slice(1));
    const [top, left, bottom, right] = edges as [number, number, number, number];
    return [builder.one('Slice', [x!], { starts: [top, left], ends: [height - bottom, width - right], axes: [2, 3], steps: [1, 1] })];
  },
  torch: ({ parameters: { edges } }) => ({ module: `nn.ZeroPad2d((-${edges[1]}, -${edges[3]}, -${edges[0]}, -${edges[2]}))` }),
  examples: [
    { title: 'U-Net, the first skip connection from below', parameters: { edges: [4, 4, 4, 4] }, inputs: [[512, 64, 64]], outputs: [[512, 56, 56]], parameterCount: 0, macs: 0 },
    { title: 'Bottom and right', parameters: { edges: [0, 0, 1, 2] }, inputs: [[3, 5, 5]], outputs: [[3, 4, 3]], parameterCount: 0, macs: 0 },
  ],
});
