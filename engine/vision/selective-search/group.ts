/** Parts of a picture joined two by two, the most similar neighbours first, until one is left: every part on the way may be an object. */
import { extentAround, joined, type Part } from './appearance';
import type { Segments } from './segment';

export interface Likeness {
  /** Whether parts of one colour belong together; without it texture, size and shape alone decide. */
  readonly byColour: boolean;
}

/** The parts that joining makes, in that order; the last one is the whole picture. `pixels` of the picture, for sizes are told as shares of it. */
export function grouped(parts: readonly Part[], neighbours: readonly (readonly [number, number])[], pixels: number, likeness: Likeness): Part[] {
  const living = new Map(parts.map((part, index) => [index, part]));
  const made: Part[] = [];
  let pairs = neighbours.map(([a, b]): Pair => ({ a, b, likeness: likenessOf(parts[a]!, parts[b]!, pixels, likeness) }));
  while (pairs.length > 0) {
    const { a, b } = pairs.reduce((best, pair) => (pair.likeness > best.likeness ? pair : best));
    const index = parts.length + made.length;
    const part = joined(living.get(a)!, living.get(b)!);
    made.push(part);
    living.delete(a);
    living.delete(b);
    living.set(index, part);
    const isTouched = (pair: Pair) => [pair.a, pair.b].some((end) => end === a || end === b);
    const beside = new Set(pairs.filter(isTouched).flatMap((pair) => [pair.a, pair.b]).filter((end) => living.has(end)));
    pairs = pairs.filter((pair) => !isTouched(pair)).concat(Array.from(beside, (other) => ({ a: other, b: index, likeness: likenessOf(living.get(other)!, part, pixels, likeness) })));
  }
  return made;
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly likeness: number;
}

/** 0 … 4: shares of colours and textures that both have, and that small parts, and such as fill one box, go first. */
function likenessOf(a: Part, b: Part, pixels: number, { byColour }: Likeness): number {
  const { left, top, right, bottom } = extentAround(a.extent, b.extent);
  const size = a.size + b.size;
  const smallness = 1 - size / pixels;
  const fill = 1 - ((right - left) * (bottom - top) - size) / pixels;
  return (byColour ? shared(a.colours, b.colours) : 0) + shared(a.texture, b.texture) + smallness + fill;
}

function shared(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let step = 0; step < one.length; step++) sum += Math.min(one[step]!, other[step]!);
  return sum;
}

/** Pairs of parts of which a pixel of one lies beside or below one of the other, the lower number first; in the order in which they are met. */
export function neighboursIn({ labels }: Segments, width: number): [number, number][] {
  const found = new Map<string, [number, number]>();
  const meet = (a: number, b: number) => {
    const pair: [number, number] = a < b ? [a, b] : [b, a];
    if (a !== b && !found.has(pair.join())) found.set(pair.join(), pair);
  };
  labels.forEach((label, pixel) => {
    if ((pixel + 1) % width !== 0) meet(label, labels[pixel + 1]!);
    if (pixel + width < labels.length) meet(label, labels[pixel + width]!);
  });
  return [...found.values()];
}
