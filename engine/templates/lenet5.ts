import { createDocument } from '../document/edits';
import { addAnswer } from './answer';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const lenet5: Template = {
  name: 'lenet5',
  title: 'LeNet-5',
  summary: 'Two convolutions with pooling and three Dense layers: reads handwritten digits, and small pictures of any kind',
  notes: 'With ReLU, max pooling and an ordinary Dense end in place of the sigmoids, subsampling and radial units of 1998.',
  category: 'small',
  paper: { authors: 'LeCun, Bottou, Bengio and Haffner', title: 'Gradient-based learning applied to document recognition' },
  year: 1998,
  takes: 'picture',
  pictures: { smallest: 12, usual: 28, largest: 64 },
  size: { input: [1, 28, 28], classes: 10 },
  data: { kind: 'builtin', name: 'digits' },
  build: (size) => {
    const graph = new NetworkBuilder();
    const input = graph.add({ type: 'input', name: 'input', params: { shape: [...size.input] } });
    const conv1 = graph.add({ type: 'conv2d', name: 'conv1', params: { filters: 6, kernel: 5, padding: 'explicit', pads: [2, 2, 2, 2] } }, input);
    const relu1 = graph.add({ type: 'relu', name: 'relu1' }, conv1);
    const pool1 = graph.add({ type: 'max-pool2d', name: 'pool1' }, relu1);
    const conv2 = graph.add({ type: 'conv2d', name: 'conv2', params: { filters: 16, kernel: 5 } }, pool1);
    const relu2 = graph.add({ type: 'relu', name: 'relu2' }, conv2);
    const pool2 = graph.add({ type: 'max-pool2d', name: 'pool2' }, relu2);
    const flatten = graph.add({ type: 'flatten', name: 'flatten' }, pool2);
    const dense3 = graph.add({ type: 'dense', name: 'dense3', params: { units: 120 } }, flatten);
    const relu3 = graph.add({ type: 'relu', name: 'relu3' }, dense3);
    const dense4 = graph.add({ type: 'dense', name: 'dense4', params: { units: 84 } }, relu3);
    const relu4 = graph.add({ type: 'relu', name: 'relu4' }, dense4);
    addAnswer(graph, relu4, size, 'dense5');
    return { ...createDocument('lenet5', graph.build()), training: trainWith({ name: 'nesterov', learningRate: 0.05 }, { epochs: 5, schedule: { name: 'one-cycle' } }) };
  },
};
