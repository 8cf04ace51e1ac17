/** The tiles of a mosaic, put together: pictures, maps of numbers, objects. */
import type { Tile } from '../augment/mix';
import type { Pixels } from '../dataset';
import { joinObjects, placeObjects } from '../objects';
import type { ImageShape } from '../preprocess';
import type { Window } from '../resample';

/** Shows a window of a picture at another size. */
type Sample = (pixels: Pixels, window: Window, width: number, height: number) => Pixels;

/** `pictures` are of one size, which is that of the mosaic. */
export function tilePictures(pictures: readonly Pixels[], tiles: readonly Tile[], sample: Sample): Pixels {
  const { width, height, channels } = pictures[0]!;
  const data = new Uint8Array(width * height * channels);
  for (const [index, { left, top, right, bottom, scale, fromX, fromY }] of tiles.entries()) {
    const [x, y] = [Math.round(left * width), Math.round(top * height)];
    const [across, down] = [Math.round(right * width) - x, Math.round(bottom * height) - y];
    const part = sample(pictures[index]!, { x: fromX * width, y: fromY * height, width: across / scale, height: down / scale }, across, down);
    for (let row = 0; row < down; row++) data.set(part.data.subarray(row * across * channels, (row + 1) * across * channels), ((y + row) * width + x) * channels);
  }
  return { width, height, channels, data };
}

/** To the nearest pixel: numbers of classes and objects are never mixed. */
export function nearest(map: Pixels, window: Window, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.min(map.height - 1, Math.floor(window.y + ((y + 0.5) / height) * window.height));
    for (let x = 0; x < width; x++, to++) data[to] = map.data[row * map.width + Math.min(map.width - 1, Math.floor(window.x + ((x + 0.5) / width) * window.width))]!;
  }
  return { width, height, channels: 1, data };
}

export function tileObjects(parts: readonly Float64Array[], tiles: readonly Tile[], { width, height }: ImageShape, most: number): Float64Array {
  const placed = tiles.map(({ left, top, right, bottom, scale, fromX, fromY }, index) => {
    const placement = { scaleX: scale, scaleY: scale, left: (left - fromX * scale) * width, top: (top - fromY * scale) * height };
    return placeObjects(parts[index]!, placement, { x: left * width, y: top * height, width: (right - left) * width, height: (bottom - top) * height });
  });
  return joinObjects(placed, most);
}
