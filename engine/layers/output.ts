import { choice, number, numbers } from '../core/parameters';
import { formatShape } from '../core/shape';
import { LOSS_NAMES, LOSSES, type LossName } from '../losses';
import type { LossOptions } from '../losses/define-loss';
import { defineLayer, LayerProblem, ONE_INPUT } from './define-layer';

export interface OutputParameters extends LossOptions {
  readonly loss: LossName;
  /** The share of this loss in what is minimised. */
  readonly lossWeight: number;
}

export const output = defineLayer<OutputParameters>({
  type: 'output',
  version: 1,
  title: 'Output',
  category: 'input-output',
  summary: 'What the network answers, and how wrong an answer is',
  documentation: {
    text: 'Compares its input with a column of the data set while training. Losses from logits turn scores into probabilities here, so no Softmax or Sigmoid goes before them. Several outputs add their losses, each times its weight. Options that the chosen loss does not read are ignored.',
    formulas: [String.raw`L = \sum_k w_k \frac{1}{N} \sum_{n=1}^{N} L_k(y_n, \hat y_n)`],
    source: 'The losses say where they come from',
  },
  parameters: {
    loss: choice({ label: 'Loss', help: 'How the distance from the target is measured', options: LOSS_NAMES, default: 'cross-entropy' }),
    lossWeight: number({ label: 'Loss weight', help: 'The share of this loss in the sum that is minimised', default: 1, minimum: 0 }),
    labelSmoothing: number({ label: 'Label smoothing', help: 'Share of each target spread evenly over all classes', default: 0, minimum: 0, maximum: 1 }),
    classWeights: numbers({ label: 'Class weights', help: 'One factor per class, in label order; empty for none', default: [], minimum: 0 }),
    delta: number({ label: 'Delta', help: 'Where Huber turns from square to line', default: 1, minimum: 1e-6 }),
    focus: number({ label: 'Focus', help: 'γ of the focal loss: the higher, the less an easy pixel counts; 0 is cross-entropy', default: 2, minimum: 0, maximum: 10 }),
    diceShare: number({ label: 'Share of Dice', help: 'How much of the loss is Dice where it stands beside cross-entropy', default: 0.5, minimum: 0, maximum: 1 }),
    reduction: choice({ label: 'Reduction', help: 'Whether several values of one sample count as their mean or their sum', options: ['mean', 'sum'], default: 'mean' }),
  },
  inputs: ONE_INPUT,
  outputs: [],
  shape: ({ inputs: [x], parameters: { loss, classWeights } }) => {
    const target = LOSSES[loss].target(x!);
    if ('problem' in target) {
      throw new LayerProblem(`with ${LOSSES[loss].title} needs ${target.problem}, but gets ${formatShape(x!)}`, {
        port: 'in',
        parameter: 'loss',
        expected: target.problem,
        found: formatShape(x!),
      });
    }
    // One score per pixel says yes or no: two classes.
    const classes = x!.length === 3 && x![0] === 1 ? 2 : x![0]!;
    if (LOSSES[loss].options.includes('classWeights') && classWeights.length > 0 && classWeights.length !== classes) {
      throw new LayerProblem(`has ${classWeights.length} class weights for ${formatShape([classes])} classes`, {
        parameter: 'classWeights',
        expected: `${formatShape([classes])} numbers`,
        found: `${classWeights.length}`,
      });
    }
    return [x!];
  },
  lower: ({ builder, inputs, parameters }) => [LOSSES[parameters.loss].prediction(builder, inputs[0]!)],
  torch: () => ({ forward: ([value]) => value! }),
  target: {
    accepts: ({ loss }) => LOSSES[loss].accepts,
    target: ({ inputs: [x], parameters: { loss } }) => {
      const target = LOSSES[loss].target(x!);
      if ('problem' in target) throw new LayerProblem(target.problem, { port: 'in' });
      return target;
    },
    loss: ({ builder, input, target, parameters }) => LOSSES[parameters.loss].loss({ builder, input, target, options: parameters }),
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [
    { title: 'Ten classes', parameters: {}, inputs: [[10]], outputs: [[10]], parameterCount: 0, macs: 0 },
    { title: 'Four classes for every pixel', parameters: { loss: 'pixel-cross-entropy' }, inputs: [[4, 32, 32]], outputs: [[4, 32, 32]], parameterCount: 0, macs: 0 },
    { title: 'A number', parameters: { loss: 'half-squared-error' }, inputs: [[1]], outputs: [[1]], parameterCount: 0, macs: 0 },
  ],
});
