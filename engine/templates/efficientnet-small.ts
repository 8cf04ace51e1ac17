import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { mbconv } from './blocks/mbconv';
import { NetworkBuilder } from './network-builder';
import { SMALL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

/** Kernel, channels and blocks of each stage; the first block of each halves the picture. */
const STAGES = [[3, 24, 2], [5, 40, 3]] as const;
const EXPANSION = 4;

export const efficientnetSmall: Template = {
  ...SMALL_PICTURES,
  name: 'efficientnet-small',
  title: 'Small EfficientNet',
  summary: 'Five mobile blocks with gates and SiLU',
  notes: 'The recipe of B0 with fewer and narrower blocks, which widen four times.',
  paper: { authors: 'Tan and Le', title: 'EfficientNet: rethinking model scaling for convolutional neural networks' },
  year: 2019,
  build: (size) => {
    const network = new NetworkBuilder();
    const variant = (adds: boolean) => mbconv({ activation: 'silu', gate: 'sigmoid', expands: true, adds });
    const [changing, same] = [variant(false), variant(true)];
    let entering = 16;
    let last: Source = network.block(convUnit({ activation: 'silu' }), { name: 'conv', params: { filters: entering, kernel: 3 } }, network.input(size.input));
    for (const [index, [kernel, filters, count]] of STAGES.entries()) {
      last = network.block(changing, { name: `stage${index + 1}-first`, params: { hidden: EXPANSION * entering, kernel, squeeze: entering / 4, filters, stride: 2 } }, last);
      last = network.block(same, { name: `stage${index + 1}-block`, params: { hidden: EXPANSION * filters, kernel, squeeze: filters / 4, filters }, repeat: count - 1 }, last);
      entering = filters;
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('efficientnet-small'), training: SMALL_TRAINING };
  },
};
