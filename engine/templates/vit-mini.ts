import { buildVit, VIT_PAPER } from './families/vit';
import { CAREFUL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

export const vitMini: Template = {
  ...SMALL_PICTURES,
  name: 'vit-mini',
  title: 'Small vision transformer',
  summary: 'Four layers of attention between 64 patches of four pixels',
  notes: 'Learns more slowly than the convolutional networks beside it: what they are built to know, it has to find out.',
  paper: VIT_PAPER,
  year: 2020,
  build: (size) => ({ ...buildVit({ patch: 4, values: 64, heads: 4, layers: 4 }, size).document('vit-mini'), training: CAREFUL_TRAINING }),
};
