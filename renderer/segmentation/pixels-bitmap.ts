import { bitmapOf } from '../maps/draw-maps';
import type { OverlayPicture } from './overlay-canvas';

/** Bytes of a picture as what a canvas draws. */
export function pixelsBitmap({ width, height, channels, data }: { readonly width: number; readonly height: number; readonly channels: 1 | 3; readonly data: Uint8Array }): OverlayPicture {
  const at = (pixel: number, channel: number) => data[pixel * channels + (channels === 3 ? channel : 0)]!;
  return { image: bitmapOf(width, height, (pixel) => [at(pixel, 0), at(pixel, 1), at(pixel, 2)]), width, height };
}
