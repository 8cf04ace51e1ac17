import { defineOptimizer } from './define-optimizer';

export const sgd = defineOptimizer<Record<string, never>>({
  name: 'sgd',
  title: 'SGD',
  summary: 'Steps against the gradient of each mini-batch',
  formulas: [String.raw`w \leftarrow w - \eta\, g`],
  source: 'Robbins and Monro 1951',
  settings: {},
  defaultRate: 0.01,
  slots: () => [],
  update: ({ builder: b, parameter, gradient, rate }) => ({ parameter: b.sub(parameter, b.mul(gradient, rate)), slots: {} }),
});
