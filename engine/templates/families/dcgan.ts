/** The two halves of DCGAN, as the PyTorch examples write them: 4×4 windows, BatchNorm, no pooling, no bias. */
import type { Source } from '../../document/graph-builder';
import { defineBlock, argument, wholeNumber, type Block } from '../network-builder';
import type { Paper } from '../template';

export const DCGAN_PAPER: Paper = { authors: 'Radford, Metz and Chintala', title: 'Unsupervised representation learning with deep convolutional generative adversarial networks' };

/** As the paper starts its weights. */
export const DCGAN_WINDOW = { kernel: 4, bias: false, initializer: 'normal' } as const;

/** Twice the size, with fewer channels. */
export function enlargingStage(): Block {
  return defineBlock('enlarging stage', 'Doubles the picture: a transposed convolution, BatchNorm and a ReLU', [wholeNumber('filters', 256, 'Channels that leave it')], (network, input: Source) => {
    const conv = network.layer('conv-transpose2d', 'conv', input, { ...DCGAN_WINDOW, filters: argument('filters'), stride: 2, pads: [1, 1, 1, 1] });
    return network.layer('relu', 'relu', network.layer('batch-norm', 'norm', conv));
  });
}

/** Half the size, with more channels. */
export function shrinkingStage(): Block {
  return defineBlock('shrinking stage', 'Halves the picture: a convolution with stride 2, BatchNorm and a leaky ReLU', [wholeNumber('filters', 128, 'Channels that leave it')], (network, input: Source) => {
    const conv = network.layer('conv2d', 'conv', input, { ...DCGAN_WINDOW, filters: argument('filters'), stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] });
    return network.layer('leaky-relu', 'relu', network.layer('batch-norm', 'norm', conv), { alpha: 0.2 });
  });
}
