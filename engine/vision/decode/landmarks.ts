/** The points of one hand, face or body, in pixels of the input. */
import { fail } from '../../core/diagnostic';
import type { Point } from '../answer';
import type { Size } from '../letterbox';
import type { LandmarksAnswer } from '../model-task';
import { sigmoid, valuesOf, type Outputs } from './output-values';

export interface Landmarks {
  readonly points: readonly Point[];
  /** Points that the model gives beside those of the skeleton; the next cut-out is made with them. */
  readonly helpers: readonly Point[];
  /** 0 … 1: whether there is something at all; 1 where the model does not say. */
  readonly score: number;
  /** Which of the task's classes it is, where the model tells sides. */
  readonly side?: number;
}

export function decodeLandmarks(rule: LandmarksAnswer, outputs: Outputs, input: Size): Landmarks {
  const { name, data } = valuesOf(outputs, rule.output);
  const told = data.length / rule.values;
  if (!Number.isInteger(told) || told < rule.count) {
    fail('output-landmarks', `The output “${name}” has ${data.length} numbers, which are no ${rule.count} points of ${rule.values}.`, { expected: `at least ${rule.count * rule.values}`, found: String(data.length), remedy: 'Check the points and the numbers per point in the mapping.' });
  }
  const [across, down] = rule.unit === 'share' ? [input.width, input.height] : [1, 1];
  const share = rule.visibility === 'none' ? (value: number) => value : sigmoid;
  const all = Array.from({ length: told }, (_, index): Point => {
    const start = index * rule.values;
    return {
      x: data[start]! * across,
      y: data[start + 1]! * down,
      z: rule.values >= 3 ? data[start + 2]! * across * rule.depth : 0,
      // A point that is not in the picture cannot be seen in it: the smaller of visibility and presence counts.
      visibility: rule.values >= 4 ? share(Math.min(data[start + 3]!, rule.values === 5 ? data[start + 4]! : Infinity)) : 1,
    };
  });
  const first = rule.side && valuesOf(outputs, rule.side.output).data[0];
  return {
    points: all.slice(0, rule.count),
    helpers: all.slice(rule.count),
    score: rule.presence ? presenceOf(rule.presence, outputs) : 1,
    ...(first !== undefined && { side: first > 0.5 ? 0 : 1 }),
  };
}

function presenceOf({ output, activation }: NonNullable<LandmarksAnswer['presence']>, outputs: Outputs): number {
  const value = valuesOf(outputs, output).data[0] ?? 0;
  return activation === 'none' ? value : sigmoid(value);
}
