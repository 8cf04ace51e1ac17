import { integers } from '../core/parameters';
import { formatShape, isStatic } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';

export const input = defineLayer<{ shape: readonly number[] }>({
  type: 'input',
  version: 1,
  title: 'Input',
  category: 'input-output',
  summary: 'Where a column of the data set enters: a picture, a vector of numbers or a sequence',
  documentation: {
    text: 'One sample has the given shape: [channels, height, width] for a picture, [values] for numbers, [steps, values] for a sequence.',
    formulas: [String.raw`\text{activations} = \prod_i \text{shape}_i`],
    source: 'A graph input of ONNX',
  },
  parameters: {
    shape: integers({ label: 'Shape', help: 'Size of one sample without the batch axis, channels first', default: [1, 28, 28], minimum: 1 }),
  },
  inputs: [],
  outputs: ONE_OUTPUT,
  shape: ({ parameters: { shape } }) => {
    if (!isStatic(shape) || shape.length === 0) {
      throw new LayerProblem('needs at least one size', { parameter: 'shape', expected: 'sizes such as [3, 32, 32]', found: formatShape(shape) });
    }
    return [shape];
  },
  lower: ({ inputs }) => inputs,
  torch: () => ({ forward: ([value]) => value! }),
  source: { accepts: ['image', 'number', 'category'] },
  examples: [
    { title: 'A grey picture', parameters: { shape: [1, 28, 28] }, inputs: [], outputs: [[1, 28, 28]], parameterCount: 0, macs: 0 },
    { title: 'Three numbers', parameters: { shape: [3] }, inputs: [], outputs: [[3]], parameterCount: 0, macs: 0 },
  ],
});
