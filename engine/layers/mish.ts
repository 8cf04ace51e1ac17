import { defineActivation } from './activation';

export const mish = defineActivation({
  type: 'mish',
  title: 'Mish',
  summary: 'Weighs each value by the tanh of its softplus',
  text: 'Smooth and slightly negative below zero; used by YOLOv4.',
  formula: String.raw`y = x \tanh(\ln(1 + e^x))`,
  source: 'Misra 2019',
  lower: (b, x) => b.mul(x, b.tanh(b.one('Softplus', [x], {}))),
  torch: 'nn.Mish()',
});
