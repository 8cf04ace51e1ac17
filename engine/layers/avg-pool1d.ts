import { defineAveragePool } from './pooling-forms';

export const avgPool1d = defineAveragePool({
  type: 'avg-pool1d',
  form: '1d',
  title: 'AvgPool1D',
  summary: 'Takes the mean of each run of steps',
  text: 'Shortens a sequence smoothly. At a padded end the mean is over the real steps, unless padding counts as zeros.',
  source: 'ONNX AveragePool',
  examples: [{ title: 'A moving mean', parameters: { kernel: [3], stride: [1], padding: 'same' }, inputs: [[20, 4]], outputs: [[20, 4]], parameterCount: 0, macs: 0 }],
});
