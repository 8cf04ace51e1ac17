import { defineMaxPool } from './pooling-forms';

export const maxPool1d = defineMaxPool({
  type: 'max-pool1d',
  form: '1d',
  title: 'MaxPool1D',
  summary: 'Keeps the largest value of each run of steps',
  text: 'Halves a sequence by default; every value of a step is treated by itself. Padding never wins. Where values tie, the gradient goes to the first.',
  source: 'ONNX MaxPool',
  examples: [{ title: 'Half as many steps', parameters: {}, inputs: [[20, 32]], outputs: [[10, 32]], parameterCount: 0, macs: 0 }],
});
