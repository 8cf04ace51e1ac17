import { buildVgg, VGG_PAPER } from './families/vgg';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const vgg19: Template = {
  name: 'vgg19',
  title: 'VGG-19',
  summary: 'Sixteen 3×3 convolutions in five stages and three large Dense layers',
  notes: 'Configuration E of the paper: nothing but small windows, one after the other. About nine of ten weights are in the Dense layers.',
  category: 'classic',
  paper: VGG_PAPER,
  year: 2014,
  reference: { parameters: 143_667_240, implementation: 'torchvision vgg19' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildVgg('vgg19', [2, 2, 4, 4, 4], size),
};
