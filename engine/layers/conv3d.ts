import { defineConvolution } from './convolution-forms';

export const conv3d = defineConvolution({
  type: 'conv3d',
  form: '3d',
  title: 'Conv3D',
  summary: 'Slides filters through a volume; each position is a multiply-and-add',
  text: 'Reads channels × depth × height × width: scans of a body, or pictures of a film one behind the other. Each filter covers all channels of its group.',
  source: 'Ji et al. 2013; Tran et al. 2015 (C3D); ONNX Conv',
  examples: [
    { title: 'C3D, its first layer on a smaller film', parameters: { filters: 64, padding: 'same' }, inputs: [[3, 8, 16, 16]], outputs: [[64, 8, 16, 16]], parameterCount: 5_248, macs: 10_616_832 },
    { title: 'Without padding', parameters: { filters: 2, kernel: [1, 2, 2], bias: false }, inputs: [[1, 3, 4, 4]], outputs: [[2, 3, 3, 3]], parameterCount: 8, macs: 216 },
  ],
});
