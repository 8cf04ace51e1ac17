/** The variable-width LZW of GIF and TIFF. */
import { BrokenImage, cutShort } from './format';

const LONGEST_CODE = 12;
const ENTRIES = 1 << LONGEST_CODE;

export interface LzwKind {
  /** Bits of the values that are coded. */
  readonly valueBits: number;
  /** GIF fills bytes from their lowest bit, TIFF from their highest. */
  readonly lowestBitFirst: boolean;
  /** How many codes before the table needs it the code width grows: 0 in GIF, 1 in TIFF. */
  readonly early: 0 | 1;
}

/** Expands `codes` to exactly `length` values; whatever follows is ignored. */
export function expandLzw(codes: Uint8Array, { valueBits, lowestBitFirst, early }: LzwKind, length: number): Uint8Array {
  const clearCode = 1 << valueBits;
  const endCode = clearCode + 1;
  // Every entry is its prefix entry plus one value; texts are written backwards from their known length.
  const prefix = new Uint16Array(ENTRIES);
  const suffix = new Uint8Array(ENTRIES);
  const lengths = new Uint16Array(ENTRIES);
  for (let value = 0; value < clearCode; value++) {
    suffix[value] = value;
    lengths[value] = 1;
  }
  const out = new Uint8Array(length);
  /** Writes an entry's text (clipped at the end of `out`) and answers its first value. */
  const write = (entry: number, start: number): number => {
    for (let offset = lengths[entry]! - 1; offset > 0; offset--) {
      if (start + offset < length) out[start + offset] = suffix[entry]!;
      entry = prefix[entry]!;
    }
    out[start] = suffix[entry]!;
    return suffix[entry]!;
  };
  let written = 0;
  let size = valueBits + 1;
  let next = endCode + 1;
  let previous = -1;
  let bits = 0;
  let held = 0;
  let at = 0;
  while (written < length) {
    while (held < size) {
      if (at === codes.length) throw cutShort();
      bits = lowestBitFirst ? bits | (codes[at++]! << held) : ((bits << 8) | codes[at++]!) & 0xffffff;
      held += 8;
    }
    held -= size;
    const code = (lowestBitFirst ? bits : bits >>> held) & ((1 << size) - 1);
    if (lowestBitFirst) bits >>>= size;
    if (code === endCode) throw cutShort();
    if (code === clearCode) {
      size = valueBits + 1;
      next = endCode + 1;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) throw new BrokenImage('the compressed data is damaged');
    // A code that is only about to be defined stands for the previous text and its own first value.
    const known = code < next ? code : previous;
    const first = write(known, written);
    written += lengths[known]!;
    if (code === next) {
      if (written < length) out[written] = first;
      written++;
    }
    if (previous >= 0 && next < ENTRIES) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next++;
      if (next + early === 1 << size && size < LONGEST_CODE) size++;
    }
    previous = code;
  }
  return out;
}
