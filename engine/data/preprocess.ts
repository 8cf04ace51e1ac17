/**
 * What is done to a cell before a network sees it, as a declared list of plain steps. The list is stored in documents and
 * exported models, and the same code runs on data workers, in the command line and in the browser: no Node imports here.
 */
import { fail } from '../core/diagnostic';
import type { Pixels } from './dataset';
import { resample } from './resample';

export type ResizeMode = 'stretch' | 'crop' | 'pad';

/** `stretch` ignores the aspect ratio, `crop` keeps the middle, `pad` keeps everything and fills the borders with `fill`. */
export interface ResizeStep {
  readonly kind: 'resize';
  readonly height: number;
  readonly width: number;
  readonly mode: ResizeMode;
  /** 0–255; black where it is not given. */
  readonly fill?: number;
}

/** 1 = grey (by brightness), 3 = red, green, blue. */
export interface ChannelsStep {
  readonly kind: 'channels';
  readonly channels: 1 | 3;
}

export interface ScaleStep {
  readonly kind: 'scale';
  readonly factor: number;
}

/** (value − mean) / standard deviation, per channel; one entry counts for all channels. */
export interface NormaliseStep {
  readonly kind: 'normalise';
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

export type ImageStep = ResizeStep | ChannelsStep | ScaleStep | NormaliseStep;

/** (value − mean) / standard deviation of a number column. */
export interface StandardiseStep {
  readonly kind: 'standardise';
  readonly mean: number;
  readonly standardDeviation: number;
}

export type NumberStep = StandardiseStep | ScaleStep;

export interface ImageShape {
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

/** The usual list: resize, grey or RGB, 0–1. */
export function defaultImageSteps({ channels, height, width }: ImageShape, mode: ResizeMode = 'stretch'): ImageStep[] {
  return [{ kind: 'resize', height, width, mode }, { kind: 'channels', channels }, { kind: 'scale', factor: 1 / 255 }];
}

/** A spread below this share of the mean is rounding of the sums: the column is the same everywhere. */
const ROUNDING = 1e-9;

/** The usual list for a number column: mean 0, standard deviation 1. */
export function defaultNumberSteps(statistics: { readonly mean: number; readonly standardDeviation: number } | undefined): NumberStep[] {
  if (!statistics) return [];
  const { mean, standardDeviation } = statistics;
  return [{ kind: 'standardise', mean, standardDeviation: standardDeviation > ROUNDING * Math.abs(mean) ? standardDeviation : 1 }];
}

/** The shape every picture has after the steps. Throws where they leave it open, because a batch needs one shape. */
export function imageShapeOf(steps: readonly ImageStep[]): ImageShape {
  const resize = steps.findLast((step) => step.kind === 'resize');
  const channels = steps.findLast((step) => step.kind === 'channels');
  if (!resize || !channels) {
    return fail('preprocess-open-shape', `The preprocessing of a picture must contain a step "${resize ? 'channels' : 'resize'}".`, {
      expected: 'steps "resize" and "channels"', found: steps.map((step) => `"${step.kind}"`).join(', ') || 'no steps',
      remedy: 'Add the step, so that all pictures of a batch get the same shape.',
    });
  }
  const { height, width } = resize;
  if (!(Number.isInteger(height) && height > 0 && Number.isInteger(width) && width > 0)) {
    fail('preprocess-bad-size', `The preprocessing resizes pictures to ${height}×${width}.`, { expected: 'whole numbers above 0', found: `${height}×${width}` });
  }
  return { channels: channels.channels, height, width };
}

/** Applies the steps that change size and channels. The result is 8-bit, so it is cheap to cache. */
export function fitPixels(pixels: Pixels, steps: readonly ImageStep[]): Pixels {
  return steps.reduce((current, step) => {
    if (step.kind === 'resize') return resize(current, step);
    return step.kind === 'channels' ? withChannels(current, step.channels) : current;
  }, pixels);
}

/** Where a resizing step puts a picture of `width` × `height`: x' = x · scaleX + left. */
export function resizePlacement({ height: newHeight, width: newWidth, mode }: ResizeStep, width: number, height: number): { readonly scaleX: number; readonly scaleY: number; readonly left: number; readonly top: number } {
  const scales = [newWidth / width, newHeight / height] as const;
  if (mode === 'stretch') return { scaleX: scales[0], scaleY: scales[1], left: 0, top: 0 };
  if (mode === 'crop') {
    const scale = Math.max(...scales);
    return { scaleX: scale, scaleY: scale, left: (newWidth - width * scale) / 2, top: (newHeight - height * scale) / 2 };
  }
  const inner = innerSize(newWidth, newHeight, width, height);
  return { scaleX: inner.width / width, scaleY: inner.height / height, left: Math.floor((newWidth - inner.width) / 2), top: Math.floor((newHeight - inner.height) / 2) };
}

/** The size of a picture that is to be seen whole: whole pixels, and at least one. */
function innerSize(newWidth: number, newHeight: number, width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(newWidth / width, newHeight / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function resize(pixels: Pixels, { height, width, mode, fill = 0 }: ResizeStep): Pixels {
  const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  if (mode === 'stretch') return resample(pixels, whole, width, height);
  if (mode === 'crop') {
    const scale = Math.max(width / pixels.width, height / pixels.height);
    const shown = { width: width / scale, height: height / scale };
    return resample(pixels, { ...shown, x: (pixels.width - shown.width) / 2, y: (pixels.height - shown.height) / 2 }, width, height);
  }
  const inner = innerSize(width, height, pixels.width, pixels.height);
  return placeInMiddle(resample(pixels, whole, inner.width, inner.height), width, height, fill);
}

function placeInMiddle(inner: Pixels, width: number, height: number, fill: number): Pixels {
  if (inner.width === width && inner.height === height) return inner;
  const { channels } = inner;
  const data = new Uint8Array(width * height * channels).fill(fill);
  const left = Math.floor((width - inner.width) / 2);
  const top = Math.floor((height - inner.height) / 2);
  const rowBytes = inner.width * channels;
  for (let row = 0; row < inner.height; row++) {
    data.set(inner.data.subarray(row * rowBytes, (row + 1) * rowBytes), ((top + row) * width + left) * channels);
  }
  return { width, height, channels, data };
}

function withChannels(pixels: Pixels, channels: 1 | 3): Pixels {
  if (pixels.channels === channels) return pixels;
  const { width, height, data } = pixels;
  const out = new Uint8Array(width * height * channels);
  if (channels === 3) {
    for (let from = 0, to = 0; from < data.length; from++, to += 3) out.fill(data[from]!, to, to + 3);
  } else {
    // The weights of ITU-R BT.601, as in PIL and in every JPEG.
    for (let from = 0, to = 0; to < out.length; from += 3, to++) {
      out[to] = (data[from]! * 299 + data[from + 1]! * 587 + data[from + 2]! * 114 + 500) / 1000;
    }
  }
  return { width, height, channels, data: out };
}

/** Applies the numeric steps to fitted pixels and writes them channel by channel (CHW) into `out` from `offset` on. */
export function writeTensor(pixels: Pixels, steps: readonly ImageStep[], out: Float32Array, offset: number): void {
  const { channels, data } = pixels;
  const plane = pixels.width * pixels.height;
  for (let channel = 0; channel < channels; channel++) {
    const { factor, shift } = affineOf(steps, channel);
    for (let index = 0, from = channel, to = offset + channel * plane; index < plane; index++, from += channels, to++) {
      out[to] = data[from]! * factor + shift;
    }
  }
}

/** Takes the numeric steps back: CHW numbers of a network as the interleaved bytes they came from. */
export function readTensor(values: Float32Array, { channels, height, width }: ImageShape, steps: readonly ImageStep[]): Pixels {
  const plane = height * width;
  const data = new Uint8Array(values.length);
  for (let channel = 0; channel < channels; channel++) {
    const { factor, shift } = affineOf(steps, channel);
    for (let index = 0; index < plane; index++) data[index * channels + channel] = Math.min(255, Math.max(0, Math.round((values[channel * plane + index]! - shift) / factor)));
  }
  return { width, height, channels, data };
}

/** All numeric steps of one channel as value · factor + shift. */
function affineOf(steps: readonly ImageStep[], channel: number): { factor: number; shift: number } {
  let factor = 1;
  let shift = 0;
  for (const step of steps) {
    if (step.kind === 'scale') {
      factor *= step.factor;
      shift *= step.factor;
    } else if (step.kind === 'normalise') {
      const deviation = step.standardDeviation[channel] ?? step.standardDeviation[0] ?? 1;
      factor /= deviation;
      shift = (shift - (step.mean[channel] ?? step.mean[0] ?? 0)) / deviation;
    }
  }
  return { factor, shift };
}

/** One picture as a network sees it: float32, channels first. */
export function preprocessImage(pixels: Pixels, steps: readonly ImageStep[]): Float32Array {
  const fitted = fitPixels(pixels, steps);
  const out = new Float32Array(fitted.data.length);
  writeTensor(fitted, steps, out, 0);
  return out;
}

/** One number as a network sees it. */
export function preprocessNumber(value: number, steps: readonly NumberStep[]): number {
  return steps.reduce((current, step) => (step.kind === 'scale' ? current * step.factor : (current - step.mean) / step.standardDeviation), value);
}
