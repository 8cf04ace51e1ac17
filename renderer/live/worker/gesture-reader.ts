/** The gesture that followed points make, told by a network that was trained on recordings of them. */
import { fail } from '../../../engine/core/diagnostic';
import { preprocessNumber } from '../../../engine/data/preprocess';
import type { ModelSignature } from '../../../engine/run/signature';
import type { LandmarkSet } from '../../../engine/vision/answer';
import { GESTURE_WIDTH, gestureFeatures } from '../../../engine/vision/gesture-features';
import { EvenMoments } from '../../../engine/vision/gesture-moments';
import { rowColumns, rowOf } from '../../../engine/vision/gesture-table';
import { HAND_SKELETON } from '../../../engine/vision/skeletons';
import type { LiveAnswer } from '../protocol';
import type { LiveSession } from './runtime';

export interface ReadGesture {
  readonly answer: LiveAnswer;
  /** Milliseconds, where the network was asked about this frame. */
  readonly took?: number;
}

export class GestureReader {
  private readonly even = new EvenMoments();
  private readonly row: GestureRow;
  private moments: Float32Array[] = [];
  private last: LiveAnswer | undefined;

  /** Throws LoomError where the network does not take rows of recorded gestures. */
  constructor(signature: ModelSignature | undefined, private readonly session: Pick<LiveSession, 'run'>) {
    this.row = gestureRow(signature);
  }

  /** Nothing until there are as many moments as the network looks at, and while there is no hand. */
  async read(hand: LandmarkSet | undefined, time: number): Promise<ReadGesture | undefined> {
    if (!hand || hand.points.length !== HAND_SKELETON.points.length) return this.forget();
    if (!this.even.takes(time)) return this.last && { answer: this.last };
    this.moments = [...this.moments, gestureFeatures(hand.points)].slice(-this.row.moments);
    if (this.moments.length < this.row.moments) return undefined;
    const began = performance.now();
    const { input, shape, node, classes } = this.row;
    const outputs = await this.session.run([{ name: input, dtype: 'float32', shape: [1, ...shape], data: this.row.values(rowOf(this.moments)) }]);
    const scores = outputs.find(({ name }) => name === `${node}:prediction`)?.data as Float32Array;
    // A single output is the probability of the second of two classes.
    this.last = { node, answer: { kind: 'classes', classes, scores: scores.length === 1 ? Float32Array.of(1 - scores[0]!, scores[0]!) : scores } };
    return { answer: this.last, took: performance.now() - began };
  }

  private forget(): undefined {
    this.moments = [];
    this.last = undefined;
    this.even.restart();
  }
}

export interface GestureRow {
  /** How many moments the network looks at together. */
  readonly moments: number;
  readonly input: string;
  readonly shape: readonly number[];
  /** The Output, and what it can tell. */
  readonly node: string;
  readonly classes: readonly string[];
  /** The numbers of a row, prepared as in training, in the order that the network takes them in. */
  values(row: Float32Array): Float32Array;
}

/** Whether a network takes the points of a hand as they are recorded. */
export function readsGestures(signature: ModelSignature | undefined): boolean {
  return rowIfAny(signature) !== undefined;
}

/** Throws LoomError where the network does not take rows of recorded gestures. */
export function gestureRow(signature: ModelSignature | undefined): GestureRow {
  return rowIfAny(signature) ?? fail('live-no-gestures', 'The network does not take the points of a hand as they are recorded, so it cannot tell gestures.', { expected: `${GESTURE_WIDTH} numbers for each moment, from a table of recorded gestures`, remedy: 'Record gestures in the Data panel, use them, and train the network.' });
}

function rowIfAny(signature: ModelSignature | undefined): GestureRow | undefined {
  const [feature, ...others] = signature?.features ?? [];
  const target = signature?.targets.find(({ kind }) => kind === 'category');
  const columns = feature?.columns ?? [];
  const moments = Math.max(1, Math.round(columns.length / GESTURE_WIDTH));
  const places = new Map(rowColumns(moments).map((name, index) => [name, index]));
  if (!feature || others.length > 0 || columns.length === 0 || !target?.classes || columns.some(({ name }) => !places.has(name))) return undefined;
  const order = columns.map(({ name, numberSteps = [] }) => [places.get(name)!, numberSteps] as const);
  return {
    moments,
    input: feature.input,
    shape: feature.shape,
    node: target.node,
    classes: target.classes,
    values: (row) => Float32Array.from(order, ([place, steps]) => preprocessNumber(row[place]!, steps)),
  };
}
