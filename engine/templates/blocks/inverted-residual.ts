import type { Source } from '../../document/graph-builder';
import type { GraphNode } from '../../document/model';
import { addNormalizedConv, addNormalizedDepthwise } from '../normalized';
import { argument, defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';

const HIDDEN = wholeNumber('hidden', 96, 'Channels of the wide middle, six times those that enter');
const FILTERS = wholeNumber('filters', 24, 'Channels that leave the block');

/** 1×1 widens, a depthwise 3×3 filters, 1×1 narrows again, without an activation after it. */
function addWidePath(network: NetworkBuilder, input: Source, stride: number | ReturnType<typeof argument>): GraphNode {
  const wide = network.layer('relu6', 'relu1', addNormalizedConv(network, input, '1', { filters: argument('hidden'), kernel: 1 }));
  const filtered = network.layer('relu6', 'relu2', addNormalizedDepthwise(network, wide, '2', { kernel: 3, stride }));
  return addNormalizedConv(network, filtered, '3', { filters: argument('filters'), kernel: 1 });
}

/** The block of MobileNet v2, added to its input: the shortcut joins the narrow ends. */
export function invertedResidual(): Block {
  return defineBlock('inverted residual', 'Widens, filters each channel, narrows; the result is added to the input', [HIDDEN, FILTERS], (network, input) => {
    return network.layer('add', 'add', { in1: addWidePath(network, input, 1), in2: input });
  });
}

/** The same where the size or the number of channels changes, so that nothing can be added. */
export function changingInvertedResidual(): Block {
  const parameters = [HIDDEN, FILTERS, wholeNumber('stride', 2, '2 halves the picture')];
  return defineBlock('inverted residual changing', 'Widens, filters each channel, narrows to another size', parameters, (network, input) => addWidePath(network, input, argument('stride')));
}
