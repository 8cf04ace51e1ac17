/** What the blocks of the later Inception networks are put together from: rows of units that stand side by side. */
import type { Source } from '../../document/graph-builder';
import { argument, type Block, type NetworkBuilder } from '../network-builder';

/** The units that the blocks are made of. */
export interface InceptionUnits {
  readonly square: Block;
  readonly oblong: Block;
}

/** A unit by name, filters and window; a window of two numbers is height and width, a name of filters a parameter of the block. */
export type Step = readonly [name: string, filters: number | string, kernel: number | readonly [number, number], stride?: 2];

export function addSteps(network: NetworkBuilder, { square, oblong }: InceptionUnits, input: Source, steps: readonly Step[]): Source {
  return steps.reduce<Source>((from, [name, amount, kernel, stride]) => {
    const filters = typeof amount === 'number' ? amount : argument(amount);
    if (typeof kernel !== 'number') return network.block(oblong, { name, params: { filters, height: kernel[0], width: kernel[1] } }, from);
    // What halves the picture is not padded.
    return network.block(square, { name, params: { filters, kernel, ...(stride && { stride, padding: 0 }) } }, from);
  }, input);
}

export function join(network: NetworkBuilder, branches: readonly Source[], name = 'concat'): Source {
  return network.layer('concat', name, Object.fromEntries(branches.map((branch, index) => [`in${index + 1}`, branch])));
}

/** A pooling that halves the picture and is not padded. */
export function halved(network: NetworkBuilder, input: Source): Source {
  return network.layer('max-pool2d', 'pool', input, { kernel: 3, stride: 2 });
}
