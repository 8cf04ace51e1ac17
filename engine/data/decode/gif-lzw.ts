/** The variable-width LZW of GIF. */
import { BrokenImage, cutShort } from './format';

const LONGEST_CODE = 12;

/** Expands `codes` to `length` palette indices. */
export function expandLzw(codes: Uint8Array, minimumSize: number, length: number): Uint8Array {
  if (minimumSize < 1 || minimumSize > 11) throw new BrokenImage('the GIF is damaged (impossible code size)');
  const clearCode = 1 << minimumSize;
  const endCode = clearCode + 1;
  // Every entry is its prefix entry plus one index; texts are written backwards from their known length.
  const prefix = new Uint16Array(1 << LONGEST_CODE);
  const suffix = new Uint8Array(1 << LONGEST_CODE);
  const lengths = new Uint16Array(1 << LONGEST_CODE);
  for (let index = 0; index < clearCode; index++) {
    suffix[index] = index;
    lengths[index] = 1;
  }
  const out = new Uint8Array(length);
  let written = 0;
  let size = minimumSize + 1;
  let next = endCode + 1;
  let previous = -1;
  let bits = 0;
  let held = 0;
  let at = 0;
  while (written < length) {
    while (held < size) {
      if (at === codes.length) throw cutShort();
      bits |= codes[at++]! << held;
      held += 8;
    }
    const code = bits & ((1 << size) - 1);
    bits >>>= size;
    held -= size;
    if (code === clearCode) {
      size = minimumSize + 1;
      next = endCode + 1;
      previous = -1;
      continue;
    }
    if (code === endCode) throw cutShort();
    if (code > next || (code === next && previous < 0)) throw new BrokenImage('the compressed data is damaged');
    const known = code < next ? code : previous;
    const first = write(known, out, written, prefix, suffix, lengths[known]!);
    written += lengths[known]!;
    if (code === next && written < length) out[written] = first;
    if (code === next) written++;
    if (previous >= 0 && next < 1 << LONGEST_CODE) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next++;
      if (next === 1 << size && size < LONGEST_CODE) size++;
    }
    previous = code;
  }
  return out;
}

/** Writes an entry's text (clipped at the end of `out`) and answers its first index. */
function write(code: number, out: Uint8Array, start: number, prefix: Uint16Array, suffix: Uint8Array, length: number): number {
  for (let offset = length - 1; offset > 0; offset--) {
    if (start + offset < out.length) out[start + offset] = suffix[code]!;
    code = prefix[code]!;
  }
  out[start] = suffix[code]!;
  return suffix[code]!;
}
