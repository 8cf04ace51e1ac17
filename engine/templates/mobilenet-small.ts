import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { separableUnit } from './blocks/conv-unit';
import { NetworkBuilder } from './network-builder';
import { addNormalizedConv } from './normalized';
import { trainWith, type Template } from './template';

/** Filters and stride of each separable unit. */
const UNITS = [[64, 1], [128, 2], [128, 1], [256, 2], [256, 1]] as const;

export const mobilenetSmall: Template = {
  name: 'mobilenet-small',
  title: 'Small MobileNet',
  summary: 'Depthwise-separable convolutions, which cost an eighth of full ones: for phones and browsers',
  notes: 'Five units of the MobileNet v1 recipe, small enough for a CPU.',
  category: 'small',
  paper: { authors: 'Howard et al.', title: 'MobileNets: efficient convolutional neural networks for mobile vision applications' },
  year: 2017,
  takes: 'picture',
  pictures: { smallest: 8, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
  build: (size) => {
    const network = new NetworkBuilder();
    const separable = separableUnit();
    let last: Source = network.layer('relu', 'relu', addNormalizedConv(network, network.input(size.input), '', { filters: 32, kernel: 3 }));
    for (const [index, [filters, stride]] of UNITS.entries()) {
      last = network.block(separable, { name: `separable${index + 1}`, params: { filters, stride } }, last);
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('mobilenet-small'), training: trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
