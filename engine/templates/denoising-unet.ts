import { addPictureAnswer, addPictureInput } from './answer';
import { addFitted } from './fitted-sides';
import { addUnet } from './families/unet';
import { NetworkBuilder } from './network-builder';
import { CAREFUL_TRAINING } from './small-pictures';
import type { Template } from './template';

const FILTERS = [16, 32, 64] as const;

export const denoisingUnet: Template = {
  name: 'denoising-unet',
  title: 'Small U-Net that takes away noise',
  summary: 'Noise is laid over every picture, and a U-Net of three stages learns to draw it as it was',
  notes: 'Padded, so that the answer has the size of the picture. unet-small gives every pixel a class instead.',
  category: 'small',
  paper: { authors: 'Ronneberger, Fischer and Brox', title: 'U-Net: convolutional networks for biomedical image segmentation' },
  year: 2015,
  takes: 'picture',
  answers: 'picture',
  pictures: { smallest: 8, usual: 28, largest: 96 },
  size: { input: [1, 28, 28] },
  data: { kind: 'builtin', name: 'digits' },
  build: ({ input }) => {
    const network = new NetworkBuilder();
    const [channels, height, width] = input as readonly [number, number, number];
    const noisy = network.layer('gaussian-noise', 'noise', addPictureInput(network, input), { deviation: 0.3 });
    const last = addFitted(network, noisy, { height, width }, 2 ** (FILTERS.length - 1), (padded) => addUnet(network, padded, { filters: FILTERS, padding: 'same', side: height }));
    addPictureAnswer(network, network.layer('conv2d', 'pixels', last, { filters: channels, kernel: 1, initializer: 'lecun-normal' }));
    return { ...network.document('denoising-unet'), training: CAREFUL_TRAINING };
  },
};
