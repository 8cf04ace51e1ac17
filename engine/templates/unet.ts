import { addUnet } from './families/unet';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

export const unet: Template = {
  name: 'unet',
  title: 'U-Net',
  summary: 'Down to a coarse view and up again, with bridges between equal sizes: a class for every pixel',
  notes: 'As in the paper: nothing is padded, so that 572×572 pixels give an answer for the 388×388 in their middle.',
  category: 'segmentation',
  paper: { authors: 'Ronneberger, Fischer and Brox', title: 'U-Net: convolutional networks for biomedical image segmentation' },
  year: 2015,
  reference: { parameters: 31_030_658, implementation: 'the paper, figure 1: five stages of 64 to 1024 channels, up-convolutions of 2×2' },
  takes: 'picture',
  answers: 'mask',
  size: { input: [1, 572, 572], classes: 2 },
  build: ({ input, classes = 2 }) => {
    const network = new NetworkBuilder();
    const features = addUnet(network, network.input(input), { filters: [64, 128, 256, 512, 1024], padding: 'valid', side: input[1]! });
    const scores = network.layer('conv2d', 'scores', features, { filters: classes, kernel: 1, initializer: 'lecun-normal' });
    network.layer('output', 'output', scores, { loss: 'pixel-cross-entropy' });
    return { ...network.document('unet'), training: trainWith({ name: 'momentum', learningRate: 0.01, momentum: 0.99 }, { epochs: 30, batchSize: 1 }) };
  },
};
