import { buildVit, VIT_PAPER } from './families/vit';
import { ADAMW_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const vitB16: Template = {
  name: 'vit-b-16',
  title: 'ViT-B/16',
  summary: 'A transformer reads a picture as a sentence of 196 patches',
  notes: 'Needs far more pictures than a convolutional network to learn that neighbours belong together; with enough of them it is better.',
  category: 'transformer',
  paper: VIT_PAPER,
  year: 2020,
  reference: { parameters: 86_567_656, implementation: 'torchvision vit_b_16' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => ({ ...buildVit({ patch: 16, values: 768, heads: 12, layers: 12 }, size).document('vit-b-16'), training: ADAMW_TRAINING }),
};
