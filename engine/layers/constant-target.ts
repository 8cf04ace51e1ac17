import { float32Tensor } from '../core/dtype';
import { choice, number } from '../core/parameters';
import { LOSSES } from '../losses';
import type { LossOptions } from '../losses/define-loss';
import { defineLayer, ONE_INPUT } from './define-layer';

/** Losses whose target is a number for each of the input's. */
const COMPARED = ['binary-cross-entropy', 'mean-squared-error', 'mean-absolute-error'] as const;

interface ConstantTargetParameters {
  readonly loss: (typeof COMPARED)[number];
  readonly value: number;
  readonly lossWeight: number;
}

/** None of them is asked for: all values of a sample count as their mean. */
const OPTIONS: LossOptions = { labelSmoothing: 0, classWeights: [], delta: 1, reduction: 'mean', focus: 0, diceShare: 0 };

export const constantTarget = defineLayer<ConstantTargetParameters>({
  type: 'constant-target',
  version: 1,
  title: 'ConstantTarget',
  category: 'input-output',
  summary: 'A loss without a column: how far a value is from the same number for every sample',
  documentation: {
    text: 'Where the right answer does not depend on the sample: a discriminator should say 1 to every real picture and 0 to every made one, a divergence should be 0. It adds to the loss as an Output does, and the network answers nothing through it.',
    formulas: [String.raw`L = w \frac{1}{N} \sum_{n=1}^{N} L(c, \hat y_n)`],
    source: 'Goodfellow et al. 2014, for the two answers of a discriminator',
  },
  parameters: {
    loss: choice({ label: 'Loss', help: 'How the distance from the value is measured', options: COMPARED, default: 'binary-cross-entropy' }),
    value: number({ label: 'Value', help: 'What every answer should be', default: 1 }),
    lossWeight: number({ label: 'Loss weight', help: 'The share of this loss in the sum that is minimised', default: 1, minimum: 0 }),
  },
  inputs: ONE_INPUT,
  outputs: [],
  shape: ({ inputs }) => inputs,
  lower: ({ inputs }) => inputs,
  torch: () => ({ forward: ([value]) => value! }),
  objective: {
    loss: ({ builder: b, input, parameters: { loss, value } }) => {
      const target = b.add(b.one('ZerosLike', [b.one('StopGradient', [input], {})], {}), b.constant(float32Tensor([], [value])));
      return LOSSES[loss].loss({ builder: b, input, target, options: OPTIONS }).loss;
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'One score per sample', parameters: {}, inputs: [[1]], outputs: [[1]], parameterCount: 0, macs: 0 }],
});
