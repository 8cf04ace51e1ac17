import type { Source } from '../document/graph-builder';
import { addWindow, BY_TWO, DCGAN_PAPER, enlargingStage } from './families/dcgan';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const dcganGenerator: Template = {
  name: 'dcgan-generator',
  title: 'DCGAN generator',
  summary: 'Makes a picture of 64×64 out of a hundred random numbers',
  notes: 'One half of the pair: it learns from a discriminator what a picture looks like. By itself it learns to draw the picture that belongs to given numbers.',
  category: 'generative',
  paper: DCGAN_PAPER,
  year: 2015,
  reference: { parameters: 3_576_704, implementation: 'the PyTorch DCGAN tutorial, 64 filters' },
  takes: 'numbers',
  answers: 'picture',
  size: { input: [100] },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const stage = enlargingStage();
    let last: Source = network.layer('reshape', 'point', network.input(input), { shape: [-1, 1, 1] });
    last = addWindow(network, 'conv-transpose2d', 'conv1', last, { filters: 512 });
    last = network.layer('relu', 'relu1', network.layer('batch-norm', 'norm1', last));
    for (const [index, filters] of [256, 128, 64].entries()) last = network.block(stage, { name: `stage${index + 2}`, params: { filters } }, last);
    last = addWindow(network, 'conv-transpose2d', 'conv5', last, { filters: 3, ...BY_TWO });
    network.layer('output', 'output', network.layer('tanh', 'tanh', last), { loss: 'mean-squared-error' });
    return { ...network.document('dcgan-generator'), training: trainWith({ name: 'adam', learningRate: 0.0002, beta1: 0.5 }, { epochs: 10, batchSize: 128 }) };
  },
};
