import type { Source } from '../document/graph-builder';
import { addOutput } from './answer';
import { fire } from './blocks/fire';
import { NetworkBuilder } from './network-builder';
import { PHOTO_LIMITS, PHOTO_SIZE, PLAIN_TRAINING } from './photographs';
import { addRoundedUpPool } from './rounded-up-pool';
import type { Template } from './template';

/** Squeeze and expand filters of the fire modules between the poolings. */
const STAGES = [[[16, 64], [16, 64], [32, 128]], [[32, 128], [48, 192], [48, 192], [64, 256]], [[64, 256]]] as const;

export const squeezenet: Template = {
  name: 'squeezenet',
  title: 'SqueezeNet',
  summary: 'As accurate as AlexNet with fifty times fewer weights, without a single Dense layer',
  notes: 'Version 1.0. The classes are channels of the last convolution; their mean over the picture is the answer.',
  category: 'efficient',
  paper: { authors: 'Iandola et al.', title: 'SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size' },
  year: 2016,
  reference: { parameters: 1_248_424, implementation: 'torchvision squeezenet1_0' },
  takes: 'picture',
  pictures: { ...PHOTO_LIMITS, smallest: 48 },
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const module = fire();
    let last: Source = network.layer('conv2d', 'conv1', network.input(size.input), { filters: 96, kernel: 7, stride: 2, initializer: 'he-uniform' });
    last = network.layer('relu', 'relu1', last);
    let number = 2;
    for (const [index, modules] of STAGES.entries()) {
      last = addRoundedUpPool(network, `pool${index + 1}`, last);
      for (const [squeeze, expand] of modules) last = network.block(module, { name: `fire${number++}`, params: { squeeze, expand } }, last);
    }
    last = network.layer('dropout', 'dropout', last, { rate: 0.5 });
    last = network.layer('conv2d', 'conv10', last, { filters: size.classes ?? 1, kernel: 1, initializer: 'he-uniform' });
    last = network.layer('global-avg-pool', 'pool4', network.layer('relu', 'relu10', last));
    addOutput(network, last, size);
    return { ...network.document('squeezenet'), training: PLAIN_TRAINING };
  },
};
