import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

/** One layer of DenseNet: what it finds stands beside everything that was found before. Repeated, it makes a dense block. */
export function denseLayer(): Block {
  const parameters = [wholeNumber('growth', 32, 'Channels that the layer adds'), wholeNumber('narrow', 'growth*4', 'Channels between its two convolutions')];
  return defineBlock('dense layer', 'Adds a few channels to all that came before', parameters, (network, input) => {
    const conv = (number: 1 | 2, from: typeof input, filters: string, kernel: number) => {
      const relu = network.layer('relu', `relu${number}`, network.layer('batch-norm', `norm${number}`, from));
      return network.layer('conv2d', `conv${number}`, relu, { filters: argument(filters), kernel, padding: 'same', bias: false, initializer: 'he-normal' });
    };
    return network.layer('concat', 'concat', { in1: input, in2: conv(2, conv(1, input, 'narrow', 1), 'growth', 3) });
  });
}

/** Between dense blocks: fewer channels, half the size. */
export function transition(): Block {
  return defineBlock('transition', 'Halves the channels and the picture', [wholeNumber('filters', 128, 'Channels that leave it')], (network, input) => {
    const relu = network.layer('relu', 'relu', network.layer('batch-norm', 'norm', input));
    const conv = network.layer('conv2d', 'conv', relu, { filters: argument('filters'), kernel: 1, bias: false, initializer: 'he-normal' });
    return network.layer('avg-pool2d', 'pool', conv);
  });
}
