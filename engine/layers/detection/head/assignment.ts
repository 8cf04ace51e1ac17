/**
 * Which object each place answers for. All of it runs inside the graph on values that nothing is learned through, so that a
 * trace shows it and the same picture is always assigned alike. Candidates, preferences and the assignment are [N, M, R].
 */
import { float32Tensor } from '../../../core/dtype';
import { channels, row, still, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { truth, type Objects } from './objects';
import type { Places } from './places';

/** What each place is to answer. */
export interface Matched {
  /** [N, 1, R]: 1 where a place answers for an object. */
  readonly positive: Value;
  /** [N, 1, R] each; without size where there is none. */
  readonly box: Box;
  /** [N, C, R] */
  readonly classes: Value;
}

/** Of the assignment [N, M, R], where each place has one object at most. */
export function matched(b: Builder, assignment: Value, { boxes, classes }: Objects): Matched {
  const placed = b.matmul(boxes, assignment);
  const value = (index: number) => channels(b, placed, index, index + 1);
  return { positive: b.sum(assignment, [1], true), box: { x: value(0), y: value(1), width: value(2), height: value(3) }, classes: b.matmul(classes, assignment) };
}

/** A 1 at the first of the largest along an axis, 0 elsewhere. */
export function firstLargest(b: Builder, values: Value, axis: number): Value {
  const [, place] = b.apply('TopK', [values], { axis, k: 1 });
  const size = values.shape[axis] as number;
  const shape = values.shape.map((_, at) => (at === axis ? size : 1));
  return truth(b, b.equal(b.cast(place!, 'float32'), b.constant(float32Tensor(shape, Float32Array.from({ length: size }, (_, at) => at)))));
}

/** The assignment: a place that several objects claim keeps the one it prefers, of equal ones the first. Preferences are not negative. */
export function onePerPlace(b: Builder, candidates: Value, preference: Value): Value {
  return still(b, b.mul(candidates, firstLargest(b, b.mul(candidates, b.add(preference, 1)), 1)));
}

/** Each object's best candidates: the `count` with the highest value above 0, or all where there are fewer. */
export function bestPlaces(b: Builder, values: Value, count: number): Value {
  const places = values.shape[2] as number;
  const k = Math.min(count, places);
  const [best] = b.apply('TopK', [values], { axis: 2, k });
  const least = b.one('Slice', [best!], { axes: [2], starts: [k - 1], ends: [k], steps: [1] });
  return b.mul(truth(b, b.one('GreaterOrEqual', [values, least], {})), truth(b, b.greater(values, 0)));
}

/** Whether low ≤ value < high. */
export function between(b: Builder, value: Value, low: number, high: number): Value {
  return b.mul(truth(b, b.one('GreaterOrEqual', [value, b.scalar(low)], {})), truth(b, b.less(value, high)));
}

/** The places of the cells that objects have their centres in, and of those beside them that the centre is nearer to than `reach` cells. */
export function cellsAround(b: Builder, { box, present }: Objects, places: Places, reach = 0): Value {
  const within = (position: Value, stride: readonly number[], corner: readonly number[], by: number) => between(b, b.sub(b.div(position, row(b, stride)), row(b, corner)), -by, 1 + by);
  const across = (by: number) => within(box.x, places.strideX, places.column, by);
  const down = (by: number) => within(box.y, places.strideY, places.row, by);
  if (reach === 0) return b.mul(b.mul(across(0), down(0)), present);
  return b.mul(b.max(b.mul(across(reach), down(0)), b.mul(across(0), down(reach))), present);
}
