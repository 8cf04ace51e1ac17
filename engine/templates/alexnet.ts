import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { NetworkBuilder } from './network-builder';
import { PHOTO_LIMITS, PLAIN_TRAINING } from './photographs';
import type { Template } from './template';

/** The layer divides its sum of squares by the number of neighbours, which the paper does not: so five times its 1e-4. */
const RESPONSE = { size: 5, alpha: 5e-4, beta: 0.75, k: 2 } as const;

export const alexnet: Template = {
  name: 'alexnet',
  title: 'AlexNet',
  summary: 'Five convolutions and three Dense layers: the network that began the age of deep learning',
  notes: 'As in the paper: pictures of 227×227, and the second, fourth and fifth convolution in two groups, because two graphics cards shared the work.',
  category: 'classic',
  paper: { authors: 'Krizhevsky, Sutskever and Hinton', title: 'ImageNet classification with deep convolutional neural networks' },
  year: 2012,
  reference: { parameters: 60_965_224, implementation: 'the paper, with its two groups' },
  takes: 'picture',
  pictures: { ...PHOTO_LIMITS, smallest: 67, usual: 227 },
  size: { input: [3, 227, 227], classes: 1000 },
  build: (size) => {
    const network = new NetworkBuilder();
    const conv = (number: number, from: Source, params: { filters: number; kernel: number; stride?: number; groups?: number }) =>
      network.layer('relu', `relu${number}`, network.layer('conv2d', `conv${number}`, from, { padding: number === 1 ? 'valid' : 'same', initializer: 'he-normal', ...params }));
    const pool = (number: number, from: Source) => network.layer('max-pool2d', `pool${number}`, from, { kernel: 3, stride: 2 });
    const norm = (number: number, from: Source) => network.layer('local-response-norm', `norm${number}`, from, RESPONSE);
    let last: Source = pool(1, norm(1, conv(1, network.input(size.input), { filters: 96, kernel: 11, stride: 4 })));
    last = pool(2, norm(2, conv(2, last, { filters: 256, kernel: 5, groups: 2 })));
    last = conv(3, last, { filters: 384, kernel: 3 });
    last = conv(4, last, { filters: 384, kernel: 3, groups: 2 });
    last = conv(5, last, { filters: 256, kernel: 3, groups: 2 });
    last = network.layer('flatten', 'flatten', pool(5, last));
    for (const number of [6, 7]) {
      last = network.layer('relu', `relu${number}`, network.layer('dense', `dense${number}`, last, { units: 4096 }));
      last = network.layer('dropout', `dropout${number}`, last, { rate: 0.5 });
    }
    addAnswer(network, last, size, 'dense8');
    return { ...network.document('alexnet'), training: PLAIN_TRAINING };
  },
};
