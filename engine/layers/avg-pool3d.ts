import { defineAveragePool } from './pooling-forms';

export const avgPool3d = defineAveragePool({
  type: 'avg-pool3d',
  form: '3d',
  title: 'AvgPool3D',
  summary: 'Takes the mean under each window of a volume',
  text: 'Shrinks a volume smoothly. At a padded edge the mean is over the real cells, unless padding counts as zeros.',
  source: 'ONNX AveragePool',
  examples: [{ title: 'Half as large', parameters: {}, inputs: [[8, 4, 6, 6]], outputs: [[8, 2, 3, 3]], parameterCount: 0, macs: 0 }],
});
