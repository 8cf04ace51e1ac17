/** The strips or tiles of a TIFF page: finding, decompressing and joining them to rows of 8-bit samples. */
import { inflateSync } from 'node:zlib';
import { BrokenImage, cutShort, LARGEST_PIXELS } from './format';
import { decompressJpeg, type JpegLayout } from './jpeg-turbo';
import { expandLzw } from './lzw';
import { TIFF_TAG as TAG, type TiffPage } from './tiff-page';

const NONE = 1;
const LZW = 5;
const JPEG = 7;
const PACK_BITS = 32773;
const DEFLATE: readonly number[] = [8, 32946];
const FAX: readonly number[] = [2, 3, 4];
const YCBCR = 6;

interface Segments {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
}

/** All samples of the page, interleaved, one byte each: spread over 0–255 unless they are palette entries. */
export function readSamples(bytes: Uint8Array, page: TiffPage, width: number, height: number, isPalette: boolean): Uint8Array {
  const samples = page.value(TAG.samples, 1);
  const bits = page.value(TAG.bits, 1);
  requireReadable(page, bits);
  const separate = page.value(TAG.planes, 1) === 2 && samples > 1;
  const perSegment = separate ? 1 : samples;
  const segments = findSegments(page, width, height);
  const down = Math.ceil(height / segments.height);
  const perPlane = segments.across * down;
  if (segments.offsets.length < perPlane * (separate ? samples : 1)) throw new BrokenImage('parts of the TIFF are missing');
  const out = new Uint8Array(width * height * samples);
  for (const [index, offset] of segments.offsets.entries()) {
    const plane = Math.floor(index / perPlane);
    if (plane >= (separate ? samples : 1)) break;
    const left = (index % segments.across) * segments.width;
    const top = Math.floor((index % perPlane) / segments.across) * segments.height;
    // Tiles are always whole; the last strip ends with the picture.
    const isTile = segments.width !== width || page.all(TAG.tileOffsets).length > 0;
    const rows = isTile ? segments.height : Math.min(segments.height, height - top);
    const end = offset + (segments.sizes[index] ?? 0);
    if (end > bytes.length) throw cutShort();
    const segment = { width: segments.width, rows, samples: perSegment, bits };
    const unpacked = unpackSegment(bytes.subarray(offset, end), page, segment, isPalette);
    const shownWidth = Math.min(segments.width, width - left);
    for (let row = 0; row < Math.min(rows, height - top); row++) {
      const from = row * segments.width * perSegment;
      const to = ((top + row) * width + left) * samples + plane;
      if (!separate) out.set(unpacked.subarray(from, from + shownWidth * samples), to);
      else for (let x = 0; x < shownWidth; x++) out[to + x * samples] = unpacked[from + x]!;
    }
  }
  return out;
}

function requireReadable(page: TiffPage, bits: number): void {
  const compression = page.value(TAG.compression, NONE);
  if (FAX.includes(compression)) throw new BrokenImage('its TIFF compression for fax (CCITT) cannot be read');
  if (![NONE, LZW, JPEG, PACK_BITS, ...DEFLATE].includes(compression)) throw new BrokenImage(`its TIFF compression ${compression} cannot be read`);
  if (![1, 2, 4, 8, 16].includes(bits) || page.all(TAG.bits).some((other) => other !== bits)) throw new BrokenImage(`a TIFF with ${page.all(TAG.bits).join(', ')} bits per sample cannot be read`);
  if (page.value(TAG.sampleFormat, 1) !== 1) throw new BrokenImage('a TIFF whose samples are not whole numbers from 0 on cannot be read');
  if (page.value(TAG.predictor, 1) > 2 || page.value(TAG.fillOrder, 1) !== 1) throw new BrokenImage('a TIFF of this unusual kind cannot be read');
}

