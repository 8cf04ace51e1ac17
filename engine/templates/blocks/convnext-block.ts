import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';
import type { BlockParameter } from '../../document/model';

const share = (name: string, help: string): BlockParameter => ({ name, kind: 'number', default: 0, min: 0, max: 0.9, help });

/** A convolution that was rebuilt as a transformer block: a large depthwise window, LayerNorm, and a wide 1×1 in place of the MLP. */
export function convnextBlock(): Block {
  const parameters = [
    wholeNumber('filters', 96, 'Channels that enter and leave'),
    share('drop', 'Share of samples for which the first copy is left out while training'),
    share('drop_step', 'By how much more in each further copy'),
  ];
  return defineBlock('convnext block', 'A large depthwise window, then a wide middle of 1×1 convolutions, added to the input', parameters, (network, input) => {
    const depthwise = network.layer('depthwise-conv2d', 'depthwise', input, { kernel: 7, padding: 'same', initializer: 'lecun-normal' });
    const norm = network.layer('layer-norm', 'norm', depthwise, { epsilon: 1e-6 });
    const wide = network.layer('gelu', 'gelu', network.layer('conv2d', 'widen', norm, { filters: argument('filters*4'), kernel: 1, initializer: 'lecun-normal' }));
    const narrow = network.layer('conv2d', 'narrow', wide, { filters: argument('filters'), kernel: 1, initializer: 'lecun-normal' });
    const scaled = network.layer('layer-scale', 'scale', narrow);
    const kept = network.layer('drop-path', 'drop', scaled, { rate: argument('drop + drop_step*(copy - 1)') });
    return network.layer('add', 'add', { in1: kept, in2: input });
  });
}

/** Between the stages: normalized, then halved by a 2×2 convolution that skips nothing. */
export function convnextHalving(): Block {
  return defineBlock('convnext halving', 'LayerNorm, then a 2×2 convolution that halves the picture', [wholeNumber('filters', 192, 'Channels that leave it')], (network, input) => {
    const norm = network.layer('layer-norm', 'norm', input, { epsilon: 1e-6 });
    return network.layer('conv2d', 'conv', norm, { filters: argument('filters'), kernel: 2, stride: 2, initializer: 'lecun-normal' });
  });
}
