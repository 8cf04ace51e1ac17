import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { inception } from './blocks/inception';
import { NetworkBuilder } from './network-builder';
import { SMALL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

/** Filters of each module: 1×1, before 3×3, 3×3, before 5×5, 5×5, after the pooling. */
const MODULES = [[16, 16, 32, 8, 16, 16], [32, 32, 48, 8, 16, 32], [48, 32, 64, 8, 24, 32]] as const;

export const inceptionSmall: Template = {
  ...SMALL_PICTURES,
  name: 'inception-small',
  title: 'Small Inception',
  summary: 'Three Inception modules: windows of 1, 3 and 5 pixels side by side',
  notes: 'With BatchNorm, and 5×5 windows as in the paper.',
  paper: { authors: 'Szegedy et al.', title: 'Going deeper with convolutions' },
  year: 2014,
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit();
    const module = inception(unit);
    let last: Source = network.block(unit, { name: 'conv', params: { filters: 32, kernel: 3 } }, network.input(size.input));
    for (const [index, [one, three_narrow, three, large_narrow, large, pool]] of MODULES.entries()) {
      last = network.layer('max-pool2d', `pool${index + 1}`, last);
      last = network.block(module, { name: `inception${index + 1}`, params: { one, three_narrow, three, large_narrow, large, pool } }, last);
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('inception-small'), training: SMALL_TRAINING };
  },
};
