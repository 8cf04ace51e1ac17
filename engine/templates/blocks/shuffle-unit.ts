import type { Source } from '../../document/graph-builder';
import { addNormalizedConv, addNormalizedDepthwise } from '../normalized';
import { argument, defineBlock, wholeNumber, type Amount, type Block, type NetworkBuilder } from '../network-builder';

const FILTERS = wholeNumber('filters', 116, 'Channels that leave the unit, half of them from each side');

/** 1×1, depthwise 3×3, 1×1, to half of the unit's channels. */
function addBranch(network: NetworkBuilder, input: Source, stride: Amount): Source {
  const filters = argument('filters/2');
  const relu1 = network.layer('relu', 'relu1', addNormalizedConv(network, input, '1', { filters, kernel: 1 }));
  const filtered = addNormalizedDepthwise(network, relu1, '2', { kernel: 3, stride });
  return network.layer('relu', 'relu3', addNormalizedConv(network, filtered, '3', { filters, kernel: 1 }));
}

function addShuffle(network: NetworkBuilder, left: Source, right: Source): Source {
  return network.layer('channel-shuffle', 'shuffle', network.layer('concat', 'concat', { in1: left, in2: right }), { groups: 2 });
}

/** The unit of ShuffleNet v2: half of the channels pass untouched, the others are worked on, then all are shuffled. */
export function shuffleUnit(): Block {
  return defineBlock('shuffle unit', 'Works on half of the channels and shuffles them with the others', [FILTERS], (network, input) => {
    const split = network.layer('split', 'split', input);
    const half = (port: string): Source => ({ node: split.id, port });
    return addShuffle(network, half('first'), addBranch(network, half('rest'), 1));
  });
}

/** The unit that halves the picture: both sides work on all channels. */
export function halvingShuffleUnit(): Block {
  return defineBlock('shuffle unit halving', 'Halves the picture; both sides work on all channels, then they are shuffled', [FILTERS], (network, input) => {
    const filtered = addNormalizedDepthwise(network, input, '-left', { kernel: 3, stride: 2 });
    const conv = network.layer('conv2d', 'conv-left', filtered, { filters: argument('filters/2'), kernel: 1, bias: false, initializer: 'he-normal' });
    const left = network.layer('relu', 'relu-left', network.layer('batch-norm', 'norm-mixed', conv));
    return addShuffle(network, left, addBranch(network, input, 2));
  });
}
