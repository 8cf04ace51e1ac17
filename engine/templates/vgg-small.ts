import { createDocument } from '../document/edits';
import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const vggSmall: Template = {
  name: 'vgg-small',
  title: 'Small VGG',
  summary: 'Pairs of 3×3 convolutions, then pooling, as in VGG: plain, and strong on small colour pictures',
  notes: 'Two stages of the VGG recipe, small enough for a CPU.',
  category: 'small',
  paper: { authors: 'Simonyan and Zisserman', title: 'Very deep convolutional networks for large-scale image recognition' },
  year: 2014,
  takes: 'picture',
  pictures: { smallest: 8, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
  build: (size) => {
    const graph = new NetworkBuilder();
    let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    for (const [stage, filters] of [32, 64].entries()) {
      for (const half of ['a', 'b']) {
        last = graph.add({ type: 'conv2d', name: `conv${stage + 1}${half}`, params: { filters, kernel: 3, padding: 'same' } }, last);
        last = graph.add({ type: 'relu', name: `relu${stage + 1}${half}` }, last);
      }
      last = graph.add({ type: 'max-pool2d', name: `pool${stage + 1}` }, last);
    }
    last = graph.add({ type: 'flatten', name: 'flatten' }, last);
    addAnswer(graph, last, size);
    return { ...createDocument('vgg-small', graph.build()), training: trainWith({ name: 'adam', learningRate: 0.001 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
