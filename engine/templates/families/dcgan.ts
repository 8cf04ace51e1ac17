/** The two halves of DCGAN, as the PyTorch examples write them: 4×4 windows, BatchNorm, no pooling, no bias. */
import type { Source } from '../../document/graph-builder';
import type { GraphNode, JsonObject } from '../../document/model';
import { argument, defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';
import type { Paper } from '../template';

export const DCGAN_PAPER: Paper = { authors: 'Radford, Metz and Chintala', title: 'Unsupervised representation learning with deep convolutional generative adversarial networks' };

/** A 4×4 window without bias, started as in the paper. */
export function addWindow(network: NetworkBuilder, type: 'conv2d' | 'conv-transpose2d', name: string, input: Source, params: JsonObject): GraphNode {
  return network.add({ type, name, params: { kernel: 4, bias: false, ...params }, tensors: { weight: { init: { name: 'normal', amount: 0.02 } } } }, input);
}

/** What doubles or halves a picture. */
export const BY_TWO = { stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] } as const;

/** Twice the size, with fewer channels. */
export function enlargingStage(): Block {
  return defineBlock('enlarging stage', 'Doubles the picture: a transposed convolution, BatchNorm and a ReLU', [wholeNumber('filters', 256, 'Channels that leave it')], (network, input: Source) => {
    const conv = addWindow(network, 'conv-transpose2d', 'conv', input, { filters: argument('filters'), ...BY_TWO });
    return network.layer('relu', 'relu', network.layer('batch-norm', 'norm', conv));
  });
}

/** Half the size, with more channels. */
export function shrinkingStage(): Block {
  return defineBlock('shrinking stage', 'Halves the picture: a convolution with stride 2, BatchNorm and a leaky ReLU', [wholeNumber('filters', 128, 'Channels that leave it')], (network, input: Source) => {
    const conv = addWindow(network, 'conv2d', 'conv', input, { filters: argument('filters'), ...BY_TWO });
    return network.layer('leaky-relu', 'relu', network.layer('batch-norm', 'norm', conv), { alpha: 0.2 });
  });
}
