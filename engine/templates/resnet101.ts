import { buildResnet, RESNET_PAPER } from './families/resnet';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const resnet101: Template = {
  name: 'resnet101',
  title: 'ResNet-101',
  summary: 'Thirty-three bottleneck blocks: more accurate than ResNet-50 at nearly twice its cost',
  notes: 'As ResNet-50 with twenty-three blocks in the third stage. The stride is on the 3×3 convolution, as in torchvision.',
  category: 'residual',
  paper: RESNET_PAPER,
  year: 2015,
  reference: { parameters: 44_549_160, implementation: 'torchvision resnet101' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildResnet('resnet101', 'bottleneck', [3, 4, 23, 3], size),
};
