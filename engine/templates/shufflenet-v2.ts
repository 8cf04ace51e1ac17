import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { halvingShuffleUnit, shuffleUnit } from './blocks/shuffle-unit';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

/** Channels and units of each stage. */
const STAGES = [[116, 4], [232, 8], [464, 4]] as const;

export const shufflenetV2: Template = {
  name: 'shufflenet-v2',
  title: 'ShuffleNet v2',
  summary: 'Half of the channels rest in every unit; shuffling makes the halves meet',
  notes: 'Designed by what is quick on real machines rather than by counting products. Width 1.0.',
  category: 'efficient',
  paper: { authors: 'Ma, Zhang, Zheng and Sun', title: 'ShuffleNet V2: practical guidelines for efficient CNN architecture design' },
  year: 2018,
  reference: { parameters: 2_278_604, implementation: 'torchvision shufflenet_v2_x1_0' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit();
    const [halving, same] = [halvingShuffleUnit(), shuffleUnit()];
    let last: Source = network.block(unit, { name: 'conv1', params: { filters: 24, kernel: 3, stride: 2 } }, network.input(size.input));
    last = network.layer('max-pool2d', 'pool1', last, { kernel: 3, stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] });
    for (const [index, [filters, units]] of STAGES.entries()) {
      last = network.block(halving, { name: `stage${index + 2}-first`, params: { filters } }, last);
      last = network.block(same, { name: `stage${index + 2}-unit`, params: { filters }, repeat: units - 1 }, last);
    }
    last = network.block(unit, { name: 'conv5', params: { filters: 1024, kernel: 1 } }, last);
    last = network.layer('global-avg-pool', 'pool5', last);
    addAnswer(network, last, size);
    return { ...network.document('shufflenet-v2'), training: NORMALIZED_TRAINING };
  },
};
