import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed } from './named-axis';

export const unitNorm = defineLayer<{ epsilon: number }>({
  type: 'unit-norm',
  version: 1,
  title: 'UnitNorm',
  category: 'normalization',
  summary: 'Scales the values of each position to a vector of length 1',
  documentation: {
    text: 'Leaves the direction of a vector and drops its length, so that products of two of them are cosines: useful at the end of networks that compare things.',
    formulas: [String.raw`y = \frac{x}{\sqrt{\sum_c x_c^2 + \varepsilon}}`],
    source: 'Schroff et al. 2015 (FaceNet)',
  },
  parameters: {
    epsilon: number({ label: 'Epsilon', help: 'Added to the squared length so that nothing is divided by zero', default: 1e-12, minimum: 1e-12, maximum: 1 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    axisNamed(x!, 'channels');
    return [x!];
  },
  lower: ({ builder: b, inputs: [x], parameters: { epsilon } }) => {
    const squares = b.one('ReduceSumSquare', [x!], { axes: [axisNamed(x!.shape.slice(1), 'channels') + 1], keepdims: true });
    return [b.div(x!, b.sqrt(b.add(squares, epsilon)))];
  },
  torch: ({ inputs: [x], parameters: { epsilon } }) => ({
    forward: ([value]) => `${value} / torch.sqrt(${value}.pow(2).sum(${axisNamed(x!, 'channels') + 1}, keepdim=True) + ${epsilon})`,
  }),
  examples: [{ title: 'The description of a face', parameters: {}, inputs: [[128]], outputs: [[128]], parameterCount: 0, macs: 0 }],
});
