import { defineActivation } from './activation';

export const linear = defineActivation({
  type: 'linear',
  title: 'Linear',
  summary: 'Passes values through',
  text: 'For a unit without activation, where the network should say so.',
  formula: String.raw`y = x`,
  source: 'ONNX Identity',
  lower: (_, x) => x,
  torch: 'nn.Identity()',
});
