import { buildVit, VIT_PAPER } from './families/vit';
import { ADAMW_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

export const vitTiny: Template = {
  name: 'vit-tiny',
  title: 'ViT-Ti',
  summary: 'The same transformer with a quarter of the values: fifteen times fewer weights',
  notes: 'Twelve layers of three heads with 64 values each. This size came with the follow-up on training with less data (DeiT, 2021).',
  category: 'transformer',
  paper: VIT_PAPER,
  year: 2020,
  reference: { parameters: 5_717_416, implementation: 'timm vit_tiny_patch16_224' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => ({ ...buildVit({ patch: 16, values: 192, heads: 3, layers: 12 }, size).document('vit-tiny'), training: ADAMW_TRAINING }),
};
