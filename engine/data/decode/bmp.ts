/** BMP: 1–32 bits per pixel, palettes, bit fields, run lengths, rows from either end. */
import type { Pixels } from '../dataset';
import { expandRuns } from './bmp-runs';
import { BrokenImage, cutShort, hasText, viewOf, type ImageFormat } from './format';
import { overWhite } from './over-white';

const RUN_LENGTH_8 = 1;
const RUN_LENGTH_4 = 2;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly dataAt: number;
  /** Palette position and bytes per entry; none above 8 bits. */
  readonly paletteAt: number;
  readonly entryBytes: 3 | 4;
  readonly entries: number;
  /** Red, green, blue and alpha masks of 16- and 32-bit pixels. */
  readonly masks: readonly [number, number, number, number];
}

function readLayout(bytes: Uint8Array): Layout | undefined {
  if (bytes.length < 26) return undefined;
  const view = viewOf(bytes);
  const headerBytes = view.getUint32(14, true);
  const dataAt = view.getUint32(10, true);
  if (headerBytes === 12) {
    const bits = view.getUint16(24, true);
    const size = { width: view.getUint16(18, true), height: view.getUint16(20, true) };
    const palette = { paletteAt: 26, entryBytes: 3, entries: bits <= 8 ? 2 ** bits : 0 } as const;
    return checked({ ...size, topDown: false, bits, compression: 0, dataAt, ...palette, masks: defaultMasks(bits) });
  }
  if (headerBytes < 40) throw new BrokenImage(`its BMP header of ${headerBytes} bytes is of an unknown kind`);
  if (bytes.length < 70) return undefined;
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const height = view.getInt32(22, true);
  const fields = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  const hasAlphaMask = headerBytes >= 56 || compression === ALPHA_BIT_FIELDS;
  const mask = (index: number) => view.getUint32(54 + index * 4, true);
  const masks = fields ? ([mask(0), mask(1), mask(2), hasAlphaMask ? mask(3) : 0] as const) : defaultMasks(bits);
  return checked({
    width: view.getInt32(18, true), height: Math.abs(height), topDown: height < 0, bits, compression, dataAt,
    paletteAt: 14 + headerBytes, entryBytes: 4, entries: bits <= 8 ? view.getUint32(46, true) || 2 ** bits : 0, masks,
  });
}

function defaultMasks(bits: number): Layout['masks'] {
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0x00ff00, 0x0000ff, 0];
}

function checked(layout: Layout): Layout {
  const { bits, compression, width } = layout;
  if (width <= 0) throw new BrokenImage('the BMP header gives no width');
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new BrokenImage(`a BMP with ${bits} bits per pixel cannot be read`);
  const runs = (compression === RUN_LENGTH_8 && bits === 8) || (compression === RUN_LENGTH_4 && bits === 4);
  const fields = (compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS) && (bits === 16 || bits === 32);
  if (compression !== 0 && !runs && !fields) throw new BrokenImage(`its BMP compression ${compression} cannot be read`);
  return layout;
}

type Field = (pixel: number) => number;

/** Reads the bits of `mask` out of a pixel and spreads them over 0–255. */
function field(mask: number): Field {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / largest);
}

function decode(bytes: Uint8Array): Pixels {
  const layout = readLayout(bytes);
  if (!layout) throw cutShort();
  const { width, height, bits, compression } = layout;
  const data = new Uint8Array(width * height * 3);
  if (compression === RUN_LENGTH_8 || compression === RUN_LENGTH_4) {
    const indices = expandRuns(bytes.subarray(layout.dataAt), width, height, bits);
    const palette = readPalette(bytes, layout);
    fillRows(layout, data, (row, to) => {
      for (let x = 0; x < width; x++) data.set(palette[indices[row * width + x]!]!, to + x * 3);
    });
    return { width, height, channels: 3, data };
  }
  const pitch = Math.ceil((width * bits) / 32) * 4;
  // Some writers leave out the padding of the last row.
  if (layout.dataAt + pitch * (height - 1) + Math.ceil((width * bits) / 8) > bytes.length) throw cutShort();
  const writeRow = rowReader(bytes, layout, data);
  fillRows(layout, data, (row, to) => writeRow(layout.dataAt + row * pitch, to));
  return { width, height, channels: 3, data };
}

/** Calls `write(stored row, offset of the shown row)`; files usually begin with the lowest row. */
function fillRows({ width, height, topDown }: Layout, data: Uint8Array, write: (row: number, to: number) => void): void {
  const rowBytes = width * 3;
  for (let row = 0; row < height; row++) write(row, topDown ? row * rowBytes : data.length - (row + 1) * rowBytes);
}

function readPalette(bytes: Uint8Array, { paletteAt, entryBytes, entries, bits }: Layout): readonly Uint8Array[] {
  if (entries > 2 ** bits || paletteAt + entries * entryBytes > bytes.length) throw cutShort();
  const black = new Uint8Array(3);
  return Array.from({ length: 2 ** bits }, (_, index) => {
    const at = paletteAt + index * entryBytes;
    return index < entries ? Uint8Array.of(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!) : black;
  });
}

function rowReader(bytes: Uint8Array, layout: Layout, data: Uint8Array): (from: number, to: number) => void {
  const { width, bits } = layout;
  if (bits <= 8) {
    const palette = readPalette(bytes, layout);
    return (from, to) => {
      for (let x = 0; x < width; x++) {
        const shift = 8 - bits - ((x * bits) & 7);
        data.set(palette[(bytes[from + ((x * bits) >> 3)]! >> shift) & (2 ** bits - 1)]!, to + x * 3);
      }
    };
  }
  if (bits === 24) {
    return (from, to) => {
      for (let x = 0; x < width * 3; x += 3) {
        data[to + x] = bytes[from + x + 2]!;
        data[to + x + 1] = bytes[from + x + 1]!;
        data[to + x + 2] = bytes[from + x]!;
      }
    };
  }
  const view = viewOf(bytes);
  const [red, green, blue, alpha] = layout.masks.map(field) as [Field, Field, Field, Field];
  const opaque = layout.masks[3] === 0;
  return (from, to) => {
    for (let x = 0; x < width; x++, to += 3) {
      const pixel = bits === 16 ? view.getUint16(from + x * 2, true) : view.getUint32(from + x * 4, true);
      const cover = opaque ? 255 : alpha(pixel);
      data[to] = overWhite(red(pixel), cover);
      data[to + 1] = overWhite(green(pixel), cover);
      data[to + 2] = overWhite(blue(pixel), cover);
    }
  };
}

export const bmp: ImageFormat = {
  name: 'BMP',
  extensions: ['bmp', 'dib'],
  matches: (head) => hasText(head, 0, 'BM') && head.length >= 18 && viewOf(head).getUint32(14, true) <= 256,
  header(bytes) {
    const layout = readLayout(bytes);
    return layout && { width: layout.width, height: layout.height, channels: 3 };
  },
  decode,
};
