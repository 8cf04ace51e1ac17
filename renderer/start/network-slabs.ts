/** What the picture of a network is made of: pictures as slabs, vectors as bars. */
import type { InferredNetwork } from '../../engine/infer/infer-network';
import { kindOf, type Kind } from '../network/kind';

export interface Slab {
  readonly kind: Kind;
  readonly width: number;
  readonly height: number;
  /** How far the slab goes back into the picture; nothing for a vector. */
  readonly depth: number;
}

interface Shown {
  /** The box at the top of the network that it stands in. */
  readonly box: string;
  readonly kind: Kind;
  readonly shape: readonly number[];
}

/** More would be hairlines. */
const MOST = 36;

/** Layers that leave shapes as they are say nothing in a picture of sizes. */
const QUIET: ReadonlySet<Kind> = new Set(['activation', 'norm', 'regularization', 'shape', 'merge']);

export function networkSlabs({ nodes }: InferredNetwork): readonly Slab[] {
  const all = nodes.flatMap(({ flat, sizes }): Shown[] => {
    const kind = kindOf(flat.node.type);
    const shape = sizes?.outputs[0];
    return shape && !QUIET.has(kind) ? [{ box: flat.path.split('/')[0]!, kind, shape: shape.map(Number) }] : [];
  });
  const shown = all.length > MOST ? lastOfEachBox(all) : all;
  const tallest = Math.max(1, ...shown.flatMap(({ shape }) => (shape.length === 3 ? [shape[1]!] : [])));
  const longest = Math.max(2, ...shown.flatMap(({ shape }) => (shape.length === 3 ? [] : [shape.at(-1)!])));
  return shown.map(({ kind, shape }) => {
    if (shape.length !== 3) return { kind, width: 6, height: 14 + (56 * Math.log2(shape.at(-1)! + 1)) / Math.log2(longest + 1), depth: 0 };
    const height = 12 + 52 * (shape[1]! / tallest) ** 0.7;
    return { kind, width: 3 + 2.4 * Math.log2(shape[0]! + 1), height, depth: height * 0.32 };
  });
}

/** A deep network as its boxes: what leaves each copy of a block stands for all of it. */
function lastOfEachBox(all: readonly Shown[]): readonly Shown[] {
  return [...new Map(all.map((one) => [one.box, one])).values()];
}
