import { createDocument } from '../document/edits';
import { yesOrNoUnits } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

/**
 * ½ squared error behind a step whose surrogate gradient is the identity, one unshuffled sample at a time, *is* the rule
 * w ← w + η(t − y)x.
 */
export const perceptron: Template = {
  name: 'perceptron',
  title: 'Perceptron',
  summary: 'One unit that fires or not, trained by the perceptron rule; it learns OR and AND and, famously, not XOR',
  notes: 'One layer of weights can only draw a straight line between two classes; XOR needs two.',
  category: 'small',
  paper: { authors: 'Rosenblatt', title: 'The perceptron, a probabilistic model for information storage' },
  year: 1958,
  takes: 'numbers',
  size: { input: [2], classes: 2 },
  data: { kind: 'builtin', name: 'xor', count: 400 },
  build: (size) => {
    const graph = new NetworkBuilder();
    const input = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    const unit = graph.add({ type: 'dense', name: 'unit', params: { units: yesOrNoUnits(size), initializer: 'zeros' } }, input);
    const step = graph.add({ type: 'step', name: 'step', params: { threshold: 0, surrogate: 'identity' } }, unit);
    graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, step);
    return { ...createDocument('perceptron', graph.build()), training: trainWith({ name: 'sgd', learningRate: 0.1 }, { epochs: 10, batchSize: 1, shuffle: false }) };
  },
};
