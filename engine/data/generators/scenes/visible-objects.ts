/** What of a painted scene can be seen: boxes around visible parts, the pixels of each object, the class of each pixel. */
import type { Boxes, Pixels } from '../../dataset';

/** Of an object so much must be seen, and on so many pixels, or it is clutter. */
const LEAST_SEEN = 0.3;
const FEWEST_PIXELS = 12;

export interface Painted {
  readonly label: number;
  /** Pixels that it took when it was painted. */
  readonly pixels: number;
}

/** `owners` holds 1 + the index of what shows. */
export function visibleObjects(owners: Uint8Array, size: number, painted: readonly Painted[]): Boxes {
  const left = new Int32Array(painted.length).fill(size);
  const top = new Int32Array(painted.length).fill(size);
  const right = new Int32Array(painted.length).fill(-1);
  const bottom = new Int32Array(painted.length).fill(-1);
  const seen = new Int32Array(painted.length);
  for (let pixel = 0; pixel < owners.length; pixel++) {
    const index = owners[pixel]! - 1;
    if (index < 0) continue;
    const x = pixel % size;
    const y = (pixel - x) / size;
    seen[index]!++;
    if (x < left[index]!) left[index] = x;
    if (x > right[index]!) right[index] = x;
    if (y < top[index]!) top[index] = y;
    if (y > bottom[index]!) bottom[index] = y;
  }
  const kept = [...painted.keys()].filter((index) => seen[index]! >= FEWEST_PIXELS && seen[index]! >= LEAST_SEEN * painted[index]!.pixels);
  const numbers = new Uint8Array(painted.length + 1);
  kept.forEach((index, place) => (numbers[index + 1] = place + 1));
  return {
    width: size,
    height: size,
    boxes: Float32Array.from(kept.flatMap((index) => [left[index]!, top[index]!, right[index]! - left[index]! + 1, bottom[index]! - top[index]! + 1])),
    labels: Int32Array.from(kept, (index) => painted[index]!.label),
    instances: { width: size, height: size, channels: 1, data: owners.map((owner) => numbers[owner]!) },
  };
}

/** The class of each pixel: 0 for the background, 1 + the label of what shows. */
export function classMask({ labels, instances }: Boxes): Pixels {
  return { ...instances!, data: instances!.data.map((number) => (number === 0 ? 0 : labels[number - 1]! + 1)) };
}
