import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

/** The unit of VGG: a 3×3 convolution with bias and a ReLU. */
export function plainConv(): Block {
  return defineBlock('conv relu', 'A 3×3 convolution and a ReLU', [wholeNumber('filters', 64, 'Channels that leave the block')], (network, input) => {
    const conv = network.layer('conv2d', 'conv', input, { filters: argument('filters'), kernel: 3, padding: 'same', initializer: 'he-normal' });
    return network.layer('relu', 'relu', conv);
  });
}
