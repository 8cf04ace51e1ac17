import { integers } from '../core/parameters';
import { divideDims, elementCount, formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { pythonTuple } from './python-text';

export const reshape = defineLayer<{ shape: readonly number[] }>({
  type: 'reshape',
  version: 1,
  title: 'Reshape',
  category: 'shape',
  summary: 'The same values in the same order, under another shape',
  documentation: {
    text: 'The new shape must hold as many values as the old one. One size may be −1: it is worked out from the others.',
    formulas: [String.raw`\prod_i \text{new}_i = \prod_i \text{old}_i`],
    source: 'ONNX Reshape',
  },
  parameters: {
    shape: integers({ label: 'Shape', help: 'New sizes without the batch axis; one may be −1', default: [-1], minimum: -1 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { shape } }) => [resolve(x!, shape)],
  lower: ({ builder, inputs: [x], parameters: { shape } }) => [builder.reshape(x!, [x!.shape[0]!, ...resolve(x!.shape.slice(1), shape)])],
  torch: ({ parameters: { shape } }) => ({ module: `nn.Unflatten(1, ${pythonTuple(shape)})`, forward: ([value], self) => `${self}(${value}.flatten(1))` }),
  examples: [
    { title: 'A vector as a picture', parameters: { shape: [16, 7, 7] }, inputs: [[784]], outputs: [[16, 7, 7]], parameterCount: 0, macs: 0 },
    { title: 'Rows of a picture as steps of a sequence', parameters: { shape: [28, -1] }, inputs: [[1, 28, 28]], outputs: [[28, 28]], parameterCount: 0, macs: 0 },
  ],
});

function resolve(from: Shape, to: readonly number[]): Shape {
  const details = { parameter: 'shape', found: `[${to.join(', ')}]` };
  if (to.length === 0 || to.includes(0) || to.filter((size) => size === -1).length > 1) {
    throw new LayerProblem(`cannot read [${to.join(', ')}] as a shape`, { ...details, expected: 'sizes from 1, of which at most one is −1' });
  }
  const known = to.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const total = elementCount(from);
  const rest = divideDims(total, known);
  if (rest === undefined || (!to.includes(-1) && rest !== 1)) {
    throw new LayerProblem(`cannot lay the ${total} values of ${formatShape(from)} out as [${to.join(', ')}]`, {
      ...details,
      expected: `sizes whose product ${to.includes(-1) ? 'divides' : 'is'} ${total}`,
    });
  }
  return to.map((size) => (size === -1 ? rest : size));
}
