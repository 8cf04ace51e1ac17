import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convnextBlock, convnextHalving } from './blocks/convnext-block';
import { NetworkBuilder } from './network-builder';
import { ADAMW_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

/** Channels and blocks of each stage. */
const STAGES = [[96, 3], [192, 3], [384, 9], [768, 3]] as const;
/** Of the last of eighteen blocks; it grows evenly from none at the first. */
const DROP_STEP = 0.1 / 17;

export const convnextTiny: Template = {
  name: 'convnext-tiny',
  title: 'ConvNeXt-T',
  summary: 'A convolutional network rebuilt step by step after the transformers, and as good as they are',
  notes: 'Patches, large depthwise windows, LayerNorm and GELU in place of pooling, 3×3 windows, BatchNorm and ReLU.',
  category: 'transformer',
  paper: { authors: 'Liu, Mao, Wu, Feichtenhofer, Darrell and Xie', title: 'A ConvNet for the 2020s' },
  year: 2022,
  reference: { parameters: 28_589_128, implementation: 'torchvision convnext_tiny' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const [block, halving] = [convnextBlock(), convnextHalving()];
    let last: Source = network.layer('conv2d', 'patches', network.input(size.input), { filters: 96, kernel: 4, stride: 4, initializer: 'lecun-normal' });
    last = network.layer('layer-norm', 'norm', last, { epsilon: 1e-6 });
    let blocks = 0;
    for (const [index, [filters, repeat]] of STAGES.entries()) {
      if (index > 0) last = network.block(halving, { name: `halving${index}`, params: { filters } }, last);
      last = network.block(block, { name: `stage${index + 1}-block`, params: { filters, drop: blocks * DROP_STEP, drop_step: DROP_STEP }, repeat }, last);
      blocks += repeat;
    }
    last = network.layer('layer-norm', 'norm-last', network.layer('global-avg-pool', 'pool', last), { epsilon: 1e-6 });
    addAnswer(network, last, size);
    return { ...network.document('convnext-tiny'), training: ADAMW_TRAINING };
  },
};
