/**
 * Anchors that fit the objects of a data set: k-means over widths and heights, where the distance of two shapes is 1 less their
 * overlap in one place, so that small boxes count as much as large ones (Redmon and Farhadi 2017).
 */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

export interface FittedAnchors {
  /** The smallest first. */
  readonly anchors: readonly Shape[];
  /** How well each object overlaps the anchor most like it, on average: 0 … 1. */
  readonly meanOverlap: number;
}

/** Rounds after which it stops where shapes still change places. */
const MOST_ROUNDS = 300;

/** Starts from shapes spread evenly over the sizes, so the same objects give the same anchors. Needs at least `count` objects with sides above 0. */
export function fitAnchors(objects: readonly Shape[], count: number): FittedAnchors {
  const shapes = objects.filter(({ width, height }) => width > 0 && height > 0).sort(bySize);
  if (shapes.length < count) throw new RangeError(`${count} anchors need at least as many objects, and there are ${shapes.length}`);
  let anchors = Array.from({ length: count }, (_, index) => shapes[Math.floor(((index + 0.5) * shapes.length) / count)]!);
  let nearest = shapes.map((shape) => mostAlike(shape, anchors));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    anchors = anchors.map((anchor, index) => middle(shapes.filter((_, at) => nearest[at] === index)) ?? anchor);
    const next = shapes.map((shape) => mostAlike(shape, anchors));
    if (next.every((index, at) => index === nearest[at])) break;
    nearest = next;
  }
  return { anchors: anchors.sort(bySize), meanOverlap: meanOverlap(shapes, anchors) };
}

/** How well each object overlaps the anchor most like it, on average: 0 … 1. Needs at least one of both. */
export function meanOverlap(objects: readonly Shape[], anchors: readonly Shape[]): number {
  const overlaps = objects.map((shape) => Math.max(...anchors.map((anchor) => shapeOverlap(shape, anchor))));
  return overlaps.reduce((sum, value) => sum + value, 0) / overlaps.length;
}

/** Of two shapes in one place: 1 where they are equal. */
export function shapeOverlap(a: Shape, b: Shape): number {
  const shared = Math.min(a.width, b.width) * Math.min(a.height, b.height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}

function bySize(a: Shape, b: Shape): number {
  return a.width * a.height - b.width * b.height || a.width - b.width;
}

function mostAlike(shape: Shape, anchors: readonly Shape[]): number {
  return anchors.reduce((best, anchor, index) => (shapeOverlap(shape, anchor) > shapeOverlap(shape, anchors[best]!) ? index : best), 0);
}

/** Undefined of nothing. */
function middle(shapes: readonly Shape[]): Shape | undefined {
  const mean = (side: keyof Shape) => shapes.reduce((sum, shape) => sum + shape[side], 0) / shapes.length;
  return shapes.length === 0 ? undefined : { width: mean('width'), height: mean('height') };
}
