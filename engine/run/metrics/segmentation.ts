/**
 * Scores of an Output that gives every pixel a class. One table of pixels, truth by answer, holds all of them: it is added up
 * over whole data sets, so that a class that is rare in each picture is judged over all of its pixels.
 */
import type { Tensor } from '../../core/dtype';

export interface SegmentationSums {
  readonly kind: 'segmentation';
  /** `confusion[truth][answer]` in pixels; pixels that do not count are left out. */
  readonly confusion: number[][];
}

export interface SegmentationClassScores {
  readonly label: string;
  /** Common pixels of answer and truth by the pixels of either; 0 where the class is neither answered nor there. */
  readonly iou: number;
  /** 2·common by the pixels of both: F1 over pixels. */
  readonly dice: number;
  /** Of its true pixels, how many were found. */
  readonly recall: number;
  /** True pixels. */
  readonly support: number;
  /** Pixels that were answered so. */
  readonly answered: number;
}

export interface SegmentationScores {
  readonly kind: 'segmentation';
  /** Mean IoU over the classes that are there or were answered. */
  readonly meanIou: number;
  /** Mean Dice over the same classes. */
  readonly meanDice: number;
  /** Pixels with the right class. */
  readonly pixelAccuracy: number;
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly SegmentationClassScores[];
}

export function startPixels(classes: number): SegmentationSums {
  return { kind: 'segmentation', confusion: Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0)) };
}

/** Adds one batch: probabilities [N, C, H, W], or [N, 1, H, W] of the second of two classes, and a mask [N, H, W] with −1 for what does not count. */
export function addPixels({ confusion }: SegmentationSums, prediction: Tensor, target: Tensor): void {
  const [samples, channels, height, width] = prediction.shape as [number, number, number, number];
  const pixels = height * width;
  const counts = new Float64Array(confusion.length ** 2);
  for (let sample = 0; sample < samples; sample++) {
    const answer = answeredClasses((prediction.data as Float32Array).subarray(sample * channels * pixels, (sample + 1) * channels * pixels), channels);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const truth = Number(target.data[sample * pixels + pixel]);
      if (truth >= 0) counts[truth * confusion.length + answer[pixel]!]!++;
    }
  }
  for (const [truth, row] of confusion.entries()) for (let index = 0; index < row.length; index++) row[index]! += counts[truth * confusion.length + index]!;
}

/** The most probable class of every pixel of one picture: [C, H, W] → [H·W]. */
export function answeredClasses(probabilities: Float32Array, channels: number): Uint8Array {
  const pixels = probabilities.length / channels;
  const answer = new Uint8Array(pixels);
  if (channels === 1) return answer.map((_, pixel) => Number(probabilities[pixel]! >= 0.5));
  for (let pixel = 0; pixel < pixels; pixel++) {
    let best = probabilities[pixel]!;
    for (let channel = 1; channel < channels; channel++) {
      const value = probabilities[channel * pixels + pixel]!;
      if (value > best) [best, answer[pixel]] = [value, channel];
    }
  }
  return answer;
}

export function finishPixels({ confusion }: SegmentationSums, labels: readonly string[]): SegmentationScores {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const classes = confusion.map((row, index): SegmentationClassScores => {
    const [support, answered, common] = [sum(row), sum(confusion.map((other) => other[index]!)), row[index]!];
    return { label: labels[index] ?? String(index), iou: share(common, support + answered - common), dice: share(2 * common, support + answered), recall: share(common, support), support, answered };
  });
  const seen = classes.filter(({ support, answered }) => support + answered > 0);
  const right = sum(confusion.map((row, index) => row[index]!));
  return {
    kind: 'segmentation',
    meanIou: share(sum(seen.map(({ iou }) => iou)), seen.length),
    meanDice: share(sum(seen.map(({ dice }) => dice)), seen.length),
    pixelAccuracy: share(right, sum(classes.map(({ support }) => support))),
    confusion,
    classes,
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
