/** Picture files made by the tests themselves. */
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from '../../engine/data/dataset';

const FOLDER = new URL('./pictures/', import.meta.url);

/** A committed picture; `pictures/make.sh` says what it shows. */
export function picture(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

export function pngChunk(type: string, body: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(body, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A PNG of given header and raw (filter byte first) rows. */
export function rawPng(width: number, height: number, bits: number, colour: number, raw: Uint8Array, extra: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  header[9] = colour;
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', header), ...extra, pngChunk('IDAT', deflateSync(raw, { level: 1 })), pngChunk('IEND', new Uint8Array())]);
}

export function encodePng({ width, height, channels, data }: Pixels): Buffer {
  const rowBytes = width * channels;
  const raw = Buffer.alloc((rowBytes + 1) * height);
  for (let row = 0; row < height; row++) raw.set(data.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  return rawPng(width, height, 8, channels === 1 ? 0 : 2, raw);
}

/** A grey picture whose pixels are a function of position. */
export function draw(width: number, height: number, shade: (x: number, y: number) => number): Pixels {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = shade(x, y);
  return { width, height, channels: 1, data };
}

/** A picture unlike that of any other number. */
export function distinctPng(number: number, side = 8): Buffer {
  const hash = (x: number, y: number) => (Math.imul((x + 1) * 73856093 ^ (y + 1) * 19349663 ^ (number + 1) * 83492791, 0x9e3779b1) >>> 24) & 255;
  return encodePng(draw(side, side, hash));
}

/** Adds an EXIF orientation to a JPEG, in either byte order. */
export function withOrientation(jpeg: Uint8Array, orientation: number, littleEndian: boolean): Buffer {
  const exif = Buffer.alloc(36);
  exif.write('\xff\xe1\0\x22Exif\0\0', 0, 'latin1');
  const view = new DataView(exif.buffer, exif.byteOffset + 10);
  exif.write(littleEndian ? 'II' : 'MM', 10, 'latin1');
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, 8, littleEndian);
  view.setUint16(8, 1, littleEndian);
  view.setUint16(10, 0x0112, littleEndian);
  view.setUint16(12, 3, littleEndian);
  view.setUint32(14, 1, littleEndian);
  view.setUint16(18, orientation, littleEndian);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
