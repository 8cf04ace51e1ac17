import { defineActivation } from './activation';

/** The fixed point at which mean 0 and variance 1 reproduce themselves. */
const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

export const selu = defineActivation({
  type: 'selu',
  title: 'SELU',
  summary: 'An ELU scaled so that a plain network keeps mean 0 and variance 1 by itself',
  text: 'Wants LeCun normal initialization and no other normalization.',
  formula: String.raw`y = \lambda x \text{ where } x > 0, \text{ else } \lambda \alpha (e^x - 1); \quad \lambda \approx 1.0507, \alpha \approx 1.6733`,
  source: 'Klambauer et al. 2017',
  lower: (b, x) => b.mul(b.one('Elu', [x], { alpha: ALPHA }), SCALE),
  torch: 'nn.SELU()',
});
