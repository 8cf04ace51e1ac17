import { number } from '../core/parameters';
import { defineOptimizer } from './define-optimizer';

export const adagrad = defineOptimizer<{ epsilon: number }>({
  name: 'adagrad',
  title: 'AdaGrad',
  summary: 'Divides by the root of all squared gradients so far, so that rare features keep large steps',
  formulas: [String.raw`s \leftarrow s + g^2`, String.raw`w \leftarrow w - \eta\, g / (\sqrt{s} + \epsilon)`],
  source: 'Duchi et al. 2011',
  settings: { epsilon: number({ label: 'Epsilon ε', help: 'Keeps the division finite', default: 1e-10, minimum: 0 }) },
  defaultRate: 0.01,
  slots: () => ['square'],
  update: ({ builder: b, parameter, gradient, rate, settings: { epsilon }, slot }) => {
    const square = b.add(slot('square'), b.square(gradient));
    const step = b.div(b.mul(gradient, rate), b.add(b.sqrt(square), epsilon));
    return { parameter: b.sub(parameter, step), slots: { square } };
  },
});
