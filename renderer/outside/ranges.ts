/** The ranges that models want colours in, by name. */
import type { PictureInput } from '../../engine/vision/model-task';

type Range = Pick<PictureInput, 'scale' | 'mean' | 'deviation'>;

export interface NamedRange {
  readonly id: string;
  readonly title: string;
  readonly range: Range;
}

export const RANGES: readonly NamedRange[] = [
  { id: 'share', title: '0 … 1', range: { scale: 1 / 255, mean: [0], deviation: [1] } },
  { id: 'both', title: '−1 … 1', range: { scale: 1 / 127.5, mean: [1], deviation: [1] } },
  { id: 'bytes', title: '0 … 255', range: { scale: 1, mean: [0], deviation: [1] } },
  { id: 'imagenet', title: 'ImageNet mean and deviation', range: { scale: 1 / 255, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } },
];

/** Undefined for a range of the file's own. */
export function rangeOf({ scale, mean, deviation }: Range): NamedRange | undefined {
  const text = (range: Range): string => JSON.stringify([range.scale, range.mean, range.deviation]);
  return RANGES.find(({ range }) => text(range) === text({ scale, mean, deviation }));
}
