import { buildResnet, RESNET_PAPER } from './families/resnet';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const resnet50: Template = {
  name: 'resnet50',
  title: 'ResNet-50',
  summary: 'Sixteen bottleneck blocks; the usual start for photographs',
  notes: '1×1 convolutions make the 3×3 ones narrow. The stride is on the 3×3 convolution, as in torchvision; the paper has it on the 1×1 before.',
  category: 'residual',
  paper: RESNET_PAPER,
  year: 2015,
  reference: { parameters: 25_557_032, implementation: 'torchvision resnet50' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildResnet('resnet50', 'bottleneck', [3, 4, 6, 3], size),
};
