import { integer } from '../core/parameters';
import type { Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { equalShape, MERGED } from './merge';

export const stack = defineLayer<{ axis: number }>({
  type: 'stack',
  version: 1,
  title: 'Stack',
  category: 'merge',
  summary: 'Puts its inputs one behind the other along a new axis',
  documentation: {
    text: 'Makes a sequence of vectors, or a volume of pictures. All inputs must be alike; Concat joins along an axis that is there already.',
    formulas: [String.raw`y_k = x_k`],
    source: 'ONNX Concat of inputs with an axis more',
  },
  parameters: { axis: integer({ label: 'Axis', help: 'Where the new axis stands in the result, counted from 0 without the batch', default: 0, minimum: 0 }) },
  inputs: { ...MERGED, help: 'One of the parts, in order' },
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters: { axis } }) => {
    const shape = equalShape(inputs, (index) => `${MERGED.prefix}${index + 1}`);
    if (axis <= shape.length) return [inserted(shape, axis, inputs.length)];
    throw new LayerProblem(`cannot have its new axis at ${axis}, because its inputs have ${shape.length}`, { parameter: 'axis', expected: `0 to ${shape.length}`, found: `${axis}` });
  },
  lower: ({ builder: b, inputs, parameters: { axis } }) => [b.concat(inputs.map((part) => b.reshape(part, inserted(part.shape, axis + 1, 1))), axis + 1)],
  torch: ({ parameters: { axis } }) => ({ forward: (operands) => `torch.stack([${operands.join(', ')}], dim=${axis + 1})` }),
  examples: [
    { title: 'Three vectors as a sequence', parameters: {}, inputs: [[8], [8], [8]], outputs: [[3, 8]], parameterCount: 0, macs: 0 },
    { title: 'Two pictures as a volume', parameters: { axis: 1 }, inputs: [[3, 8, 8], [3, 8, 8]], outputs: [[3, 2, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});

function inserted(shape: Shape, axis: number, size: number): Shape {
  return [...shape.slice(0, axis), size, ...shape.slice(axis)];
}
