/** Networks that halve a picture several times and double it again: sides that cannot be halved so often are filled up, and cut off at the end. */
import type { Source } from '../document/graph-builder';
import type { NetworkBuilder } from './network-builder';

/** Adds `network` between a padding and a crop, where a side is no multiple of `step`. */
export function addFitted(network: NetworkBuilder, input: Source, { height, width }: { readonly height: number; readonly width: number }, step: number, inner: (input: Source) => Source): Source {
  const [below, beside] = [missing(height, step), missing(width, step)];
  if (below + beside === 0) return inner(input);
  const padded = network.layer('zero-pad2d', 'pad', input, { pads: [0, 0, below, beside] });
  return network.layer('crop2d', 'crop', inner(padded), { edges: [0, 0, below, beside] });
}

/** What a side lacks to the next multiple. */
function missing(side: number, step: number): number {
  return Math.ceil(side / step) * step - side;
}
