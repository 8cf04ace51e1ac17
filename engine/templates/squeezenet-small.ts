import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { fire } from './blocks/fire';
import { NetworkBuilder } from './network-builder';
import { CAREFUL_TRAINING, SMALL_PICTURES } from './small-pictures';
import type { Template } from './template';

/** Squeeze and expand filters of two modules per stage. */
const STAGES = [[16, 32], [32, 64]] as const;

export const squeezenetSmall: Template = {
  ...SMALL_PICTURES,
  name: 'squeezenet-small',
  title: 'Small SqueezeNet',
  summary: 'Four fire modules: few 1×1 filters feed many 1×1 and 3×3 ones',
  notes: 'With a Dense layer on the mean of the last maps, which learns faster than classes that are channels.',
  paper: { authors: 'Iandola et al.', title: 'SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    const module = fire();
    let last: Source = network.layer('conv2d', 'conv', network.input(size.input), { filters: 32, kernel: 3, padding: 'same', initializer: 'he-uniform' });
    last = network.layer('relu', 'relu', last);
    for (const [index, [squeeze, expand]] of STAGES.entries()) {
      last = network.layer('max-pool2d', `pool${index + 1}`, last);
      for (const half of ['a', 'b']) last = network.block(module, { name: `fire${index + 1}${half}`, params: { squeeze, expand } }, last);
    }
    last = network.layer('global-avg-pool', 'pool3', last);
    addAnswer(network, last, size);
    return { ...network.document('squeezenet-small'), training: CAREFUL_TRAINING };
  },
};
