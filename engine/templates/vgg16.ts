import { buildVgg, VGG_PAPER } from './families/vgg';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const vgg16: Template = {
  name: 'vgg16',
  title: 'VGG-16',
  summary: 'Thirteen 3×3 convolutions in five stages and three large Dense layers',
  notes: 'Configuration D of the paper: nothing but small windows, one after the other. About nine of ten weights are in the Dense layers.',
  category: 'classic',
  paper: VGG_PAPER,
  year: 2014,
  reference: { parameters: 138_357_544, implementation: 'torchvision vgg16' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildVgg('vgg16', [2, 2, 3, 3, 3], size),
};
