/** Scores per class, as a classifier answers them. */
import type { VisionAnswer } from '../../../engine/vision/answer';
import type { NamedTensor } from '../protocol';

export function classesAnswer({ data }: NamedTensor, classes: readonly string[]): VisionAnswer {
  // A single output is the probability of the second of two classes.
  const scores = data.length === 1 ? Float32Array.of(1 - data[0]!, data[0]!) : data;
  return { kind: 'classes', scores, classes: Array.from(scores, (_, index) => classes[index] ?? String(index)) };
}
