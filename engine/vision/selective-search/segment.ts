/**
 * Parts of a picture that look alike inside (Felzenszwalb and Huttenlocher 2004). Every pixel begins as a part; neighbours are
 * joined, the most alike first, where they differ no more than either part differs in itself, plus `scale` / its size.
 */
import type { Planes } from './colours';

export interface SegmentOptions {
  /** How different colours may be inside a part of one pixel; the larger, the larger the parts. */
  readonly scale: number;
  /** Smaller parts are joined with the neighbour most alike, in pixels. */
  readonly least: number;
}

export interface Segments {
  readonly count: number;
  /** The part of each pixel: 0 … count − 1, numbered in the order in which they are met, row by row. */
  readonly labels: Int32Array;
}

/** Differences are compared to this share of a step of colour; equal ones come in the order of their pixels. */
const FINENESS = 64;

export function segment(picture: Planes, { scale, least }: SegmentOptions): Segments {
  const count = picture.width * picture.height;
  const { from, to, differences, order } = edgesBySimilarity(picture);
  const parts = new Parts(count);
  const inside = new Float64Array(count).fill(scale);
  for (const edge of order) {
    const difference = differences[edge]! / FINENESS;
    const [a, b] = [parts.find(from[edge]!), parts.find(to[edge]!)];
    if (a === b || difference > inside[a]! || difference > inside[b]!) continue;
    const joined = parts.join(a, b);
    inside[joined] = difference + scale / parts.sizeOf(joined);
  }
  for (const edge of order) {
    const [a, b] = [parts.find(from[edge]!), parts.find(to[edge]!)];
    if (a !== b && (parts.sizeOf(a) < least || parts.sizeOf(b) < least)) parts.join(a, b);
  }
  return numbered(parts, count);
}

interface Edges {
  /** By edge, the pixels that it lies between. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How different they are, in shares of a step of colour. */
  readonly differences: Uint32Array;
  /** The edges between the most alike first. */
  readonly order: Uint32Array;
}

/** Of each pixel those to its right, below it, and aslant. */
function edgesBySimilarity({ width, height, planes }: Planes): Edges {
  const most = width * height * 4;
  const [from, to, differences] = [new Int32Array(most), new Int32Array(most), new Uint32Array(most)];
  let count = 0;
  const add = (a: number, b: number) => {
    let square = 0;
    for (const plane of planes) square += (plane[a]! - plane[b]!) ** 2;
    from[count] = a;
    to[count] = b;
    differences[count] = Math.round(Math.sqrt(square) * FINENESS);
    count++;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x + 1 < width) add(pixel, pixel + 1);
      if (y + 1 < height) add(pixel, pixel + width);
      if (x + 1 < width && y + 1 < height) add(pixel, pixel + width + 1);
      if (x + 1 < width && y > 0) add(pixel, pixel - width + 1);
    }
  }
  return { from, to, differences, order: sorted(differences.subarray(0, count)) };
}

/** The places of whole numbers, the smallest first; counted into place, because there are many and they are small. */
function sorted(numbers: Uint32Array): Uint32Array {
  const ends = new Uint32Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 2);
  for (const number of numbers) ends[number + 1] = ends[number + 1]! + 1;
  for (let number = 1; number < ends.length; number++) ends[number] = ends[number]! + ends[number - 1]!;
  const order = new Uint32Array(numbers.length);
  numbers.forEach((number, place) => {
    order[ends[number]!] = place;
    ends[number] = ends[number]! + 1;
  });
  return order;
}

/** Sets that are joined: each is known by one of its members. */
class Parts {
  private readonly parent: Int32Array;
  private readonly sizes: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, member) => member);
    this.sizes = new Int32Array(count).fill(1);
  }

  find(member: number): number {
    const { parent } = this;
    let at = member;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  /** By what the two are known; gives what both are known by. */
  join(a: number, b: number): number {
    const [large, small] = this.sizes[a]! >= this.sizes[b]! ? [a, b] : [b, a];
    this.parent[small] = large;
    this.sizes[large] = this.sizes[large]! + this.sizes[small]!;
    return large;
  }

  sizeOf(known: number): number {
    return this.sizes[known]!;
  }
}

function numbered(parts: Parts, count: number): Segments {
  const numbers = new Map<number, number>();
  const labels = Int32Array.from({ length: count }, (_, pixel) => {
    const known = parts.find(pixel);
    const label = numbers.get(known) ?? numbers.size;
    numbers.set(known, label);
    return label;
  });
  return { count: numbers.size, labels };
}
