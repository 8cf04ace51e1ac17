import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { denseLayer, transition } from './blocks/dense-block';
import { NetworkBuilder } from './network-builder';
import { SMALL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

const STAGES = 3;
const LAYERS = 4;
const GROWTH = 12;

export const densenetSmall: Template = {
  ...SMALL_PICTURES,
  name: 'densenet-small',
  title: 'Small DenseNet',
  summary: 'Three dense blocks of four layers, each of which adds twelve channels',
  notes: 'The bottlenecked form with growth 12, as in the paper for small pictures but shorter.',
  paper: { authors: 'Huang, Liu, van der Maaten and Weinberger', title: 'Densely connected convolutional networks' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    const [layer, between] = [denseLayer(), transition()];
    let channels = 2 * GROWTH;
    let last: Source = network.layer('conv2d', 'conv', network.input(size.input), { filters: channels, kernel: 3, padding: 'same', bias: false, initializer: 'he-normal' });
    for (let stage = 1; stage <= STAGES; stage++) {
      if (stage > 1) {
        channels /= 2;
        last = network.block(between, { name: `transition${stage - 1}`, params: { filters: channels } }, last);
      }
      last = network.block(layer, { name: `stage${stage}-layer`, params: { growth: GROWTH }, repeat: LAYERS }, last);
      channels += LAYERS * GROWTH;
    }
    last = network.layer('relu', 'relu', network.layer('batch-norm', 'norm', last));
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('densenet-small'), training: SMALL_TRAINING };
  },
};
