import { addFitted } from './fitted-sides';
import { addUnet } from './families/unet';
import { MASK_TRAINING, SMALL_MASKS } from './masked-pictures';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const FILTERS = [16, 32, 64, 96] as const;

export const unetSmall: Template = {
  ...SMALL_MASKS,
  name: 'unet-small',
  title: 'Small U-Net',
  summary: 'Down to a coarse view and up again, with bridges between equal sizes: finds which pixels belong to what',
  notes: 'Padded, so that the answer has the size of the picture. Four stages of the five with few channels, BatchNorm, and Dice beside cross-entropy, so that small objects count.',
  paper: { authors: 'Ronneberger, Fischer and Brox', title: 'U-Net: convolutional networks for biomedical image segmentation' },
  year: 2015,
  build: ({ input, classes = 2 }) => {
    const network = new NetworkBuilder();
    const [, height, width] = input as readonly [number, number, number];
    const features = addFitted(network, network.input(input), { height, width }, 2 ** (FILTERS.length - 1), (padded) => addUnet(network, padded, { filters: FILTERS, padding: 'same', isNormalized: true, side: height }));
    network.layer('output', 'output', network.layer('conv2d', 'scores', features, { filters: classes, kernel: 1, initializer: 'lecun-normal' }), { loss: 'cross-entropy-and-dice' });
    return { ...network.document('unet-small'), training: MASK_TRAINING };
  },
};
