import type { Source } from '../document/graph-builder';
import { addWindow, BY_TWO, DCGAN_PAPER, shrinkingStage } from './families/dcgan';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const dcganDiscriminator: Template = {
  name: 'dcgan-discriminator',
  title: 'DCGAN discriminator',
  summary: 'Tells real pictures of 64×64 from made ones',
  notes: 'The other half of the pair: strides in place of pooling, and leaky ReLU so that gradients reach the generator everywhere.',
  category: 'generative',
  paper: DCGAN_PAPER,
  year: 2015,
  reference: { parameters: 2_765_568, implementation: 'the PyTorch DCGAN tutorial, 64 filters' },
  takes: 'picture',
  size: { input: [3, 64, 64], classes: 2 },
  pictures: { smallest: 64, usual: 64, largest: 64 },
  build: (size) => {
    const network = new NetworkBuilder();
    const stage = shrinkingStage();
    let last: Source = addWindow(network, 'conv2d', 'conv1', network.input(size.input), { filters: 64, ...BY_TWO });
    last = network.layer('leaky-relu', 'relu1', last, { alpha: 0.2 });
    for (const [index, filters] of [128, 256, 512].entries()) last = network.block(stage, { name: `stage${index + 2}`, params: { filters } }, last);
    last = addWindow(network, 'conv2d', 'conv5', last, { filters: size.classes === undefined || size.classes === 2 ? 1 : size.classes });
    const loss = size.classes === undefined ? 'mean-squared-error' : 'binary-cross-entropy';
    network.layer('output', 'output', network.layer('flatten', 'flatten', last), { loss });
    return { ...network.document('dcgan-discriminator'), training: trainWith({ name: 'adam', learningRate: 0.0002, beta1: 0.5 }, { epochs: 10, batchSize: 128 }) };
  },
};
