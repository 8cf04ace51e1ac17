/** A small print of a picture, by which copies and near copies are found. */
import type { Pixels } from './dataset';
import { fitPixels } from './preprocess';

const SIDE = 16;

export interface PicturePrint {
  /** Identical for identical files. */
  readonly digest: string;
  /** Difference hash: for 8×8 cells, whether the cell is brighter than its right neighbour. Two words of 32 bits. */
  readonly high: number;
  readonly low: number;
  /** The picture at 16×16 in grey, to confirm what the hash suggests. */
  readonly thumbnail: Uint8Array;
}

export function printOf(pixels: Pixels, digest: string): PicturePrint {
  const grey = fitPixels(pixels, [{ kind: 'channels', channels: 1 }]);
  const thumbnail = fitPixels(grey, [{ kind: 'resize', height: SIDE, width: SIDE, mode: 'stretch' }]).data;
  const cells = fitPixels(grey, [{ kind: 'resize', height: 8, width: 9, mode: 'stretch' }]).data;
  const words: [number, number] = [0, 0];
  for (let bit = 0; bit < 64; bit++) {
    const at = Math.floor(bit / 8) * 9 + (bit % 8);
    if (cells[at]! > cells[at + 1]!) words[bit >> 5]! |= 1 << (bit & 31);
  }
  return { digest, high: words[0], low: words[1], thumbnail: thumbnail.slice() };
}

function bitCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Hashes of re-encoded or slightly resized copies differ in a few bits at most. */
const MOST_BITS = 5;
/** Mean difference of the thumbnails, of 255. Different drawings of one digit differ by more than 10. */
const MOST_DIFFERENCE = 2.5;

/** Whether two pictures show the same, up to compression and size. Pictures of one flat colour are never called alike. */
export function nearlyEqual(a: PicturePrint, b: PicturePrint): boolean {
  if (bitCount(a.high ^ b.high) + bitCount(a.low ^ b.low) > MOST_BITS) return false;
  if ((a.high | a.low) === 0 && (b.high | b.low) === 0) return false;
  let sum = 0;
  for (let at = 0; at < SIDE * SIDE; at++) sum += Math.abs(a.thumbnail[at]! - b.thumbnail[at]!);
  return sum <= MOST_DIFFERENCE * SIDE * SIDE;
}
