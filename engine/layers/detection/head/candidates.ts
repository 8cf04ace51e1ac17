/**
 * Places that can answer for an object at all, where that follows from anchors: a few in the cells around its centre. Comparing
 * each object with these K places, instead of with all R, is what makes losses of thousands of places cheap. All of it runs
 * inside the graph on values that nothing is learned through.
 */
import { row, still, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { between, firstLargest } from './assignment';
import { boxChannels } from './deltas';
import { truth, type Objects } from './objects';
import type { PlaceRows, Places } from './places';

export interface Candidates {
  /** int64 [N, M, K]: the place, in the order of all; any where the object has no such candidate. */
  readonly place: Value;
  /** [N, M, K]: 1 for a candidate. */
  readonly open: Value;
  /** [1, 1, K] each. */
  readonly anchorWidth: Value;
  readonly anchorHeight: Value;
  /** Of M·K places, object after object: [1 or N, 1, M·K] each. */
  readonly rows: PlaceRows;
}

/** Cells beside the one of an object's centre, in cells. */
type Beside = readonly [right: number, down: number];

const OWN: readonly Beside[] = [[0, 0]];
const CROSS: readonly Beside[] = [...OWN, [-1, 0], [1, 0], [0, -1], [0, 1]];

/** Every anchor in the cell of the centre and, with a `reach`, in the cells next to it that the centre is nearer to than so many cells. */
export function candidatesOf(b: Builder, { box, present, most }: Objects, { scales, anchorsPerCell, anchorWidth, anchorHeight }: Places, reach = 0): Candidates {
  const slots = slotsOf(scales, anchorsPerCell, reach > 0 ? CROSS : OWN);
  const each = (value: (slot: Slot) => number) => row(b, slots.map(value));
  const along = (position: Value, stride: Value, beside: Value, cells: (slot: Slot) => number) => {
    const inCells = b.div(position, stride);
    const cell = b.add(b.one('Floor', [inCells], {}), beside);
    const near = between(b, b.sub(inCells, cell), -reach, 1 + reach);
    const last = each((slot) => cells(slot) - 1);
    const kept = b.min(b.max(cell, 0), last);
    return { cell: kept, open: b.mul(near, truth(b, b.equal(kept, cell))) };
  };
  const [strideX, strideY] = [each(({ scale }) => scale.strideX), each(({ scale }) => scale.strideY)];
  const across = along(box.x, strideX, each(({ beside: [right] }) => right), ({ scale }) => scale.columns);
  const down = along(box.y, strideY, each(({ beside: [, below] }) => below), ({ scale }) => scale.rows);
  const place = b.add(b.add(b.mul(down.cell, each(({ scale }) => scale.columns)), across.cell), each(({ start }) => start));
  const repeated = (value: (slot: Slot) => number) => row(b, Array.from({ length: most }, () => slots.map(value)).flat());
  const inLine = (value: Value) => b.reshape(value, [value.shape[0]!, 1, most * slots.length]);
  return {
    place: b.cast(place, 'int64'),
    open: b.mul(b.mul(across.open, down.open), present),
    anchorWidth: each(({ start }) => anchorWidth[start]!),
    anchorHeight: each(({ start }) => anchorHeight[start]!),
    rows: {
      column: inLine(across.cell),
      row: inLine(down.cell),
      strideX: repeated(({ scale }) => scale.strideX),
      strideY: repeated(({ scale }) => scale.strideY),
      anchorWidth: repeated(({ start }) => anchorWidth[start]!),
      anchorHeight: repeated(({ start }) => anchorHeight[start]!),
    },
  };
}

interface Slot {
  readonly scale: Places['scales'][number];
  /** The first place with this anchor on this scale. */
  readonly start: number;
  readonly beside: Beside;
}

/** In the order of places. */
function slotsOf(scales: Places['scales'], anchorsPerCell: number, besides: readonly Beside[]): Slot[] {
  let next = 0;
  return scales.flatMap((scale) =>
    Array.from({ length: anchorsPerCell }, () => {
      const start = next;
      next += scale.rows * scale.columns;
      return besides.map((beside) => ({ scale, start, beside }));
    }).flat(),
  );
}

/** How well the shapes of anchors agree with those of objects, [N, M, K]: their overlap, were their centres in one place. */
export function likenessOf(b: Builder, { box: { width, height } }: Objects, { anchorWidth, anchorHeight }: Candidates): Value {
  const shared = b.mul(b.min(width, anchorWidth), b.min(height, anchorHeight));
  return b.div(shared, b.sub(b.add(b.mul(width, height), b.mul(anchorWidth, anchorHeight)), shared));
}

/** Of each object the candidate most like it, and with `alike` below 1 all others that are as much like it (Bochkovskiy et al. 2020, YOLO v4). */
export function mostAlike(b: Builder, open: Value, likeness: Value, alike: number): Value {
  const best = firstLargest(b, b.mul(open, b.add(likeness, 1)), 2);
  const chosen = alike < 1 ? b.max(best, truth(b, b.one('GreaterOrEqual', [likeness, b.scalar(alike)], {}))) : best;
  return b.mul(open, chosen);
}

/** Which of `chosen` [N, M, K] a place answers for: the one it prefers, of equal ones the first object. `rest` [N, 1, R] is any value of all places; preferences are not negative. */
export function keepOnePerPlace(b: Builder, chosen: Value, preference: Value, { place }: Candidates, rest: Value): Value {
  const [batch, most, slots] = chosen.shape;
  const line = (value: Value) => b.reshape(value, [batch!, 1, (most as number) * (slots as number)]);
  const [where, none] = [line(place), b.one('ZerosLike', [rest], {})];
  const isLargest = (values: Value) => {
    const largest = b.one('ScatterElements', [none, where, line(values)], { axis: 2, reduction: 'max' });
    const there = b.reshape(b.one('GatherElements', [largest, where], { axis: 2 }), chosen.shape);
    return b.mul(truth(b, b.greater(values, 0)), truth(b, b.equal(there, values)));
  };
  const preferred = isLargest(b.mul(chosen, b.add(preference, 1)));
  const firstCounts = b.transposeLast(row(b, Array.from({ length: most as number }, (_, object) => (most as number) - object)));
  return still(b, isLargest(b.mul(preferred, firstCounts)));
}

/** What M·K candidates, in a line, are and are to be. */
export interface AtCandidates {
  /** [N, 1, M·K]: 1 for those that answer for their object. */
  readonly positive: Value;
  /** Of their objects, [N, 1, M·K] each. */
  readonly box: Box;
  /** [N, C, M·K] */
  readonly classes: Value;
}

export function objectsAt(b: Builder, answering: Value, { boxes, classes }: Objects): AtCandidates {
  const [batch, most, slots] = answering.shape as [Value['shape'][number], number, number];
  const indices = Array.from({ length: most * slots }, (_, index) => Math.floor(index / slots));
  const spread = (value: Value) => b.one('Take', [value], { axis: 2, indices });
  return { positive: b.reshape(answering, [batch, 1, most * slots]), box: boxChannels(b, spread(boxes)), classes: spread(classes) };
}

/** Of values of all places [N, C, R] those of the candidates, [N, C, M·K]. */
export function atCandidates(b: Builder, values: Value, { place }: Candidates): Value {
  const [batch, most, slots] = place.shape as [Value['shape'][number], number, number];
  const where = b.reshape(place, [batch, 1, most * slots]);
  const index = b.one('Take', [where], { axis: 1, indices: Array.from({ length: values.shape[1] as number }, () => 0) });
  return b.one('GatherElements', [values, index], { axis: 2 });
}

/** Values of candidates [N, 1, M·K] added up where they stand, [N, 1, R]: all places again. Nothing is learned through it. */
export function overPlaces(b: Builder, values: Value, { place }: Candidates, rest: Value): Value {
  const where = b.reshape(place, values.shape);
  return still(b, b.one('ScatterElements', [b.one('ZerosLike', [rest], {}), where, values], { axis: 2, reduction: 'add' }));
}

/** The assignment of all places, [N, M, R]: for traces, since no loss needs it. */
export function assignmentOf(b: Builder, answering: Value, { place }: Candidates, { present }: Objects, rest: Value): Value {
  const none = b.one('ZerosLike', [b.mul(present, rest)], {});
  return b.one('ScatterElements', [none, place, answering], { axis: 2, reduction: 'add' });
}
