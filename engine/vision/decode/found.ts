/** What decoders find before anything is chosen: boxes in pixels of the network's input. */
import type { Point } from '../answer';
import type { Size } from '../letterbox';
import type { BoxFormat, BoxUnit } from '../model-task';
import type { Candidate } from '../nms';

export interface Found extends Candidate {
  /** Which candidate of the model it is: masks and the detection X-ray ask for it again. */
  readonly row: number;
  readonly points?: readonly Point[];
}

/** Four numbers of a model as a box in pixels of the input. */
export function boxOf(format: BoxFormat, unit: BoxUnit, input: Size, a: number, b: number, c: number, d: number): { x: number; y: number; width: number; height: number } {
  const [across, down] = unit === 'share' ? [input.width, input.height] : [1, 1];
  if (format === 'centre-size') return { x: (a - c / 2) * across, y: (b - d / 2) * down, width: c * across, height: d * down };
  if (format === 'corner-size') return { x: a * across, y: b * down, width: c * across, height: d * down };
  const [left, top, right, bottom] = format === 'corners' ? [a, b, c, d] : [b, a, d, c];
  return { x: left * across, y: top * down, width: (right - left) * across, height: (bottom - top) * down };
}

/** Boxes that no picture can hold (not a number, or without an inside) are no answer. */
export function isBox({ x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): boolean {
  return width > 0 && height > 0 && Number.isFinite(x + y + width + height);
}
