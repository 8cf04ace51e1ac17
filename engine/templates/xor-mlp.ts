import { createDocument } from '../document/edits';
import { yesOrNoUnits } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const xorMlp: Template = {
  name: 'xor-mlp',
  title: 'XOR network',
  summary: 'The smallest network that solves what a perceptron cannot: a hidden layer bends the border between the classes',
  notes: 'The hidden layer makes new coordinates in which a straight line is enough.',
  category: 'small',
  paper: { authors: 'Rumelhart, Hinton and Williams', title: 'Learning representations by back-propagating errors' },
  year: 1986,
  takes: 'numbers',
  size: { input: [2], classes: 2 },
  data: { kind: 'builtin', name: 'xor', count: 400 },
  build: (size) => {
    const graph = new NetworkBuilder();
    const input = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    // Two hidden units are enough in principle, but from some starts they never find the way.
    const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 4, initializer: 'glorot-uniform' } }, input);
    const tanh = graph.add({ type: 'tanh', name: 'tanh' }, hidden);
    const answer = graph.add({ type: 'dense', name: 'answer', params: { units: yesOrNoUnits(size), initializer: 'glorot-uniform' } }, tanh);
    graph.add({ type: 'output', name: 'output', params: { loss: 'binary-cross-entropy' } }, answer);
    return { ...createDocument('xor-mlp', graph.build()), training: trainWith({ name: 'adam', learningRate: 0.05 }, { epochs: 30, batchSize: 16 }) };
  },
};
