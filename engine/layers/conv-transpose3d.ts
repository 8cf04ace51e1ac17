import { defineTransposed } from './transposed-forms';

export const convTranspose3d = defineTransposed({
  type: 'conv-transpose3d',
  form: '3d',
  title: 'ConvTranspose3D',
  summary: 'Enlarges a volume: every cell stamps its filter onto the output, and overlaps add up',
  text: 'Maps backwards what a Conv3D with the same window maps forwards, as sizes go: the upward step of a 3D U-Net. Padding here removes cells at the ends of the output, and output padding adds some at the far ends.',
  source: 'Çiçek et al. 2016 (3D U-Net); ONNX ConvTranspose',
  examples: [{ title: '3D U-Net, an upward step', parameters: { filters: 8 }, inputs: [[16, 4, 6, 6]], outputs: [[8, 8, 12, 12]], parameterCount: 1_032, macs: 147_456 }],
});