function findSegments(page: TiffPage, width: number, height: number): Segments {
  const tiled = page.all(TAG.tileOffsets).length > 0;
  const size = tiled
    ? { width: page.value(TAG.tileWidth, 0), height: page.value(TAG.tileHeight, 0) }
    : { width, height: Math.min(height, page.value(TAG.rowsPerStrip, height)) };
  const area = size.width * size.height;
  if (area < 1 || area > LARGEST_PIXELS) throw new BrokenImage('the TIFF is damaged (impossible tile size)');
  const offsets = page.all(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  if (offsets.length === 0) throw new BrokenImage('the TIFF holds no picture');
  return { ...size, across: Math.ceil(width / size.width), offsets, sizes: page.all(tiled ? TAG.tileBytes : TAG.stripBytes) };
}

interface Segment {
  readonly width: number;
  readonly rows: number;
  readonly samples: number;
  readonly bits: number;
}

function unpackSegment(packed: Uint8Array, page: TiffPage, segment: Segment, isPalette: boolean): Uint8Array {
  const compression = page.value(TAG.compression, NONE);
  if (compression === JPEG) return unpackJpeg(packed, page, segment);
  const rowBytes = Math.ceil((segment.width * segment.samples * segment.bits) / 8);
  const raw = decompress(packed, compression, rowBytes * segment.rows);
  if (raw.length < rowBytes * segment.rows) throw cutShort();
  const samples = toBytes(raw, rowBytes, segment, page.littleEndian, page.value(TAG.predictor, 1) === 2);
  if (!isPalette && segment.bits < 8) spread(samples, 255 / (2 ** segment.bits - 1));
  return samples;
}

function decompress(packed: Uint8Array, compression: number, length: number): Uint8Array {
  if (compression === NONE) return packed;
  if (compression === LZW) return expandLzw(packed, { valueBits: 8, lowestBitFirst: false, early: 1 }, length);
  if (compression === PACK_BITS) return expandPackBits(packed, length);
  try {
    return inflateSync(packed, { maxOutputLength: length + 4096 });
  } catch {
    throw new BrokenImage('the compressed data is damaged');
  }
}

function expandPackBits(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0, to = 0; to < length; ) {
    const code = packed[at++];
    if (code === undefined) throw cutShort();
    if (code < 128) {
      out.set(packed.subarray(at, at + Math.min(code + 1, length - to)), to);
      at += code + 1;
      to += code + 1;
    } else if (code > 128) {
      out.fill(packed[at++] ?? 0, to, to + 257 - code);
      to += 257 - code;
    }
  }
  return out;
}

/** Splits rows into one byte per sample; `differences` means that each sample is stored relative to its left neighbour. */
function toBytes(raw: Uint8Array, rowBytes: number, { width, rows, samples, bits }: Segment, littleEndian: boolean, differences: boolean): Uint8Array {
  const perRow = width * samples;
  const out = new Uint8Array(perRow * rows);
  const row = new Uint16Array(perRow);
  const high = littleEndian ? 1 : 0;
  for (let line = 0, to = 0; line < rows; line++) {
    const start = line * rowBytes;
    for (let index = 0; index < perRow; index++) {
      if (bits === 8) row[index] = raw[start + index]!;
      else if (bits === 16) row[index] = (raw[start + index * 2 + high]! << 8) | raw[start + index * 2 + 1 - high]!;
      else row[index] = (raw[start + ((index * bits) >> 3)]! >> (8 - bits - ((index * bits) & 7))) & (2 ** bits - 1);
    }
    if (differences) for (let index = samples; index < perRow; index++) row[index] = row[index]! + row[index - samples]!;
    // (v · 255 + 32895) >> 16 is v / 257, rounded.
    for (let index = 0; index < perRow; index++) out[to++] = bits === 16 ? (row[index]! * 255 + 32895) >> 16 : row[index]!;
  }
  return out;
}

function spread(samples: Uint8Array, factor: number): void {
  for (let index = 0; index < samples.length; index++) samples[index] = samples[index]! * factor;
}

/** A JPEG inside a TIFF leaves its tables to the directory and its colour space to the photometric tag. */
function unpackJpeg(packed: Uint8Array, page: TiffPage, { width, rows, samples }: Segment): Uint8Array {
  const layout = ({ 1: 'grey', 3: 'rgb', 4: 'cmyk' } as const)[samples] satisfies JpegLayout | undefined;
  if (!layout) throw new BrokenImage(`a JPEG-compressed TIFF with ${samples} samples per pixel cannot be read`);
  const tables = Uint8Array.from(page.all(TAG.jpegTables)).subarray(2, -2);
  // An Adobe marker tells libjpeg the colour space; without one it would guess.
  const transform = page.value(TAG.colour, 2) === YCBCR ? 1 : 0;
  const adobe = Buffer.from(`\xff\xee\0\x0eAdobe\0\x64\0\0\0\0${String.fromCharCode(transform)}`, 'latin1');
  const whole = Buffer.concat([packed.subarray(0, 2), adobe, tables, packed.subarray(2)]);
  return decompressJpeg(whole, width, rows, layout);
}
