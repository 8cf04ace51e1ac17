/** Masks as palette PNGs: the stored number of a pixel is its class, and picture viewers show it in colour. */
import { crc32, deflateSync } from 'node:zlib';
import { IGNORED_PIXEL } from '../dataset';

/** The colours in which the window shows classes (`--class-0` … of renderer/design/tokens.css); of masks, the background is black. */
export const CLASS_COLOURS = [0x4da3ff, 0xffb020, 0x3ddc97, 0xff7a9c, 0xb79bff, 0xf2e04d, 0xff8a4c, 0x35d0e0, 0xa8dd4b, 0xe58cff];
const WHITE = 0xffffff;

/** `data` holds class indices and `IGNORED_PIXEL`, row by row. What this writes, a folder of masks reads back. */
export function maskPng({ width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array }): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('PLTE', palette()), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]);
}

function palette(): Uint8Array {
  const bytes = Buffer.alloc(3 * 256);
  // The colour of a class is that of its number, as on screen: the first after the background is the second of the list.
  for (let label = 1; label < 256; label++) bytes.writeUIntBE(label === IGNORED_PIXEL ? WHITE : CLASS_COLOURS[label % CLASS_COLOURS.length]!, label * 3, 3);
  return bytes;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}
