import { choice } from '../core/parameters';
import type { Value } from '../ops/graph';
import { defineRecurrent, RECURRENT, type RecurrentParameters } from './recurrent';

interface RnnParameters extends RecurrentParameters {
  readonly activation: 'tanh' | 'relu';
}

export const rnn = defineRecurrent<RnnParameters, Value>({
  type: 'rnn',
  title: 'RNN',
  summary: 'Reads a sequence step by step and keeps a state',
  text: 'The plainest recurrent layer: the new state is made from the step and the old state. It forgets soon; LSTM and GRU have gates against that.',
  formulas: [String.raw`h_t = \tanh(W x_t + U h_{t-1} + b)`, String.raw`\text{parameters} = n m + n^2 + n`],
  source: 'Elman 1990; ONNX RNN, written out',
  parameters: { ...RECURRENT, activation: choice({ label: 'Activation', help: 'What makes the new state', options: ['tanh', 'relu'], default: 'tanh' }) },
  cell: {
    gates: 1,
    step: (b, { projected, before, recur }, { activation }) => {
      const sum = before ? b.add(projected, recur(before)) : projected;
      return activation === 'tanh' ? b.tanh(sum) : b.relu(sum);
    },
    answer: (state) => state,
    torch: ({ activation }) => ({ name: `rnn_${activation}`, hasCell: false }),
  },
  examples: [
    { title: 'Twenty words of 64 values', parameters: {}, inputs: [[20, 64]], outputs: [[20, 32]], parameterCount: 3_104, macs: 60_416 },
    { title: 'Only the last state', parameters: { units: 3, output: 'last', bias: false }, inputs: [[4, 2]], outputs: [[3]], parameterCount: 15, macs: 51 },
  ],
});
