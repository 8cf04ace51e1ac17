import type { Value } from '../ops/graph';
import { defineRecurrent, gatesOf, RECURRENT, type RecurrentParameters } from './recurrent';

export const gru = defineRecurrent<RecurrentParameters, Value>({
  type: 'gru',
  title: 'GRU',
  summary: 'Reads a sequence step by step with two gates over its state',
  text: 'Does nearly what an LSTM does with one state and a gate less: the reset gate says how much of the old state enters the candidate, the update gate how much of it stays. Gates stand in the order of PyTorch: reset, update, candidate; the reset gate acts after the product with the state.',
  formulas: [
    String.raw`r, z = \sigma(W_{r,z} x_t + U_{r,z} h_{t-1} + b_{r,z}), \quad a = \tanh(W_a x_t + r \odot U_a h_{t-1} + b_a)`,
    String.raw`h_t = (1 - z) \odot a + z \odot h_{t-1}`,
    String.raw`\text{parameters} = 3 (n m + n^2 + n)`,
  ],
  source: 'Cho et al. 2014; ONNX GRU with linear_before_reset, written out',
  parameters: RECURRENT,
  cell: {
    gates: 3,
    step: (b, { projected, before, recur, units }) => {
      const [reset, update, candidate] = gatesOf(b, projected, 3, units);
      if (!before) return b.mul(b.sub(1, b.sigmoid(update!)), b.tanh(candidate!));
      const [fromReset, fromUpdate, fromCandidate] = gatesOf(b, recur(before), 3, units);
      const keep = b.sigmoid(b.add(update!, fromUpdate!));
      const fresh = b.tanh(b.add(candidate!, b.mul(b.sigmoid(b.add(reset!, fromReset!)), fromCandidate!)));
      return b.add(fresh, b.mul(keep, b.sub(before, fresh)));
    },
    answer: (state) => state,
    torch: () => ({ name: 'gru', hasCell: false }),
  },
  examples: [{ title: 'Twenty words of 64 values', parameters: {}, inputs: [[20, 64]], outputs: [[20, 32]], parameterCount: 9_312, macs: 181_248 }],
});
