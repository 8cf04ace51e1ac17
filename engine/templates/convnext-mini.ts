import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convnextBlock, convnextHalving } from './blocks/convnext-block';
import { NetworkBuilder } from './network-builder';
import { CAREFUL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

const STAGES = [32, 64] as const;
const BLOCKS = 2;

export const convnextMini: Template = {
  ...SMALL_PICTURES,
  name: 'convnext-mini',
  title: 'Small ConvNeXt',
  summary: 'Four ConvNeXt blocks over patches of two pixels',
  notes: 'Patches of 2×2 in place of 4×4, and no branches left out.',
  paper: { authors: 'Liu, Mao, Wu, Feichtenhofer, Darrell and Xie', title: 'A ConvNet for the 2020s' },
  year: 2022,
  build: (size) => {
    const network = new NetworkBuilder();
    const [block, halving] = [convnextBlock(), convnextHalving()];
    let last: Source = network.layer('conv2d', 'patches', network.input(size.input), { filters: STAGES[0], kernel: 2, stride: 2, initializer: 'lecun-normal' });
    last = network.layer('layer-norm', 'norm', last, { epsilon: 1e-6 });
    for (const [index, filters] of STAGES.entries()) {
      if (index > 0) last = network.block(halving, { name: 'halving', params: { filters } }, last);
      last = network.block(block, { name: `stage${index + 1}-block`, params: { filters }, repeat: BLOCKS }, last);
    }
    last = network.layer('layer-norm', 'norm-last', network.layer('global-avg-pool', 'pool', last), { epsilon: 1e-6 });
    addAnswer(network, last, size);
    return { ...network.document('convnext-mini'), training: CAREFUL_TRAINING };
  },
};
