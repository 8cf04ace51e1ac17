import type { Source } from '../document/graph-builder';
import type { GraphNode } from '../document/model';
import type { NetworkBuilder } from './network-builder';

/** Halves the picture and rounds up, as PyTorch's `ceil_mode`: one pixel of padding at the end, which never wins. */
export function addRoundedUpPool(network: NetworkBuilder, name: string, input: Source, kernel = 3): GraphNode {
  return network.layer('max-pool2d', name, input, { kernel, stride: 2, padding: 'explicit', pads: [0, 0, 1, 1] });
}
