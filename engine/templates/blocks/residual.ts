import { addNormalizedConv } from '../normalized';
import { argument, defineBlock, wholeNumber, type Block } from '../network-builder';

const FILTERS = wholeNumber('filters', 64, 'Channels that leave the block');

/** The basic block of ResNet: two convolutions whose result is added to their input, which must have as many channels. */
export function residual(): Block {
  return defineBlock('residual', 'Two convolutions whose result is added to their input', [FILTERS], (network, input) => {
    const relu1 = network.layer('relu', 'relu1', addNormalizedConv(network, input, '1', { filters: argument('filters'), kernel: 3 }));
    const norm2 = addNormalizedConv(network, relu1, '2', { filters: argument('filters'), kernel: 3 });
    return network.layer('relu', 'relu2', network.layer('add', 'add', { in1: norm2, in2: input }));
  });
}

/** The basic block where the size or the number of channels changes. */
export function projectingResidual(): Block {
  const parameters = [FILTERS, wholeNumber('stride', 2, '2 halves the picture')];
  return defineBlock('residual projecting', 'A residual block that changes the size; a 1×1 convolution fits the shortcut to it', parameters, (network, input) => {
    const [filters, stride] = [argument('filters'), argument('stride')];
    const relu1 = network.layer('relu', 'relu1', addNormalizedConv(network, input, '1', { filters, kernel: 3, stride }));
    const norm2 = addNormalizedConv(network, relu1, '2', { filters, kernel: 3 });
    const shortcut = addNormalizedConv(network, input, '-shortcut', { filters, kernel: 1, stride });
    return network.layer('relu', 'relu2', network.layer('add', 'add', { in1: norm2, in2: shortcut }));
  });
}
