import { defineMaxPool } from './pooling-forms';

export const maxPool3d = defineMaxPool({
  type: 'max-pool3d',
  form: '3d',
  title: 'MaxPool3D',
  summary: 'Keeps the largest value under each window of a volume',
  text: 'Halves depth, height and width by default. Padding never wins. Where values tie, the gradient goes to the first.',
  source: 'Tran et al. 2015 (C3D); ONNX MaxPool',
  examples: [{ title: 'C3D, which keeps the time at first', parameters: { kernel: [1, 2, 2], stride: [1, 2, 2] }, inputs: [[64, 16, 112, 112]], outputs: [[64, 16, 56, 56]], parameterCount: 0, macs: 0 }],
});
