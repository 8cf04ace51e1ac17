import { defineTransposed } from './transposed-forms';

export const convTranspose1d = defineTransposed({
  type: 'conv-transpose1d',
  form: '1d',
  title: 'ConvTranspose1D',
  summary: 'Lengthens a sequence: every step stamps its filter onto the output, and overlaps add up',
  text: 'Maps backwards what a Conv1D with the same window maps forwards, as sizes go. Padding here removes steps at the ends of the output, and output padding adds some at the far end.',
  source: 'Zeiler et al. 2010; ONNX ConvTranspose',
  examples: [{ title: 'Twice as many steps', parameters: { filters: 16 }, inputs: [[25, 32]], outputs: [[50, 16]], parameterCount: 1_040, macs: 25_600 }],
});
