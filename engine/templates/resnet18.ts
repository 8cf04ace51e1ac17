import { buildResnet, RESNET_PAPER } from './families/resnet';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const resnet18: Template = {
  name: 'resnet18',
  title: 'ResNet-18',
  summary: 'Eight residual blocks of two convolutions each',
  notes: 'The smallest ResNet of the paper: each block learns only what to add to its input, so that gradients reach the first layer unhindered.',
  category: 'residual',
  paper: RESNET_PAPER,
  year: 2015,
  reference: { parameters: 11_689_512, implementation: 'torchvision resnet18' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildResnet('resnet18', 'basic', [2, 2, 2, 2], size),
};
