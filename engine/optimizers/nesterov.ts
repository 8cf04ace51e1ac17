import { number } from '../core/parameters';
import { defineOptimizer } from './define-optimizer';

export const nesterov = defineOptimizer<{ momentum: number }>({
  name: 'nesterov',
  title: 'Nesterov momentum',
  summary: 'Momentum that looks ahead: the new velocity acts together with the fresh gradient',
  formulas: [String.raw`v \leftarrow \mu v + g`, String.raw`w \leftarrow w - \eta\,(g + \mu v)`],
  source: 'Nesterov 1983; Sutskever et al. 2013',
  settings: { momentum: number({ label: 'Momentum μ', help: 'How much of the last direction is kept', default: 0.9, minimum: 0, maximum: 1 }) },
  defaultRate: 0.01,
  slots: () => ['velocity'],
  update: ({ builder: b, parameter, gradient, rate, settings, slot }) => {
    const velocity = b.add(b.mul(slot('velocity'), settings.momentum), gradient);
    const ahead = b.add(gradient, b.mul(velocity, settings.momentum));
    return { parameter: b.sub(parameter, b.mul(ahead, rate)), slots: { velocity } };
  },
});
