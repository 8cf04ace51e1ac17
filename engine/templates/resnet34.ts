import { buildResnet, RESNET_PAPER } from './families/resnet';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const resnet34: Template = {
  name: 'resnet34',
  title: 'ResNet-34',
  summary: 'Sixteen residual blocks of two convolutions each',
  notes: 'Trains better than an equally deep network without shortcuts, which was the point of the paper.',
  category: 'residual',
  paper: RESNET_PAPER,
  year: 2015,
  reference: { parameters: 21_797_672, implementation: 'torchvision resnet34' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildResnet('resnet34', 'basic', [3, 4, 6, 3], size),
};
