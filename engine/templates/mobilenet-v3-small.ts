import { buildMobilenetV3, mobileRow as row, MOBILENET_V3_PAPER } from './families/mobilenet-v3';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

const ROWS = [
  row(3, 16, 16, true, 'relu', 2),
  row(3, 72, 24, false, 'relu', 2),
  row(3, 88, 24, false, 'relu'),
  row(5, 96, 40, true, 'hard-swish', 2),
  row(5, 240, 40, true, 'hard-swish', 1, 2),
  row(5, 120, 48, true, 'hard-swish'),
  row(5, 144, 48, true, 'hard-swish'),
  row(5, 288, 96, true, 'hard-swish', 2),
  row(5, 576, 96, true, 'hard-swish', 1, 2),
];

export const mobilenetV3Small: Template = {
  name: 'mobilenet-v3-small',
  title: 'MobileNet v3 small',
  summary: 'The smaller of the two: a quarter of the work of the large one',
  notes: 'Eleven blocks in place of fifteen, nearly all of them with gates. Width 1.0.',
  category: 'efficient',
  paper: MOBILENET_V3_PAPER,
  year: 2019,
  reference: { parameters: 2_542_856, implementation: 'torchvision mobilenet_v3_small' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildMobilenetV3('mobilenet-v3-small', ROWS, { conv: 576, dense: 1024 }, size),
};
