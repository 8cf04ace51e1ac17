/** Boxes and points under the mapping that moved their picture. */
import { inverse, type Mapping } from './geometry';

/** A mapping of positions in pixels: [xx, xy, x0, yx, yy, y0]. */
export type PixelMapping = Mapping;

/** Where pixels of a picture of `width` × `height` go when it is warped by `mapping`. Edges count: a pixel's centre is at + 0.5. */
export function pixelMapping(mapping: Mapping, width: number, height: number): PixelMapping {
  const [a, b, c, d, e, f] = inverse(mapping);
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const [xy, yx] = [(b * halfWidth) / halfHeight, (d * halfHeight) / halfWidth];
  return [a, xy, halfWidth * (c + 1) - a * halfWidth - xy * halfHeight, yx, e, halfHeight * (f + 1) - yx * halfWidth - e * halfHeight];
}

export function moved([xx, xy, x0, yx, yy, y0]: PixelMapping, x: number, y: number): readonly [number, number] {
  return [xx * x + xy * y + x0, yx * x + yy * y + y0];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The upright rectangle around a rectangle that was moved. */
export function movedRectangle([xx, xy, x0, yx, yy, y0]: PixelMapping, { x, y, width, height }: Rectangle): Rectangle {
  const [centreX, centreY] = [x + width / 2, y + height / 2];
  const newWidth = Math.abs(xx) * width + Math.abs(xy) * height;
  const newHeight = Math.abs(yx) * width + Math.abs(yy) * height;
  return { x: xx * centreX + xy * centreY + x0 - newWidth / 2, y: yx * centreX + yy * centreY + y0 - newHeight / 2, width: newWidth, height: newHeight };
}

/** Whether a mapping shows the mirror image. */
export function isMirrored([xx, xy, , yx, yy]: Mapping): boolean {
  return xx * yy - xy * yx < 0;
}
