/** WebP: lossy, lossless, with alpha, the first frame of an animation, EXIF orientation. */
import type { Pixels } from '../dataset';
import { BrokenImage, cutShort, hasText, viewOf, type ImageFormat } from './format';
import { exchangesAxes, exifOrientation, upright, type Orientation } from './orientation';
import { rgbaOverWhite } from './over-white';
import { decompressWebp } from './webp-codec';

interface Chunk {
  readonly type: string;
  /** The chunk as it stands in the file, header included. */
  readonly whole: Uint8Array;
  readonly body: Uint8Array;
}

/** The chunks of a RIFF body. The last one may be incomplete where `bytes` is only the beginning of a file. */
function* chunksOf(bytes: Uint8Array, start: number): Generator<Chunk> {
  const view = viewOf(bytes);
  for (let at = start; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    yield { type, whole: bytes.subarray(at, end + (length & 1)), body: bytes.subarray(at + 8, end) };
    at = end + (length & 1);
  }
}

function uint24(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}

function readSize(chunk: Chunk): { width: number; height: number } | undefined {
  const { type, body } = chunk;
  if (body.length < 10) return undefined;
  if (type === 'VP8X') return { width: uint24(body, 4) + 1, height: uint24(body, 7) + 1 };
  if (type === 'VP8L') {
    const bits = viewOf(body).getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8 ') {
    const view = viewOf(body);
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  throw new BrokenImage('the WebP file does not begin with a picture');
}

function orientationOf(bytes: Uint8Array): Orientation {
  for (const { type, body } of chunksOf(bytes, 12)) if (type === 'EXIF') return exifOrientation(body);
  return 1;
}

/** Rewraps one frame's chunks as a still file. */
function still(frame: readonly Chunk[], width: number, height: number): Uint8Array {
  const extended = new Uint8Array(18);
  extended.set(Buffer.from('VP8X\x0a\0\0\0\x10', 'latin1'));
  viewOf(extended).setUint32(12, (width - 1) | (((height - 1) & 0xff) << 24), true);
  viewOf(extended).setUint16(16, (height - 1) >>> 8, true);
  const body = Buffer.concat([extended, ...frame.map((chunk) => chunk.whole)]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

/** The first frame of an animation on its canvas. Later frames are not looked at. */
async function decodeAnimation(animation: Uint8Array, canvas: { width: number; height: number }): Promise<Pixels> {
  const x = uint24(animation, 0) * 2;
  const y = uint24(animation, 3) * 2;
  const frame = [...chunksOf(animation, 16)].filter(({ type }) => type === 'ALPH' || type === 'VP8 ' || type === 'VP8L');
  const rgba = await decompressWebp(still(frame, uint24(animation, 6) + 1, uint24(animation, 9) + 1));
  const pixels = rgbaOverWhite(rgba.data, rgba.width, rgba.height);
  if (x === 0 && y === 0 && pixels.width === canvas.width && pixels.height === canvas.height) return pixels;
  if (x + pixels.width > canvas.width || y + pixels.height > canvas.height) throw new BrokenImage('the first frame lies outside the picture');
  const data = new Uint8Array(canvas.width * canvas.height * 3).fill(255);
  for (let line = 0; line < pixels.height; line++) {
    const row = pixels.data.subarray(line * pixels.width * 3, (line + 1) * pixels.width * 3);
    data.set(row, ((y + line) * canvas.width + x) * 3);
  }
  return { ...canvas, channels: 3, data };
}

async function decode(bytes: Uint8Array): Promise<Pixels> {
  if (viewOf(bytes).getUint32(4, true) + 8 > bytes.length) throw cutShort();
  const chunks = [...chunksOf(bytes, 12)];
  const canvas = chunks[0] && readSize(chunks[0]);
  if (!canvas) throw cutShort();
  const firstFrame = chunks.find(({ type }) => type === 'ANMF');
  if (firstFrame) return decodeAnimation(firstFrame.body, canvas);
  const { data, width, height } = await decompressWebp(bytes);
  return upright(rgbaOverWhite(data, width, height), orientationOf(bytes));
}

export const webp: ImageFormat = {
  name: 'WebP',
  extensions: ['webp'],
  matches: (head) => hasText(head, 0, 'RIFF') && hasText(head, 8, 'WEBP'),
  header(bytes) {
    const first = chunksOf(bytes, 12).next();
    const size = first.done ? undefined : readSize(first.value);
    if (!size) return undefined;
    const exchanged = exchangesAxes(orientationOf(bytes));
    return exchanged ? { width: size.height, height: size.width, channels: 3 } : { ...size, channels: 3 };
  },
  decode,
};
