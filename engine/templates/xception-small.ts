import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { xceptionReduction, xceptionUnit } from './blocks/xception-unit';
import { NetworkBuilder } from './network-builder';
import { SMALL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

export const xceptionSmall: Template = {
  ...SMALL_PICTURES,
  name: 'xception-small',
  title: 'Small Xception',
  summary: 'Separable convolutions with shortcuts: two blocks that halve the picture and one that keeps it',
  notes: 'One middle unit of three separable convolutions in place of eight.',
  paper: { authors: 'Chollet', title: 'Xception: deep learning with depthwise separable convolutions' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    let last: Source = network.block(convUnit(), { name: 'conv', params: { filters: 32, kernel: 3 } }, network.input(size.input));
    last = network.block(xceptionReduction({ startsWithRelu: false }), { name: 'entry1', params: { filters: 64 } }, last);
    last = network.block(xceptionReduction({ startsWithRelu: true }), { name: 'entry2', params: { filters: 128 } }, last);
    last = network.block(xceptionUnit(), { name: 'middle', params: { filters: 128 } }, last);
    last = network.layer('relu', 'relu', last);
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('xception-small'), training: SMALL_TRAINING };
  },
};
