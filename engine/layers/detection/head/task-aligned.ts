/**
 * Task-aligned assignment (Feng et al. 2021, TOOD), as YOLO v6 and v8 use it: a place may answer for an object whose inside it
 * lies in, and of those the ones that already do best, both in class and in overlap, are asked to.
 */
import { channels, edgesOf, row, still, type Box } from '../../../losses/detection/box';
import { overlap } from '../../../losses/detection/overlap';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { bestPlaces, onePerPlace } from './assignment';
import { truth, type Objects } from './objects';
import type { Places } from './places';

export interface Alignment {
  /** [N, M, R]: 0 or 1. */
  readonly assignment: Value;
  /** [N, M, R]: how well each place does for each object. */
  readonly alignment: Value;
  /** [N, 1, R]: the score that each place is to give, 0 without an object. */
  readonly quality: Value;
}

export interface AlignmentOptions {
  /** Exponent of the class score. */
  readonly scorePower: 0.5 | 1;
  /** Places for each object, at most. */
  readonly candidates: number;
}

/** `box` and `scores` are those found, through which nothing is learned. */
export function taskAligned(b: Builder, box: Box, scores: Value, objects: Objects, places: Places, { scorePower, candidates }: AlignmentOptions): Alignment {
  const inside = insideOf(b, objects, places);
  const overlaps = b.mul(b.relu(overlap(b, 'ciou', box, objects.box)), inside);
  const own = b.matmul(b.transposeLast(objects.classes), scores);
  // To the sixth power. Products take a tenth of the time of an op for any power.
  const sixth = b.square(b.mul(overlaps, b.square(overlaps)));
  const alignment = b.mul(b.mul(scorePower === 0.5 ? b.sqrt(own) : own, sixth), inside);
  const chosen = bestPlaces(b, alignment, candidates);
  const assignment = onePerPlace(b, chosen, overlaps);
  // The best place of an object is to score as high as it overlaps, the others in proportion.
  const [aligned, overlapping] = [b.mul(alignment, assignment), b.mul(overlaps, assignment)];
  const best = (values: Value) => b.one('ReduceMax', [values], { axes: [2], keepdims: true });
  const scale = b.div(best(overlapping), b.add(best(aligned), 1e-9));
  return { assignment, alignment, quality: still(b, b.sum(b.mul(aligned, scale), [1], true)) };
}

/** Sides of an object count as at least so many cells of the finest map, or the smallest objects would lie between all centres. */
export const LEAST_CELLS = 1.5;

/** Whether the centre of a place's cell lies inside an object, [N, M, R]. */
export function insideOf(b: Builder, { box, present }: Objects, places: Places): Value {
  const { x, y } = centres(b, places);
  const within = (at: Value, middle: Value, side: Value, stride: readonly number[]) => {
    const reach = b.mul(b.max(side, LEAST_CELLS * Math.min(...stride)), 0.5);
    return truth(b, b.less(b.one('Abs', [b.sub(at, middle)], {}), reach));
  };
  return b.mul(b.mul(within(x, box.x, box.width, places.strideX), within(y, box.y, box.height, places.strideY)), present);
}

/** The middle of each place's cell, [1, 1, R]. */
export function centres(b: Builder, { column, row: rows, strideX, strideY }: Places): { readonly x: Value; readonly y: Value } {
  const middle = (at: readonly number[], stride: readonly number[]) => row(b, at.map((cell, index) => (cell + 0.5) * stride[index]!));
  return { x: middle(column, strideX), y: middle(rows, strideY) };
}

/** Distances of a box's sides from the middle of each place's cell, in cells: left, top, right, bottom as [N, 4, R]. */
export function distancesTo(b: Builder, box: Box, places: Places): Value {
  const { left, top, right, bottom } = edgesOf(b, box);
  const { x, y } = centres(b, places);
  const [across, down] = [row(b, places.strideX), row(b, places.strideY)];
  return b.concat([b.div(b.sub(x, left), across), b.div(b.sub(y, top), down), b.div(b.sub(right, x), across), b.div(b.sub(bottom, y), down)], 1);
}

/** The box of distances [N, 4, R], the inverse of `distancesTo`. */
export function boxAt(b: Builder, distances: Value, places: Places): Box {
  const { x, y } = centres(b, places);
  const side = (index: number, stride: readonly number[]) => b.mul(channels(b, distances, index, index + 1), row(b, stride));
  const [left, top, right, bottom] = [side(0, places.strideX), side(1, places.strideY), side(2, places.strideX), side(3, places.strideY)];
  return { x: b.add(x, b.mul(b.sub(right, left), 0.5)), y: b.add(y, b.mul(b.sub(bottom, top), 0.5)), width: b.add(left, right), height: b.add(top, bottom) };
}
