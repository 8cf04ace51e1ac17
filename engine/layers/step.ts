import { choice, number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const step = defineLayer<{ threshold: number; surrogate: 'none' | 'identity' }>({
  type: 'step',
  version: 1,
  title: 'Step',
  category: 'activation',
  summary: 'Fires: 1 from the threshold on, 0 below it',
  documentation: {
    text: 'The unit of the perceptron. A step is flat, so nothing behind it learns by its true gradient; with the identity as surrogate the error passes straight through, and ½ squared error with batches of one is then exactly the perceptron rule.',
    formulas: [String.raw`y = 1 \text{ where } x \ge \theta, \text{ else } 0`, String.raw`\text{identity: } \frac{\partial y}{\partial x} := 1`],
    source: 'McCulloch and Pitts 1943; Rosenblatt 1958; straight-through gradient: Bengio et al. 2013',
  },
  parameters: {
    threshold: number({ label: 'Threshold', help: 'The unit fires when its input reaches this', default: 0 }),
    surrogate: choice({
      label: 'Surrogate gradient',
      help: 'identity: the gradient passes as if there were no step; none: layers before it cannot be trained',
      options: ['none', 'identity'],
      default: 'identity',
    }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder, inputs: [x], parameters }) => [builder.one('Step', [x!], parameters)],
  torch: ({ parameters: { threshold, surrogate } }) => ({
    // x − x.detach() is zero in value and the identity in its gradient.
    forward: ([value]) => {
      const fired = `(${value} >= ${threshold}).float()`;
      return surrogate === 'none' ? fired : `${fired} + (${value} - ${value}.detach())`;
    },
  }),
  examples: [{ title: 'A perceptron that computes OR', parameters: {}, inputs: [[1]], outputs: [[1]], parameterCount: 0, macs: 0 }],
});
