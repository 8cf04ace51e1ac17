import { defineDepthwise } from './convolution-forms';

export const depthwiseConv1d = defineDepthwise({
  type: 'depthwise-conv1d',
  form: '1d',
  title: 'DepthwiseConv1D',
  summary: 'Slides filters along each value of a sequence by itself',
  text: 'No filter sees more than one value per step, so it costs far less than a Conv1D; a Dense layer after it mixes the values.',
  source: 'Kaiser et al. 2018; ONNX Conv with as many groups as channels',
  examples: [{ title: 'Each of eight sensors', parameters: { kernel: [5], padding: 'same' }, inputs: [[50, 8]], outputs: [[50, 8]], parameterCount: 48, macs: 2_000 }],
});
