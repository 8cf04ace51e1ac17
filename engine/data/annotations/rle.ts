/** Runs of pixels as COCO writes them: column by column from the upper left, beginning with how many are not set. */
import { fail } from '../../core/diagnostic';

export interface Rle {
  readonly width: number;
  readonly height: number;
  readonly counts: readonly number[];
}

/** Of a map in rows, the pixels that are `value`. */
export function runsOf({ data, width, height }: { readonly data: Uint8Array; readonly width: number; readonly height: number }, value: number): Rle {
  const counts: number[] = [];
  let run = 0;
  let isSet = false;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if ((data[y * width + x] === value) !== isSet) {
        counts.push(run);
        run = 0;
        isSet = !isSet;
      }
      run++;
    }
  }
  counts.push(run);
  return { width, height, counts };
}

/** Writes `value` where pixels are set. */
export function paintRuns({ width, height, counts }: Rle, data: Uint8Array, value: number): void {
  let pixel = 0;
  for (const [index, count] of counts.entries()) {
    if (index % 2 === 0) {
      pixel += count;
      continue;
    }
    for (const end = Math.min(pixel + count, width * height); pixel < end; pixel++) data[(pixel % height) * width + Math.floor(pixel / height)] = value;
  }
}

/** COCO's short form: differences from the count before the last, five bits to a character, from `0` on. `where` names the place in the file. */
export function readCompressed(text: string, where: string, file: string): number[] {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    let bits: number;
    do {
      bits = text.charCodeAt(at++) - 48;
      if (!(bits >= 0 && bits < 64) || shift > 25) {
        fail('bad-runs', `${where}.counts in ${file} is damaged at its character ${at}.`, { file, expected: 'runs as COCO writes them', found: text.slice(at - 1, at + 3) || 'the end' });
      }
      value |= (bits & 31) << shift;
      shift += 5;
    } while (bits & 32);
    if (bits & 16 && shift < 32) value |= -1 << shift;
    counts.push(counts.length > 2 ? value + counts.at(-2)! : value);
  }
  return counts;
}
