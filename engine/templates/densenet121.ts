import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { denseLayer, transition } from './blocks/dense-block';
import { addStem } from './families/resnet';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

const LAYERS = [6, 12, 24, 16] as const;
const GROWTH = 32;

export const densenet121: Template = {
  name: 'densenet121',
  title: 'DenseNet-121',
  summary: 'Four dense blocks in which every layer sees all layers before it',
  notes: 'Each layer adds 32 channels to what is there, so that nothing has to be found twice. BatchNorm and ReLU stand before the convolutions.',
  category: 'residual',
  paper: { authors: 'Huang, Liu, van der Maaten and Weinberger', title: 'Densely connected convolutional networks' },
  year: 2016,
  reference: { parameters: 7_978_856, implementation: 'torchvision densenet121' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const [layer, between] = [denseLayer(), transition()];
    let last: Source = addStem(network, network.input(size.input));
    let channels = 64;
    for (const [index, repeat] of LAYERS.entries()) {
      if (index > 0) {
        channels /= 2;
        last = network.block(between, { name: `transition${index}`, params: { filters: channels } }, last);
      }
      last = network.block(layer, { name: `stage${index + 1}-layer`, params: { growth: GROWTH }, repeat }, last);
      channels += repeat * GROWTH;
    }
    last = network.layer('relu', 'relu-last', network.layer('batch-norm', 'norm-last', last));
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('densenet121'), training: NORMALIZED_TRAINING };
  },
};
