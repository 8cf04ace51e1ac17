/**
 * Where a picture lies inside the input of a network, and the way back: what a network says in pixels of its input is told
 * in pixels of the picture. The same rounding as the step `resize` of `engine/data/preprocess.ts`, and as the letterbox of
 * Ultralytics (an odd border is one pixel wider on the right and below).
 */
import type { Rectangle } from './iou';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * `stretch` ignores the aspect ratio; `pad` keeps everything, in the middle, with borders; `pad-corner` keeps everything at
 * the upper left (YOLOX); `crop` fills the input with the middle of the picture.
 */
export type FitMode = 'stretch' | 'pad' | 'pad-corner' | 'crop';

/** An input position is `picture position · scale + offset`. */
export interface Fit {
  readonly scaleX: number;
  readonly scaleY: number;
  /** Pixels of the input; below 0 where the picture is cropped. */
  readonly offsetX: number;
  readonly offsetY: number;
}

export function fitInto(picture: Size, input: Size, mode: FitMode): Fit {
  const across = input.width / picture.width;
  const down = input.height / picture.height;
  if (mode === 'stretch') return { scaleX: across, scaleY: down, offsetX: 0, offsetY: 0 };
  if (mode === 'crop') {
    const scale = Math.max(across, down);
    return { scaleX: scale, scaleY: scale, offsetX: (input.width - picture.width * scale) / 2, offsetY: (input.height - picture.height * scale) / 2 };
  }
  const scale = Math.min(across, down);
  // The picture is drawn in whole pixels, so each axis has the scale of its own rounded length.
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const middle = mode === 'pad';
  return {
    scaleX: width / picture.width,
    scaleY: height / picture.height,
    offsetX: middle ? Math.floor((input.width - width) / 2) : 0,
    offsetY: middle ? Math.floor((input.height - height) / 2) : 0,
  };
}

/** The part of the input that shows the picture, in pixels of the input; larger than the input where the picture is cropped. */
export function placeOf(picture: Size, { scaleX, scaleY, offsetX, offsetY }: Fit): Rectangle {
  return { x: offsetX, y: offsetY, width: picture.width * scaleX, height: picture.height * scaleY };
}

/** A position of the input as one of the picture; it may lie outside the picture. */
export function pointToPicture({ scaleX, scaleY, offsetX, offsetY }: Fit, x: number, y: number): { x: number; y: number } {
  return { x: (x - offsetX) / scaleX, y: (y - offsetY) / scaleY };
}

export function pointToInput({ scaleX, scaleY, offsetX, offsetY }: Fit, x: number, y: number): { x: number; y: number } {
  return { x: x * scaleX + offsetX, y: y * scaleY + offsetY };
}

export function boxToPicture(fit: Fit, { x, y, width, height }: Rectangle): Rectangle {
  return { ...pointToPicture(fit, x, y), width: width / fit.scaleX, height: height / fit.scaleY };
}

export function boxToInput(fit: Fit, { x, y, width, height }: Rectangle): Rectangle {
  return { ...pointToInput(fit, x, y), width: width * fit.scaleX, height: height * fit.scaleY };
}

/** The part of a box that lies on the picture; its extent is 0 where none does. */
export function clipTo({ width, height }: Size, box: Rectangle): Rectangle {
  const left = Math.min(Math.max(box.x, 0), width);
  const top = Math.min(Math.max(box.y, 0), height);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(box.x + box.width, width) - left),
    height: Math.max(0, Math.min(box.y + box.height, height) - top),
  };
}
