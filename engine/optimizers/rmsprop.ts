import { number } from '../core/parameters';
import { defineOptimizer } from './define-optimizer';

export const rmsprop = defineOptimizer<{ decay: number; epsilon: number }>({
  name: 'rmsprop',
  title: 'RMSProp',
  summary: 'Divides by a running root mean square of the gradient, weight by weight',
  formulas: [String.raw`s \leftarrow \rho s + (1 - \rho) g^2`, String.raw`w \leftarrow w - \eta\, g / (\sqrt{s} + \epsilon)`],
  source: 'Tieleman and Hinton 2012',
  settings: {
    decay: number({ label: 'Decay ρ', help: 'How much of the running square is kept', default: 0.99, minimum: 0, maximum: 1 }),
    epsilon: number({ label: 'Epsilon ε', help: 'Keeps the division finite', default: 1e-8, minimum: 0 }),
  },
  defaultRate: 0.001,
  slots: () => ['square'],
  update: ({ builder: b, parameter, gradient, rate, settings: { decay, epsilon }, slot }) => {
    const square = b.add(b.mul(slot('square'), decay), b.mul(b.square(gradient), 1 - decay));
    const step = b.div(b.mul(gradient, rate), b.add(b.sqrt(square), epsilon));
    return { parameter: b.sub(parameter, step), slots: { square } };
  },
});
