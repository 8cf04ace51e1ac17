import { choice, integer, number } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { pythonParameters } from './python-text';

interface RbfParameters {
  readonly units: number;
  readonly answer: 'squared-distance' | 'gaussian';
  readonly gamma: number;
}

export const rbf = defineLayer<RbfParameters>({
  type: 'rbf',
  version: 1,
  title: 'RBF',
  category: 'core',
  summary: 'Each unit measures how far its input is from a trained example',
  documentation: {
    text: 'Radial basis functions: the squared distance itself, as LeNet-5 had at its end, where the smallest wins; or a bell around each example, 1 where the input meets it.',
    formulas: [String.raw`d_i = \sum_j (x_j - w_{i,j})^2, \quad y_i = d_i \text{ or } e^{-\gamma d_i}`, String.raw`\text{parameters} = \text{in} \cdot \text{units}`],
    source: 'Broomhead and Lowe 1988; LeCun et al. 1998 (LeNet-5)',
  },
  parameters: {
    units: integer({ label: 'Units', help: 'How many examples are kept', default: 10, minimum: 1 }),
    answer: choice({ label: 'Answer', help: 'What a unit says about its distance', options: ['gaussian', 'squared-distance'], default: 'gaussian' }),
    gamma: number({ label: 'Gamma', help: 'How narrow the bells are; not read for distances', default: 1, minimum: 0 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { units } }) => {
    vectorSize(x!);
    return [[units]];
  },
  tensors: ({ inputs: [x], parameters: { units } }) => ({
    weight: { shape: [units, vectorSize(x!)], initializer: 'normal', amount: 1, fanIn: vectorSize(x!), fanOut: units, trainable: true },
  }),
  lower: ({ builder: b, inputs: [x], parameters: { answer, gamma }, tensor }) => {
    const differences = b.sub(b.reshape(x!, [x!.shape[0]!, 1, x!.shape[1]!]), tensor('weight'));
    const distances = b.one('ReduceSumSquare', [differences], { axes: [2], keepdims: false });
    return [answer === 'gaussian' ? b.exp(b.mul(distances, -gamma)) : distances];
  },
  torch: ({ inputs: [x], parameters: { units, answer, gamma } }) => ({
    module: pythonParameters({ weight: [units, vectorSize(x!)] }),
    forward: ([value], self) => {
      const distances = `(${value}.unsqueeze(1) - ${self}['weight']).pow(2).sum(2)`;
      return answer === 'gaussian' ? `torch.exp(-${gamma} * ${distances})` : distances;
    },
  }),
  examples: [{ title: 'LeNet-5, ten pictures of 84 pixels', parameters: { answer: 'squared-distance' }, inputs: [[84]], outputs: [[10]], parameterCount: 840, macs: 0 }],
});

function vectorSize(shape: Shape): number {
  if (shape.length === 1 && typeof shape[0] === 'number') return shape[0];
  throw new LayerProblem(`needs a vector, but gets ${formatShape(shape)}`, { port: 'in', expected: 'a vector', found: formatShape(shape), remedy: 'Insert a Flatten layer before it.' });
}
