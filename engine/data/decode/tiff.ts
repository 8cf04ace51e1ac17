/** TIFF: the first page, in every compression and colour space that UTIF reads; orientation applied. */
import { decode as readPages, decodeImage, toRGBA8, type IFD } from 'utif2';
import type { Pixels } from '../dataset';
import { cmykToRgb } from './cmyk';
import { BrokenImage, cutShort, hasText, LARGEST_PIXELS, viewOf, type ImageFormat } from './format';
import { asOrientation, exchangesAxes, upright, type Orientation } from './orientation';
import { rgbaOverWhite } from './over-white';

const TAG = {
  width: 256, height: 257, compression: 259, photometric: 262, stripOffsets: 273, orientation: 274, samples: 277,
  stripBytes: 279, planes: 284, tileWidth: 322, tileHeight: 323,
  tileOffsets: 324, tileBytes: 325,
} as const;

/** Photometric interpretations: 0 and 1 grey, 2 RGB, 3 palette, 4 mask, 5 CMYK. */
const CMYK = 5;

/** None, CCITT, LZW, JPEG, Deflate, PackBits. */
const COMPRESSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946];

interface Page {
  readonly littleEndian: boolean;
  /** Values of the integer tags, by tag number. */
  readonly tags: ReadonlyMap<number, readonly number[]>;
  /** Where the offset of the next page is written. */
  readonly nextAt: number;
}

const BYTES_OF_TYPE: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 };

/** The first page's integer tags; `undefined` where the bytes end before them (they often stand at the end of the file). */
function readPage(bytes: Uint8Array): Page | undefined {
  const littleEndian = hasText(bytes, 0, 'II');
  const view = viewOf(bytes);
  if (bytes.length < 8) return undefined;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > bytes.length) return undefined;
  const entries = view.getUint16(directory, littleEndian);
  const nextAt = directory + 2 + entries * 12;
  if (nextAt + 4 > bytes.length) return undefined;
  const tags = new Map<number, number[]>();
  for (let entry = directory + 2; entry < nextAt; entry += 12) {
    const type = view.getUint16(entry + 2, littleEndian);
    const count = view.getUint32(entry + 4, littleEndian);
    const size = BYTES_OF_TYPE[type];
    if (!size) continue;
    const at = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian);
    if (at + count * size > bytes.length) return undefined;
    const read = (index: number) =>
      size === 1 ? view.getUint8(at + index) : size === 2 ? view.getUint16(at + index * 2, littleEndian) : view.getUint32(at + index * 4, littleEndian);
    tags.set(view.getUint16(entry, littleEndian), Array.from({ length: count }, (_, index) => read(index)));
  }
  return { littleEndian, tags, nextAt };
}

function requireData(page: Page, length: number): void {
  const offsets = page.tags.get(TAG.stripOffsets) ?? page.tags.get(TAG.tileOffsets) ?? [];
  const sizes = page.tags.get(TAG.stripBytes) ?? page.tags.get(TAG.tileBytes) ?? [];
  if (offsets.length === 0) throw new BrokenImage('the TIFF holds no picture');
  if (tagOf(page, TAG.tileWidth, 1) * tagOf(page, TAG.tileHeight, 1) > LARGEST_PIXELS) throw new BrokenImage('its tiles are impossibly large');
  if (offsets.some((offset, index) => offset + (sizes[index] ?? 0) > length)) throw cutShort();
}

function decode(bytes: Uint8Array): Pixels {
  const page = readPage(bytes);
  if (!page) throw cutShort();
  requireData(page, bytes.length);
  requireKnownCoding(page);
  try {
    return upright(toPixels(page, unpack(page, bytes)), orientationOf(page));
  } catch (error) {
    // UTIF throws strings and TypeErrors on damaged files.
    throw error instanceof BrokenImage || error instanceof RangeError ? error : new BrokenImage('its TIFF data is damaged');
  }
}

/** UTIF answers a black picture for what it does not know. */
function requireKnownCoding(page: Page): void {
  const compression = tagOf(page, TAG.compression, 1);
  if (!COMPRESSIONS.includes(compression)) throw new BrokenImage(`its TIFF compression ${compression} cannot be read`);
  const photometric = tagOf(page, TAG.photometric, 2);
  const isJpeg = compression === 6 || compression === 7;
  if (tagOf(page, TAG.planes, 1) === 2 && tagOf(page, TAG.samples, 1) > 1) throw new BrokenImage('a TIFF with separate colour planes cannot be read');
  if (photometric > CMYK && !isJpeg) throw new BrokenImage(`its TIFF colour space ${photometric} cannot be read`);
}

function unpack(page: Page, bytes: Uint8Array): IFD {
  // A private copy in which the first page is the last: further pages cost memory and may point at each other in a circle.
  const copy = new Uint8Array(bytes);
  viewOf(copy).setUint32(page.nextAt, 0, page.littleEndian);
  const [first] = readPages(copy.buffer) as [IFD];
  quietly(() => decodeImage(copy.buffer, first));
  return first;
}

/** UTIF prints a line per tile, which would end up among the command line's JSON; its work is synchronous. */
function quietly(work: () => void): void {
  const { log } = console;
  console.log = () => {};
  try {
    work();
  } finally {
    console.log = log;
  }
}

function toPixels(page: Page, unpacked: IFD): Pixels {
  const { width, height } = unpacked;
  const samples = tagOf(page, TAG.samples, 1);
  if (tagOf(page, TAG.photometric, 2) === CMYK) {
    if (unpacked.data.length < width * height * samples) throw new BrokenImage('only 8-bit CMYK TIFF files can be read');
    return { width, height, channels: 3, data: cmykToRgb(unpacked.data.subarray(0, width * height * samples), samples, false) };
  }
  const pixels = rgbaOverWhite(toRGBA8(unpacked), width, height);
  return isGrey(page) ? firstChannel(pixels) : pixels;
}

function tagOf(page: Page, tag: number, otherwise: number): number {
  return page.tags.get(tag)?.[0] ?? otherwise;
}

function orientationOf(page: Page): Orientation {
  return asOrientation(tagOf(page, TAG.orientation, 1));
}

function isGrey(page: Page): boolean {
  return tagOf(page, TAG.photometric, 2) <= 1;
}

function firstChannel({ width, height, data }: Pixels): Pixels {
  return { width, height, channels: 1, data: Uint8Array.from({ length: width * height }, (_, index) => data[index * 3]!) };
}

export const tiff: ImageFormat = {
  name: 'TIFF',
  extensions: ['tif', 'tiff'],
  matches: (head) => hasText(head, 0, 'II*\0') || hasText(head, 0, 'MM\0*'),
  header(bytes) {
    const page = readPage(bytes);
    if (!page) return undefined;
    const width = tagOf(page, TAG.width, 0);
    const height = tagOf(page, TAG.height, 0);
    const channels = isGrey(page) ? 1 : 3;
    return exchangesAxes(orientationOf(page)) ? { width: height, height: width, channels } : { width, height, channels };
  },
  decode,
};
