/** Pictures whose bytes are numbers of classes or objects: they are resized and moved to the nearest pixel and never mixed. */
import type { Mapping } from './augment/geometry';
import type { Pixels } from './dataset';
import { placementOf } from './placement';
import { imageShapeOf, type ImageStep } from './preprocess';

/** Resized as a picture with these steps is; `outside` fills what the picture does not reach. */
export function fitIndexMap(map: Pixels, steps: readonly ImageStep[], outside: number): Pixels {
  const { width, height } = imageShapeOf(steps);
  const { scaleX, scaleY, left, top } = placementOf(steps, map.width, map.height);
  if (scaleX === 1 && scaleY === 1 && left === 0 && top === 0 && map.width === width && map.height === height) return map;
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor((x + 0.5 - left) / scaleX));
  const data = new Uint8Array(width * height).fill(outside);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y + 0.5 - top) / scaleY);
    if (row < 0 || row >= map.height) continue;
    for (let x = 0; x < width; x++) {
      const column = columns[x]!;
      if (column >= 0 && column < map.width) data[y * width + x] = map.data[row * map.width + column]!;
    }
  }
  return { width, height, channels: 1, data };
}

/** Sampled through the mapping that warped its picture; beyond the border stands `outside`, although the picture goes on there. */
export function warpIndexMap({ width, height, data }: Pixels, [xx, xy, x0, yx, yy, y0]: Mapping, outside: number): Pixels {
  const out = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < height; y++) {
    const v = (2 * y + 1) / height - 1;
    for (let x = 0; x < width; x++, to++) {
      const u = (2 * x + 1) / width - 1;
      const column = Math.floor(((xx * u + xy * v + x0 + 1) * width) / 2);
      const row = Math.floor(((yx * u + yy * v + y0 + 1) * height) / 2);
      out[to] = column >= 0 && column < width && row >= 0 && row < height ? data[row * width + column]! : outside;
    }
  }
  return { width, height, channels: 1, data: out };
}
