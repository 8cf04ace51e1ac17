import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { halvingShuffleUnit, shuffleUnit } from './blocks/shuffle-unit';
import { NetworkBuilder } from './network-builder';
import { SMALL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

/** Channels and units of each stage. */
const STAGES = [[64, 3], [128, 3]] as const;

export const shufflenetSmall: Template = {
  ...SMALL_PICTURES,
  name: 'shufflenet-small',
  title: 'Small ShuffleNet',
  summary: 'Six shuffle units: half of the channels rest in each, and shuffling makes the halves meet',
  notes: 'The stem keeps the size, which pictures this small need.',
  paper: { authors: 'Ma, Zhang, Zheng and Sun', title: 'ShuffleNet V2: practical guidelines for efficient CNN architecture design' },
  year: 2018,
  build: (size) => {
    const network = new NetworkBuilder();
    const [halving, same] = [halvingShuffleUnit(), shuffleUnit()];
    let last: Source = network.block(convUnit(), { name: 'conv', params: { filters: 32, kernel: 3 } }, network.input(size.input));
    for (const [index, [filters, units]] of STAGES.entries()) {
      last = network.block(halving, { name: `stage${index + 1}-first`, params: { filters } }, last);
      last = network.block(same, { name: `stage${index + 1}-unit`, params: { filters }, repeat: units - 1 }, last);
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('shufflenet-small'), training: SMALL_TRAINING };
  },
};
