import { buildMobilenetV3, mobileRow as row, MOBILENET_V3_PAPER } from './families/mobilenet-v3';
import { PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

const ROWS = [
  row(3, 16, 16, false, 'relu'),
  row(3, 64, 24, false, 'relu', 2),
  row(3, 72, 24, false, 'relu'),
  row(5, 72, 40, true, 'relu', 2),
  row(5, 120, 40, true, 'relu', 1, 2),
  row(3, 240, 80, false, 'hard-swish', 2),
  row(3, 200, 80, false, 'hard-swish'),
  row(3, 184, 80, false, 'hard-swish', 1, 2),
  row(3, 480, 112, true, 'hard-swish'),
  row(3, 672, 112, true, 'hard-swish'),
  row(5, 672, 160, true, 'hard-swish', 2),
  row(5, 960, 160, true, 'hard-swish', 1, 2),
];

export const mobilenetV3Large: Template = {
  name: 'mobilenet-v3-large',
  title: 'MobileNet v3 large',
  summary: 'Mobile blocks with gates, found by search for the processors of phones',
  notes: 'Squeeze and excitation weighs the channels; hard swish stands where it pays. Width 1.0.',
  category: 'efficient',
  paper: MOBILENET_V3_PAPER,
  year: 2019,
  reference: { parameters: 5_483_032, implementation: 'torchvision mobilenet_v3_large' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => buildMobilenetV3('mobilenet-v3-large', ROWS, { conv: 960, dense: 1280 }, size),
};
