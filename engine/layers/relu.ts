import { defineActivation } from './activation';

export const relu = defineActivation({
  type: 'relu',
  title: 'ReLU',
  summary: 'Keeps what is positive, zeroes the rest',
  text: 'The usual activation between layers: cheap, and its gradient does not fade for positive values.',
  formula: String.raw`y = \max(x, 0)`,
  source: 'Nair and Hinton 2010; ONNX Relu',
  lower: (b, x) => b.relu(x),
  torch: 'nn.ReLU()',
});
