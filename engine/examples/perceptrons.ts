/** Units that fire or do not. */
import numbers from './course-numbers.json';
import type { Example } from './example';
import { chain, dense, input, output, type Box } from './network';

const step = (name: string, threshold: number): Box => ({ type: 'step', name, params: { threshold, surrogate: 'identity' } });

const or = numbers.perceptron_or;
const rule = numbers.perceptron_rule;
const xor = numbers.xor_two_layer;

export const PERCEPTRON_EXAMPLES: readonly Example[] = [
  {
    id: 'perceptron-or',
    title: 'A perceptron that computes OR',
    kind: 'perceptron',
    task: 'The unit fires when z ≥ 0. Work out z and the answer for each pattern.',
    general: { title: 'A perceptron', task: 'The unit fires when z ≥ 0. Work out z and the answer for each pattern.' },
    document: () => chain('OR', [input('x', [2]), dense('unit', [or.weights], [or.bias]), step('fires', 0), output('half-squared-error')]),
    walks: or.inputs.map((x, index) => ({
      title: `Pattern ${x.join(' ')}`,
      mode: 'test',
      samples: [{ inputs: { x } }],
      expected: [
        { value: 'unit.out', numbers: [or.z[index]!] },
        { value: 'fires.out', numbers: [or.output[index]!] },
      ],
    })),
  },
  {
    id: 'perceptron-rule',
    title: 'The perceptron rule',
    kind: 'perceptron',
    task: `Learn x1 AND NOT x2 by w ← w + α(t − y)x in one pass over the patterns, with α = ${rule.alpha} and threshold ${rule.threshold}.`,
    general: { title: 'The perceptron rule', task: `Train the unit by w ← w + α(t − y)x in one pass over the patterns, with α = ${rule.alpha} and threshold ${rule.threshold}.` },
    document: () => chain('Perceptron rule', [input('x', [2]), dense('unit', [rule.start]), step('fires', rule.threshold), output('half-squared-error')], rule.alpha),
    walks: [
      {
        title: 'The last of four patterns',
        mode: 'train',
        step: rule.inputs.length,
        samples: rule.inputs.map((x, index) => ({ inputs: { x }, targets: { output: [rule.targets[index]!] } })),
        expected: [{ value: 'unit.weight.next', numbers: rule.final }],
      },
    ],
  },
  {
    id: 'xor-two-layers',
    title: 'XOR with two layers',
    kind: 'perceptron',
    task: 'XOR is the OR of x1 AND NOT x2 and NOT x1 AND x2. Work out the hidden units and the answer for each pattern.',
    general: { title: 'Two layers of step units', task: `Every unit fires when z ≥ ${xor.threshold}. Work out the hidden units and the answer for each pattern.` },
    document: () =>
      chain('XOR', [input('x', [2]), dense('hidden', xor.hidden_weights), step('between', xor.threshold), dense('unit', [xor.output_weights]), step('fires', xor.threshold), output('half-squared-error')]),
    walks: xor.inputs.map((x, index) => ({
      title: `Pattern ${x.join(' ')}`,
      mode: 'test',
      samples: [{ inputs: { x } }],
      expected: [
        { value: 'between.out', numbers: xor.hidden[index]! },
        { value: 'fires.out', numbers: [xor.output[index]!] },
      ],
    })),
  },
];
