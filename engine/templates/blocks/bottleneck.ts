import type { Source } from '../../document/graph-builder';
import type { GraphNode } from '../../document/model';
import { addNormalizedConv } from '../normalized';
import { argument, defineBlock, wholeNumber, type Amount, type Block, type NetworkBuilder } from '../network-builder';

const FILTERS = wholeNumber('filters', 64, 'Channels of the narrow middle; four times as many leave the block');
const DILATION = wholeNumber('dilation', 1, 'Distance between the cells of the 3×3 window');

/** 1×1 narrows, 3×3 filters, 1×1 widens to four times the channels. The stride is on the 3×3, as in torchvision. */
function addNarrowPath(network: NetworkBuilder, input: Source, stride: Amount): GraphNode {
  const [filters, dilation] = [argument('filters'), argument('dilation')];
  const relu1 = network.layer('relu', 'relu1', addNormalizedConv(network, input, '1', { filters, kernel: 1 }));
  const relu2 = network.layer('relu', 'relu2', addNormalizedConv(network, relu1, '2', { filters, kernel: 3, stride, dilation, padding: dilation }));
  return addNormalizedConv(network, relu2, '3', { filters: argument('filters*4'), kernel: 1 });
}

/** The block of deep ResNets; its input must have four times `filters` channels. */
export function bottleneck(): Block {
  return defineBlock('bottleneck', 'A 3×3 convolution between two 1×1 ones, added to the input', [FILTERS, DILATION], (network, input) => {
    const path = addNarrowPath(network, input, 1);
    return network.layer('relu', 'relu3', network.layer('add', 'add', { in1: path, in2: input }));
  });
}

/** The bottleneck where the size or the number of channels changes. */
export function projectingBottleneck(): Block {
  const parameters = [FILTERS, wholeNumber('stride', 2, '2 halves the picture'), DILATION];
  return defineBlock('bottleneck projecting', 'A bottleneck that changes the size; a 1×1 convolution fits the shortcut to it', parameters, (network, input) => {
    const stride = argument('stride');
    const path = addNarrowPath(network, input, stride);
    const shortcut = addNormalizedConv(network, input, '-shortcut', { filters: argument('filters*4'), kernel: 1, stride });
    return network.layer('relu', 'relu3', network.layer('add', 'add', { in1: path, in2: shortcut }));
  });
}
