import type { Value } from '../ops/graph';
import { defineRecurrent, gatesOf, RECURRENT, type RecurrentParameters } from './recurrent';

interface State {
  readonly hidden: Value;
  readonly cell: Value;
}

export const lstm = defineRecurrent<RecurrentParameters, State>({
  type: 'lstm',
  title: 'LSTM',
  summary: 'Reads a sequence step by step with a memory that gates open and close',
  text: 'The memory passes from step to step almost unchanged, so what was read long ago still counts: the input gate lets new things in, the forget gate old ones out, and the output gate says what shows. Gates stand in the order of PyTorch: input, forget, candidate, output.',
  formulas: [
    String.raw`i, f, o = \sigma(W_{i,f,o} x_t + U_{i,f,o} h_{t-1} + b_{i,f,o}), \quad a = \tanh(W_a x_t + U_a h_{t-1} + b_a)`,
    String.raw`c_t = f \odot c_{t-1} + i \odot a, \quad h_t = o \odot \tanh(c_t)`,
    String.raw`\text{parameters} = 4 (n m + n^2 + n)`,
  ],
  source: 'Hochreiter and Schmidhuber 1997; Gers et al. 2000; ONNX LSTM, written out',
  parameters: RECURRENT,
  cell: {
    gates: 4,
    step: (b, { projected, before, recur, units }) => {
      const sum = before ? b.add(projected, recur(before.hidden)) : projected;
      const [input, forget, candidate, output] = gatesOf(b, sum, 4, units);
      const written = b.mul(b.sigmoid(input!), b.tanh(candidate!));
      const cell = before ? b.add(b.mul(b.sigmoid(forget!), before.cell), written) : written;
      return { cell, hidden: b.mul(b.sigmoid(output!), b.tanh(cell)) };
    },
    answer: ({ hidden }) => hidden,
    torch: () => ({ name: 'lstm', hasCell: true }),
  },
  examples: [
    { title: 'The two-step example of the course', parameters: { units: 1 }, inputs: [[2, 2]], outputs: [[2, 1]], parameterCount: 16, macs: 20 },
    { title: 'Both ways through twenty words', parameters: { units: 32, bidirectional: true, output: 'last' }, inputs: [[20, 64]], outputs: [[64]], parameterCount: 24_832, macs: 483_328 },
  ],
});
