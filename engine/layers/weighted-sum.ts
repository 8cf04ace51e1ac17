import { defineLayer, ONE_OUTPUT } from './define-layer';
import { equalShape, MERGED } from './merge';
import { pythonParameters } from './python-text';

/** Added to the sum of the weights, as published. */
const EPSILON = 1e-4;

export const weightedSum = defineLayer<Record<string, never>>({
  type: 'weighted-sum',
  version: 1,
  title: 'WeightedSum',
  category: 'merge',
  summary: 'Adds its inputs, each with a trained share of the whole',
  documentation: {
    text: 'Fuses maps of several sizes, once they are resized to one: training finds which of them matters. Weights below zero count as zero.',
    formulas: [String.raw`y = \frac{\sum_k \max(w_k, 0) \, x_k}{\sum_k \max(w_k, 0) + 10^{-4}}`, String.raw`\text{parameters} = \text{inputs}`],
    source: 'Tan et al. 2020 (EfficientDet, fast normalized fusion)',
  },
  parameters: {},
  inputs: MERGED,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [equalShape(inputs, (index) => `${MERGED.prefix}${index + 1}`)],
  tensors: ({ inputs }) => ({ weight: { shape: [inputs.length], initializer: 'ones', fanIn: 1, fanOut: 1, trainable: true } }),
  lower: ({ builder: b, inputs, tensor }) => {
    const weights = b.relu(tensor('weight'));
    const shares = b.div(weights, b.add(b.sum(weights, [0]), EPSILON));
    const each = b.apply('Split', [shares], { axis: 0, sizes: inputs.map(() => 1) });
    const terms = inputs.map((x, index) => b.mul(x, each[index]!));
    return [terms.reduce((sum, term) => b.add(sum, term))];
  },
  torch: ({ inputs }) => ({
    module: pythonParameters({ weight: [inputs.length] }),
    forward: (operands, self) => {
      const weights = `torch.relu(${self}['weight'])`;
      return `(${operands.map((operand, index) => `${weights}[${index}] * ${operand}`).join(' + ')}) / (${weights}.sum() + ${EPSILON})`;
    },
  }),
  examples: [{ title: 'Two maps of one size', parameters: {}, inputs: [[64, 16, 16], [64, 16, 16]], outputs: [[64, 16, 16]], parameterCount: 2, macs: 0 }],
});
