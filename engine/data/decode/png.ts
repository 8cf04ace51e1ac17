/**
 * PNG: every colour type, 1–16 bits, palettes, transparency, Adam7 interlacing, EXIF orientation.
 *
 * Written here on Node's own zlib because the JavaScript decoders inflate without an upper bound (a 1×1 picture can hide
 * gigabytes) and are several times slower on the small files that data sets are made of.
 */
import { crc32, createInflate, inflateSync } from 'node:zlib';
import type { Pixels } from '../dataset';
import { BrokenImage, cutShort, hasText, viewOf, type ImageFormat } from './format';
import { exchangesAxes, exifOrientation, upright, type Orientation } from './orientation';
import { BITS_ALLOWED, CHANNELS, type PngHeader } from './png-header';
import { PngScanlines } from './png-scanlines';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** Above this many bytes of raw rows the data is inflated piece by piece, so that they never lie in memory at once. */
const STREAMED_BYTES = 64 * 2 ** 20;

interface Chunks {
  header?: PngHeader;
  palette?: Uint8Array;
  transparency?: Uint8Array;
  orientation: Orientation;
  data: Uint8Array[];
  complete: boolean;
}

function readHeader(body: Uint8Array): PngHeader {
  const view = viewOf(body);
  if (body.length < 13) throw new BrokenImage('the PNG header is too short');
  const [bits, colour, , , interlace] = body.subarray(8, 13) as unknown as [number, number, number, number, number];
  if (!BITS_ALLOWED[colour]?.includes(bits)) throw new BrokenImage(`the PNG header asks for colour type ${colour} with ${bits} bits, which does not exist`);
  return { width: view.getUint32(0), height: view.getUint32(4), bits, colour, interlaced: interlace === 1 };
}

/** Collects the chunks that matter. Stops quietly at the end of the bytes: `complete` says whether IEND was seen. */
function readChunks(bytes: Uint8Array): Chunks {
  const view = viewOf(bytes);
  const chunks: Chunks = { orientation: 1, data: [], complete: false };
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return chunks;
    const body = bytes.subarray(at + 8, end);
    const checked = type === 'IHDR' || type === 'PLTE' || type === 'tRNS';
    // Picture data carries zlib's own checksum; other chunks do not change the picture.
    if (checked && crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw new BrokenImage(`the PNG chunk ${type} is damaged (wrong checksum)`);
    if (type === 'IHDR') chunks.header = readHeader(body);
    else if (type === 'PLTE') chunks.palette = body;
    else if (type === 'tRNS') chunks.transparency = body;
    else if (type === 'eXIf') chunks.orientation = exifOrientation(body);
    else if (type === 'IDAT') chunks.data.push(body);
    else if (type === 'IEND') {
      chunks.complete = true;
      return chunks;
    }
    at = end + 4;
  }
  return chunks;
}

function damaged(error: unknown): BrokenImage {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return cutShort();
  if (code === 'ERR_BUFFER_TOO_LARGE') return new BrokenImage('the PNG holds more data than its size allows');
  return new BrokenImage('the compressed data is damaged');
}

async function inflateInto(rows: PngScanlines, data: readonly Uint8Array[]): Promise<void> {
  try {
    if (rows.rawBytes <= STREAMED_BYTES) {
      const packed = data.length === 1 ? data[0]! : Buffer.concat(data);
      const chunkSize = Math.max(64, Math.min(rows.rawBytes + 1, 2 ** 20));
      // Some writers append a few bytes to the stream; anything larger is not a picture.
      rows.push(inflateSync(packed, { chunkSize, maxOutputLength: rows.rawBytes + 4096 }));
      return;
    }
    const inflate = createInflate({ chunkSize: 2 ** 18 });
    inflate.end(Buffer.concat(data));
    for await (const piece of inflate) {
      rows.push(piece as Uint8Array);
      if (rows.complete) break;
    }
  } catch (error) {
    throw damaged(error);
  }
}

async function decode(bytes: Uint8Array): Promise<Pixels> {
  const chunks = readChunks(bytes);
  return readRows(chunks, chunks.palette, chunks.transparency);
}

async function readRows({ header, orientation, data, complete }: Chunks, palette?: Uint8Array, transparency?: Uint8Array): Promise<Pixels> {
  if (!header || data.length === 0) throw cutShort();
  const rows = new PngScanlines(header, palette, transparency);
  await inflateInto(rows, data);
  if (!rows.complete || !complete) throw cutShort();
  return upright(rows.pixels, orientation);
}

/** A palette in which every entry shows its own number. */
const NUMBERS = Uint8Array.from({ length: 3 * 256 }, (_, at) => Math.floor(at / 3));

/**
 * The numbers that a palette or grey PNG of up to 8 bits stores, one channel, neither coloured nor spread over 0 … 255.
 * `undefined` for every other file. Throws `BrokenImage` where it is damaged.
 */
export async function readPngNumbers(bytes: Uint8Array): Promise<Pixels | undefined> {
  if (!png.matches(bytes)) return undefined;
  const chunks = readChunks(bytes);
  if (!chunks.header) throw cutShort();
  const { bits, colour } = chunks.header;
  if (bits > 8 || (colour !== 3 && colour !== 0)) return undefined;
  const { width, height, data } = await readRows(chunks, NUMBERS);
  const spread = 255 / (2 ** bits - 1);
  const numbers = colour === 3 ? data.filter((_, at) => at % 3 === 0) : spread === 1 ? data : data.map((value) => value / spread);
  return { width, height, channels: 1, data: numbers };
}

export const png: ImageFormat = {
  name: 'PNG',
  extensions: ['png', 'apng'],
  matches: (head) => hasText(head, 0, SIGNATURE),
  header(bytes) {
    const { header, orientation } = readChunks(bytes);
    if (!header) return undefined;
    const { width, height } = header;
    const channels = CHANNELS[header.colour]! <= 2 && header.colour !== 3 ? 1 : 3;
    return exchangesAxes(orientation) ? { width: height, height: width, channels } : { width, height, channels };
  },
  decode,
};
