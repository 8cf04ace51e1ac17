/** EXIF orientation: reading the tag, and turning a picture upright. */
import type { Pixels } from '../dataset';
import { hasText, viewOf } from './format';

const ORIENTATION_TAG = 0x0112;

/** 1 = upright; 2–4 mirrored or turned by 180°; 5–8 have rows and columns exchanged. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The orientation in a block of EXIF data (a TIFF header, optionally after `Exif\0\0`); 1 where there is none. */
export function exifOrientation(exif: Uint8Array): Orientation {
  const start = hasText(exif, 0, 'Exif\0\0') ? 6 : 0;
  const littleEndian = hasText(exif, start, 'II');
  if (!littleEndian && !hasText(exif, start, 'MM')) return 1;
  const tiff = exif.subarray(start);
  const view = viewOf(tiff);
  if (tiff.length < 8) return 1;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, littleEndian);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    // EXIF is often damaged by editors; a picture whose orientation cannot be read is shown as it is stored.
    if (entry + 12 > tiff.length) return 1;
    if (view.getUint16(entry, littleEndian) === ORIENTATION_TAG) return asOrientation(view.getUint16(entry + 8, littleEndian));
  }
  return 1;
}

export function asOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

export function exchangesAxes(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** Turns a stored picture upright. */
export function upright(pixels: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return pixels;
  const { width, height, channels, data } = pixels;
  const exchanged = exchangesAxes(orientation);
  const outWidth = exchanged ? height : width;
  const outHeight = exchanged ? width : height;
  // Where the upright picture's first pixel is stored, and how far apart its neighbours to the right and below are.
  const fromRight = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const fromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const alongRow = (fromRight ? -1 : 1) * channels;
  const alongColumn = (fromBottom ? -1 : 1) * width * channels;
  const start = ((fromBottom ? height - 1 : 0) * width + (fromRight ? width - 1 : 0)) * channels;
  const right = exchanged ? alongColumn : alongRow;
  const down = exchanged ? alongRow : alongColumn;
  const out = new Uint8Array(data.length);
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    let from = start + y * down;
    for (let x = 0; x < outWidth; x++, from += right) {
      for (let channel = 0; channel < channels; channel++) out[to++] = data[from + channel]!;
    }
  }
  return { width: outWidth, height: outHeight, channels, data: out };
}
