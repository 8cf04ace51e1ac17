import { defineSeparable } from './convolution-forms';

export const separableConv1d = defineSeparable({
  type: 'separable-conv1d',
  form: '1d',
  title: 'SeparableConv1D',
  summary: 'A depthwise convolution along the steps, then a mix of the values of every step',
  text: 'Does the work of a Conv1D in two cheap steps. Nothing stands between them, and only the second has a bias.',
  source: 'Kaiser et al. 2018; Chollet 2017',
  examples: [{ title: 'Keywords in sound', parameters: { filters: 16, kernel: [3] }, inputs: [[10, 8]], outputs: [[8, 16]], parameterCount: 168, macs: 1_216 }],
});
