import { defineConvolution } from './convolution-forms';

export const conv1d = defineConvolution({
  type: 'conv1d',
  form: '1d',
  title: 'Conv1D',
  summary: 'Slides filters over a sequence; each position is a multiply-and-add',
  text: 'Reads steps × values: each filter covers some neighbouring steps and all values of its group, and gives one value per step. For sounds, sensors and text after an Embedding.',
  source: 'Waibel et al. 1989; ONNX Conv',
  examples: [
    { title: 'Three neighbouring words', parameters: { filters: 32 }, inputs: [[20, 64]], outputs: [[18, 32]], parameterCount: 6_176, macs: 110_592 },
    { title: 'Half as many steps', parameters: { filters: 4, stride: [2], padding: 'same', bias: false }, inputs: [[7, 2]], outputs: [[4, 4]], parameterCount: 24, macs: 96 },
  ],
});
