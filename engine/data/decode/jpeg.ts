/** JPEG: baseline and progressive; grey, YCbCr, RGB, CMYK and YCCK; EXIF orientation. */
import type { Pixels } from '../dataset';
import { cmykToRgb } from './cmyk';
import { BrokenImage, cutShort, hasText, viewOf, type ImageFormat } from './format';
import { decompressJpeg } from './jpeg-turbo';
import { exchangesAxes, exifOrientation, upright, type Orientation } from './orientation';

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly orientation: Orientation;
  /** Adobe programs store CMYK inverted and say so by their marker. */
  readonly adobe: boolean;
  /** Offset of the first scan's marker. */
  readonly scan: number;
}

/** Walks the markers up to the first scan; `undefined` where the bytes end before it. */
function readFrame(bytes: Uint8Array): Frame | undefined {
  const view = viewOf(bytes);
  let orientation: Orientation = 1;
  let adobe = false;
  let size: Pick<Frame, 'width' | 'height' | 'components'> | undefined;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new BrokenImage('a JPEG marker was expected and something else was found');
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    if (marker === 0xda) {
      if (!size) throw new BrokenImage('the JPEG has no frame header');
      return { ...size, orientation, adobe, scan: at };
    }
    if (marker === 0xd9) throw new BrokenImage('the JPEG holds no picture');
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (end > bytes.length) return undefined;
    if (marker === 0xe1 && hasText(bytes, at + 4, 'Exif\0\0')) orientation = exifOrientation(bytes.subarray(at + 4, end));
    if (marker === 0xee && hasText(bytes, at + 4, 'Adobe')) adobe = true;
    if (isFrame(marker)) {
      if (length < 8) throw new BrokenImage('the JPEG frame header is too short');
      if (bytes[at + 4] !== 8) throw new BrokenImage(`the JPEG has ${bytes[at + 4]} bits per sample; only 8 can be read`);
      if (marker === 0xc3) throw new BrokenImage('it is a lossless JPEG, a rare kind that cannot be read');
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: bytes[at + 9]! };
    }
    at = end;
  }
  return undefined;
}

/** SOF0 … SOF15, without the Huffman-table, extension and arithmetic-table markers that lie among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function hasEnd(bytes: Uint8Array, scan: number): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.lastIndexOf(Buffer.from([0xff, 0xd9])) > scan;
}

function decode(bytes: Uint8Array): Pixels {
  const frame = readFrame(bytes);
  if (!frame || !hasEnd(bytes, frame.scan)) throw cutShort();
  const { width, height, components, orientation, adobe } = frame;
  if (components === 1) return upright({ width, height, channels: 1, data: decompressJpeg(bytes, width, height, 'grey') }, orientation);
  const data =
    components === 4
      ? cmykToRgb(decompressJpeg(bytes, width, height, 'cmyk'), 4, adobe)
      : decompressJpeg(bytes, width, height, 'rgb');
  return upright({ width, height, channels: 3, data }, orientation);
}

export const jpeg: ImageFormat = {
  name: 'JPEG',
  extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
  matches: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
  header(bytes) {
    const frame = readFrame(bytes);
    if (!frame) return undefined;
    const { width, height } = frame;
    const channels = frame.components === 1 ? 1 : 3;
    return exchangesAxes(frame.orientation) ? { width: height, height: width, channels } : { width, height, channels };
  },
  decode,
};
