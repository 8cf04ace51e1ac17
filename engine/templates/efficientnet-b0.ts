import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { mbconv } from './blocks/mbconv';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

/** Kernel, channels, how many blocks, and the stride of the first; all widen six times. */
const STAGES = [[3, 24, 2, 2], [5, 40, 2, 2], [3, 80, 3, 2], [5, 112, 3, 1], [5, 192, 4, 2], [3, 320, 1, 1]] as const;
const EXPANSION = 6;
/** Of all blocks together; the n-th is left out with n/16 of this probability. */
const DROP = 0.2;
const BLOCKS = 16;

export const efficientnetB0: Template = {
  name: 'efficientnet-b0',
  title: 'EfficientNet-B0',
  summary: 'Mobile blocks with gates, found by search; the smallest of a family that grows in all directions at once',
  notes: 'Deeper, wider and finer networks of the family follow from this one by a single number. Branches are left out at random while training.',
  category: 'efficient',
  paper: { authors: 'Tan and Le', title: 'EfficientNet: rethinking model scaling for convolutional neural networks' },
  year: 2019,
  reference: { parameters: 5_288_548, implementation: 'torchvision efficientnet_b0' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit({ activation: 'silu' });
    const variant = (expands: boolean, adds: boolean) => mbconv({ activation: 'silu', gate: 'sigmoid', expands, adds, drops: true });
    const [first, changing, same] = [variant(false, false), variant(true, false), variant(true, true)];
    let last: Source = network.block(unit, { name: 'conv1', params: { filters: 32, kernel: 3, stride: 2 } }, network.input(size.input));
    last = network.block(first, { name: 'stage1', params: { kernel: 3, squeeze: 8, filters: 16 } }, last);
    let entering = 16;
    let blocks = 1;
    for (const [index, [kernel, filters, count, stride]] of STAGES.entries()) {
      const stage = `stage${index + 2}`;
      // The gate narrows to a quarter of the channels that enter the block, not of its wide middle.
      last = network.block(changing, { name: `${stage}-first`, params: { hidden: EXPANSION * entering, kernel, squeeze: entering / 4, filters, stride } }, last);
      const params = { hidden: EXPANSION * filters, kernel, squeeze: filters / 4, filters, drop: (DROP * (blocks + 1)) / BLOCKS, drop_step: DROP / BLOCKS };
      if (count > 1) last = network.block(same, { name: `${stage}-block`, params, repeat: count - 1 }, last);
      entering = filters;
      blocks += count;
    }
    last = network.block(unit, { name: 'conv2', params: { filters: 1280, kernel: 1 } }, last);
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.2 });
    addAnswer(network, last, size);
    return { ...network.document('efficientnet-b0'), training: NORMALIZED_TRAINING };
  },
};
