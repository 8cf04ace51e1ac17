import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit, separableUnit } from './blocks/conv-unit';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

/** Filters, stride and repeats of the separable units. */
const UNITS = [[64, 1, 1], [128, 2, 1], [128, 1, 1], [256, 2, 1], [256, 1, 1], [512, 2, 1], [512, 1, 5], [1024, 2, 1], [1024, 1, 1]] as const;

export const mobilenetV1: Template = {
  name: 'mobilenet-v1',
  title: 'MobileNet v1',
  summary: 'Thirteen depthwise-separable convolutions: for phones, at an eighth to a ninth of the cost of full ones',
  notes: 'Almost all of its products are in 1×1 convolutions. Width 1.0, with ReLU6 after every BatchNorm.',
  category: 'efficient',
  paper: { authors: 'Howard et al.', title: 'MobileNets: efficient convolutional neural networks for mobile vision applications' },
  year: 2017,
  reference: { parameters: 4_231_976, implementation: 'timm mobilenetv1_100; Keras MobileNet, of which 4,231,976 are trainable' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const separable = separableUnit({ activation: 'relu6' });
    let last: Source = network.block(convUnit({ activation: 'relu6' }), { name: 'conv', params: { filters: 32, kernel: 3, stride: 2 } }, network.input(size.input));
    for (const [index, [filters, stride, repeat]] of UNITS.entries()) {
      last = network.block(separable, { name: `separable${index + 1}`, params: { filters, stride }, ...(repeat > 1 && { repeat }) }, last);
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('mobilenet-v1'), training: NORMALIZED_TRAINING };
  },
};
