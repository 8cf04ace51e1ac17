/** The last blocks of detectors, which turn a map into the numbers that a head reads of every cell. */
import type { Source } from '../../document/graph-builder';
import { addNormalizedConv } from '../normalized';
import { argument, defineBlock, wholeNumber, type Block, type NetworkBuilder } from '../network-builder';

/** One branch for everything. */
export function plainReadings(): Block {
  const parameters = [FILTERS, wholeNumber('channels', 45, 'Numbers read of each cell')];
  return defineBlock('readings', 'A 3×3 convolution, then one number for each channel that the head reads', parameters, (network, input) => addBranch(network, input, '', 'channels'));
}

/** What YOLOX began: boxes and classes are read by a branch of their own each, and laid side by side. */
export function decoupledReadings(): Block {
  const parameters = [FILTERS, wholeNumber('box', 32, 'Channels that describe the box'), wholeNumber('classes', 10, 'Classes')];
  return defineBlock('decoupled readings', 'Two branches, one for boxes and one for classes', parameters, (network, input) =>
    network.layer('concat', 'readings', { in1: addBranch(network, input, '-box', 'box'), in2: addBranch(network, input, '-class', 'classes') }, { axis: 'channels' }),
  );
}

const FILTERS = wholeNumber('filters', 48, 'Channels inside each branch');

function addBranch(network: NetworkBuilder, input: Source, suffix: string, channels: string): Source {
  const norm = addNormalizedConv(network, input, suffix, { filters: argument('filters'), kernel: 3 });
  return network.layer('conv2d', `read${suffix}`, network.layer('relu', `act${suffix}`, norm), { filters: argument(channels), kernel: 1, initializer: 'lecun-normal' });
}
