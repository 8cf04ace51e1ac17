import { buildVgg, VGG_PAPER } from './families/vgg';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const vgg11: Template = {
  name: 'vgg11',
  title: 'VGG-11',
  summary: 'Eight 3×3 convolutions in five stages and three large Dense layers',
  notes: 'Configuration A of the paper: nothing but small windows, one after the other. About nine of ten weights are in the Dense layers.',
  category: 'classic',
  paper: VGG_PAPER,
  year: 2014,
  reference: { parameters: 132_863_336, implementation: 'torchvision vgg11' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildVgg('vgg11', [1, 1, 2, 2, 2], size),
};
