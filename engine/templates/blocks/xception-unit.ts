import type { Source } from '../../document/graph-builder';
import type { GraphNode } from '../../document/model';
import { addNorm, addNormalizedConv } from '../normalized';
import { argument, defineBlock, wholeNumber, type Amount, type Block, type NetworkBuilder } from '../network-builder';

function addSeparable(network: NetworkBuilder, input: Source, number: number, filters: Amount): GraphNode {
  const conv = network.layer('separable-conv2d', `separable${number}`, input, { filters, kernel: 3, padding: 'same', bias: false, initializer: 'he-normal' });
  return addNorm(network, conv, `norm${number}`);
}

/** The middle of Xception: three separable convolutions whose result is added to their input. */
export function xceptionUnit(): Block {
  return defineBlock('xception unit', 'Three separable convolutions, added to their input', [wholeNumber('filters', 728, 'Channels that enter and leave')], (network, input) => {
    const path = [1, 2, 3].reduce<Source>((from, number) => addSeparable(network, network.layer('relu', `relu${number}`, from), number, argument('filters')), input);
    return network.layer('add', 'add', { in1: path, in2: input });
  });
}

/** Two separable convolutions and a pooling beside a 1×1 convolution with stride 2. The first block of all has no ReLU before it. */
export function xceptionReduction({ startsWithRelu }: { readonly startsWithRelu: boolean }): Block {
  const parameters = [wholeNumber('filters', 128, 'Channels that leave the block'), wholeNumber('first', 'filters', 'Channels after the first of the two convolutions')];
  const name = startsWithRelu ? 'xception reduction' : 'xception entry';
  return defineBlock(name, 'Halves the picture: two separable convolutions and a pooling beside a 1×1 convolution', parameters, (network, input) => {
    const start = startsWithRelu ? network.layer('relu', 'relu1', input) : input;
    const first = network.layer('relu', 'relu2', addSeparable(network, start, 1, argument('first')));
    const pool = network.layer('max-pool2d', 'pool', addSeparable(network, first, 2, argument('filters')), { kernel: 3, stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] });
    const shortcut = addNormalizedConv(network, input, '-shortcut', { filters: argument('filters'), kernel: 1, stride: 2 });
    return network.layer('add', 'add', { in1: pool, in2: shortcut });
  });
}
