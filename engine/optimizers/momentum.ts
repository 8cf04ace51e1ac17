import { number } from '../core/parameters';
import { defineOptimizer } from './define-optimizer';

export const momentum = defineOptimizer<{ momentum: number }>({
  name: 'momentum',
  title: 'SGD with momentum',
  summary: 'Steps along a decaying sum of past gradients',
  formulas: [String.raw`v \leftarrow \mu v + g`, String.raw`w \leftarrow w - \eta\, v`],
  source: 'Polyak 1964',
  settings: { momentum: number({ label: 'Momentum μ', help: 'How much of the last direction is kept', default: 0.9, minimum: 0, maximum: 1 }) },
  defaultRate: 0.01,
  slots: () => ['velocity'],
  update: ({ builder: b, parameter, gradient, rate, settings, slot }) => {
    const velocity = b.add(b.mul(slot('velocity'), settings.momentum), gradient);
    return { parameter: b.sub(parameter, b.mul(velocity, rate)), slots: { velocity } };
  },
});
