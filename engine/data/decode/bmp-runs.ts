/** The run-length coding of 4- and 8-bit BMP files. */
import { cutShort } from './format';

/** Expands to one palette index per pixel, rows in stored order; skipped pixels keep index 0. */
export function expandRuns(codes: Uint8Array, width: number, height: number, bits: number): Uint8Array {
  const out = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  let at = 0;
  const put = (index: number) => {
    if (x < width && y < height) out[y * width + x] = index;
    x++;
  };
  const nibble = (byte: number, position: number) => (position & 1 ? byte & 15 : byte >> 4);
  while (y < height) {
    if (at + 2 > codes.length) throw cutShort();
    const count = codes[at]!;
    const value = codes[at + 1]!;
    at += 2;
    if (count > 0) {
      for (let position = 0; position < count; position++) put(bits === 8 ? value : nibble(value, position));
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return out;
    } else if (value === 2) {
      x += codes[at] ?? 0;
      y += codes[at + 1] ?? 0;
      at += 2;
    } else {
      const bytes = Math.ceil((value * bits) / 8);
      if (at + bytes > codes.length) throw cutShort();
      for (let position = 0; position < value; position++) {
        put(bits === 8 ? codes[at + position]! : nibble(codes[at + (position >> 1)]!, position));
      }
      at += bytes + (bytes & 1);
    }
  }
  return out;
}
