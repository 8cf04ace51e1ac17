import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { inception } from './blocks/inception';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import { addRoundedUpPool } from './rounded-up-pool';
import type { Template } from './template';

/** Name and filters of each module: 1×1, before 3×3, 3×3, before the largest, the largest, after the pooling. */
const STAGES = [
  [['3a', 64, 96, 128, 16, 32, 32], ['3b', 128, 128, 192, 32, 96, 64]],
  [['4a', 192, 96, 208, 16, 48, 64], ['4b', 160, 112, 224, 24, 64, 64], ['4c', 128, 128, 256, 24, 64, 64], ['4d', 112, 144, 288, 32, 64, 64], ['4e', 256, 160, 320, 32, 128, 128]],
  [['5a', 256, 160, 320, 32, 128, 128], ['5b', 384, 192, 384, 48, 128, 128]],
] as const;

export const googlenet: Template = {
  name: 'googlenet',
  title: 'GoogLeNet',
  summary: 'Nine Inception modules: windows of different size side by side, twenty times fewer weights than VGG',
  notes: 'As in torchvision: with BatchNorm, which the paper did not have yet, and with 3×3 in place of the 5×5 windows. The two auxiliary classifiers are left out.',
  category: 'classic',
  paper: { authors: 'Szegedy et al.', title: 'Going deeper with convolutions' },
  year: 2014,
  reference: { parameters: 6_624_904, implementation: 'torchvision googlenet without auxiliary classifiers' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit({ epsilon: 0.001 });
    const module = inception(unit, 3);
    let last: Source = network.block(unit, { name: 'conv1', params: { filters: 64, kernel: 7, stride: 2 } }, network.input(size.input));
    last = addRoundedUpPool(network, 'pool1', last);
    last = network.block(unit, { name: 'conv2', params: { filters: 64, kernel: 1 } }, last);
    last = network.block(unit, { name: 'conv3', params: { filters: 192, kernel: 3 } }, last);
    for (const [index, modules] of STAGES.entries()) {
      last = addRoundedUpPool(network, `pool${index + 2}`, last, index === 2 ? 2 : 3);
      for (const [name, one, three_narrow, three, large_narrow, large, pool] of modules) {
        last = network.block(module, { name: `inception${name}`, params: { one, three_narrow, three, large_narrow, large, pool } }, last);
      }
    }
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.2 });
    addAnswer(network, last, size);
    return { ...network.document('googlenet'), training: NORMALIZED_TRAINING };
  },
};
