import { createDocument } from '../document/edits';
import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

const PICTURES = trainWith({ name: 'adam', learningRate: 0.001 }, { epochs: 10, schedule: { name: 'one-cycle' } });
/** Tables have few rows and few values, so more and smaller steps are cheap. */
const TABLES = trainWith({ name: 'adam', learningRate: 0.005 }, { epochs: 30, batchSize: 16, schedule: { name: 'one-cycle' } });

export const mlp: Template = {
  name: 'mlp',
  title: 'Multi-layer perceptron',
  summary: 'Two hidden Dense layers for pictures or tables, for classes or a number: the first thing to try',
  notes: 'Knows nothing of neighbouring pixels, which is what convolutions add.',
  category: 'small',
  paper: { authors: 'Goodfellow, Bengio and Courville', title: 'Deep Learning, chapter 6' },
  year: 2016,
  takes: 'any',
  pictures: { smallest: 1, usual: 28, largest: 64 },
  size: { input: [1, 28, 28], classes: 10 },
  data: { kind: 'builtin', name: 'digits' },
  build: (size) => {
    const graph = new NetworkBuilder();
    const isPicture = size.input.length > 1;
    const units = isPicture ? 512 : 64;
    let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    if (isPicture) last = graph.add({ type: 'flatten', name: 'flatten' }, last);
    for (const layer of [1, 2]) {
      last = graph.add({ type: 'dense', name: `hidden${layer}`, params: { units } }, last);
      last = graph.add({ type: 'relu', name: `relu${layer}` }, last);
    }
    addAnswer(graph, last, size);
    return { ...createDocument('mlp', graph.build()), training: isPicture ? PICTURES : TABLES };
  },
};
