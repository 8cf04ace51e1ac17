/** The steps from a picture file to the numbers of a network, as a person chooses among them. */
import { defaultImageSteps, type ImageStep, type ResizeMode } from '../../engine/data/preprocess';

export type NumberRange = 'unit' | 'signed' | 'bytes' | 'standard';

export const RANGE_TITLES: Readonly<Record<NumberRange, string>> = { unit: '0 to 1', signed: '−1 to 1', bytes: '0 to 255', standard: 'mean and deviation' };
export const MODE_TITLES: Readonly<Record<ResizeMode, string>> = { stretch: 'stretch to fit', crop: 'crop the middle', pad: 'pad the borders' };

export interface PictureChoices {
  readonly mode: ResizeMode;
  /** Of padded borders, 0 (black) to 255. */
  readonly fill: number;
  readonly range: NumberRange;
  /** Per channel, after scaling to 0 … 1; only for the range `standard`. */
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** Undefined where somebody has written other steps than these choices can say. */
export function choicesOf(steps: readonly ImageStep[]): PictureChoices | undefined {
  const [resize, channels, scale, normalise, ...more] = steps;
  if (resize?.kind !== 'resize' || channels?.kind !== 'channels' || more.length > 0) return undefined;
  const base = { mode: resize.mode, fill: resize.fill ?? 0, mean: [0.5], standardDeviation: [0.5] };
  if (!scale) return { ...base, range: 'bytes' };
  if (scale.kind !== 'scale' || Math.abs(scale.factor - 1 / 255) > 1e-9) return undefined;
  if (!normalise) return { ...base, range: 'unit' };
  if (normalise.kind !== 'normalise') return undefined;
  const { mean, standardDeviation } = normalise;
  const isSigned = [...mean, ...standardDeviation].every((value) => value === 0.5) && mean.length === 1;
  return { ...base, mean, standardDeviation, range: isSigned ? 'signed' : 'standard' };
}

/** `shape` is that of the Input: channels, height, width. */
export function stepsOfChoices({ mode, fill, range, mean, standardDeviation }: PictureChoices, shape: readonly number[]): readonly ImageStep[] {
  const [channels, height, width] = shape as [number, number, number];
  const [resize, colour, scale] = defaultImageSteps({ channels: channels === 1 ? 1 : 3, height, width }, mode) as [ImageStep, ImageStep, ImageStep];
  const fitted = mode === 'pad' && fill !== 0 ? { ...resize, fill } : resize;
  if (range === 'bytes') return [fitted, colour];
  if (range === 'unit') return [fitted, colour, scale];
  const numbers = range === 'signed' ? { mean: [0.5], standardDeviation: [0.5] } : { mean, standardDeviation };
  return [fitted, colour, scale, { kind: 'normalise', ...numbers }];
}
