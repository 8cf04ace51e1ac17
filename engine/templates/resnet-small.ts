import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { projectingResidual, residual } from './blocks/residual';
import { RESNET_PAPER } from './families/resnet';
import { NetworkBuilder } from './network-builder';
import { addNormalizedConv } from './normalized';
import { trainWith, type Template } from './template';

export const resnetSmall: Template = {
  name: 'resnet-small',
  title: 'Small ResNet',
  summary: 'ResNet-20: nine residual blocks with BatchNorm; the shortcuts let twenty layers learn as easily as five',
  notes: 'The ResNet of the paper for pictures of 32×32, with 1×1 convolutions in the two shortcuts that change size.',
  category: 'small',
  paper: RESNET_PAPER,
  year: 2015,
  takes: 'picture',
  pictures: { smallest: 8, usual: 32, largest: 96 },
  size: { input: [3, 32, 32], classes: 10 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 32, 32], classes: 8 },
  build: (size) => {
    const network = new NetworkBuilder();
    const [same, halving] = [residual(), projectingResidual()];
    let last: Source = network.layer('relu', 'relu', addNormalizedConv(network, network.input(size.input), '', { filters: 16, kernel: 3 }));
    last = network.block(same, { name: 'stage1-block', params: { filters: 16 }, repeat: 3 }, last);
    for (const [stage, filters] of [[2, 32], [3, 64]] as const) {
      last = network.block(halving, { name: `stage${stage}-halving`, params: { filters } }, last);
      last = network.block(same, { name: `stage${stage}-block`, params: { filters }, repeat: 2 }, last);
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('resnet-small'), training: trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 10, schedule: { name: 'one-cycle' } }) };
  },
};
