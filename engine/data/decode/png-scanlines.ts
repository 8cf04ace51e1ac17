/** From a PNG's inflated bytes to pixels: filters, interlacing, sample sizes, palettes and transparency. */
import type { Pixels } from '../dataset';
import { BrokenImage } from './format';
import { overWhite } from './over-white';
import { CHANNELS, type PngHeader } from './png-header';

interface Pass {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const ADAM7 = [
  [0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2],
] as const;

function passesOf({ width, height, interlaced }: PngHeader): Pass[] {
  if (!interlaced) return [{ width, height, x: 0, y: 0, stepX: 1, stepY: 1 }];
  return ADAM7.map(([x, y, stepX, stepY]) => ({
    width: Math.ceil((width - x) / stepX), height: Math.ceil((height - y) / stepY), x, y, stepX, stepY,
  })).filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Takes inflated bytes in pieces of any length and fills the picture row by row. */
export class PngScanlines {
  readonly pixels: Pixels;
  /** Exactly how many bytes the rows take, filter bytes included. */
  readonly rawBytes: number;
  private readonly passes: Pass[];
  private readonly samples: number;
  private readonly pixelBytes: number;
  private readonly palette: Uint8Array | undefined;
  private readonly clear: readonly number[] | undefined;
  private pass = 0;
  private line = 0;
  private row: Uint8Array;
  private above: Uint8Array;
  private filled = 0;

  constructor(private readonly header: PngHeader, palette: Uint8Array | undefined, transparency: Uint8Array | undefined) {
    const { width, height, colour, bits } = header;
    const channels = colour === 0 || colour === 4 ? 1 : 3;
    this.pixels = { width, height, channels, data: new Uint8Array(width * height * channels) };
    this.samples = CHANNELS[colour]!;
    this.pixelBytes = Math.max(1, (this.samples * bits) / 8);
    this.passes = passesOf(header);
    this.rawBytes = this.passes.reduce((sum, pass) => sum + pass.height * this.rowBytes(pass), 0);
    if (colour === 3) this.palette = opaquePalette(palette, transparency);
    if ((colour === 0 || colour === 2) && transparency) this.clear = clearColour(transparency, this.samples);
    this.row = new Uint8Array(this.rowBytes(this.passes[0]!));
    this.above = new Uint8Array(this.row.length);
  }

  get complete(): boolean {
    return this.pass === this.passes.length;
  }

  private rowBytes(pass: Pass): number {
    return 1 + Math.ceil((pass.width * this.samples * this.header.bits) / 8);
  }

  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length && !this.complete; ) {
      const taken = Math.min(this.row.length - this.filled, piece.length - at);
      this.row.set(piece.subarray(at, at + taken), this.filled);
      this.filled += taken;
      at += taken;
      if (this.filled === this.row.length) this.finishRow();
    }
  }

  private finishRow(): void {
    const pass = this.passes[this.pass]!;
    unfilter(this.row, this.above, this.pixelBytes);
    this.writeRow(pass);
    [this.row, this.above] = [this.above, this.row];
    this.filled = 0;
    if (++this.line < pass.height) return;
    this.line = 0;
    const next = this.passes[++this.pass];
    if (next) {
      this.row = new Uint8Array(this.rowBytes(next));
      this.above = new Uint8Array(this.row.length);
    }
  }

  private writeRow(pass: Pass): void {
    const { data, width, channels } = this.pixels;
    const step = pass.stepX * channels;
    let to = ((pass.y + this.line * pass.stepY) * width + pass.x) * channels;
    const { row, samples, header, palette } = this;
    const bytes = toBytes(row, pass.width * samples, header.bits, palette === undefined);
    if (samples === channels && !this.clear && !palette && pass.stepX === 1) {
      data.set(bytes, to);
      return;
    }
    for (let x = 0; x < pass.width; x++, to += step) {
      const first = x * samples;
      if (palette) {
        const entry = Math.min(bytes[first]! * 3, palette.length - 3);
        for (let channel = 0; channel < 3; channel++) data[to + channel] = palette[entry + channel]!;
        continue;
      }
      const alpha = samples > channels ? bytes[first + channels]! : this.isClear(first) ? 0 : 255;
      for (let channel = 0; channel < channels; channel++) data[to + channel] = overWhite(bytes[first + channel]!, alpha);
    }
  }

  /** Whether the pixel has the one colour that is declared transparent, compared before it is reduced to 8 bits. */
  private isClear(first: number): boolean {
    return this.clear?.every((value, channel) => sampleAt(this.row, first + channel, this.header.bits) === value) ?? false;
  }
}

/** The samples of a row as bytes: spread over 0–255, or as they are where they are palette entries. */
function toBytes(row: Uint8Array, count: number, bits: number, spread: boolean): Uint8Array {
  if (bits === 8) return row.subarray(1, 1 + count);
  const bytes = new Uint8Array(count);
  if (bits === 16) {
    // (v · 255 + 32895) >> 16 is v / 257, rounded.
    for (let index = 0, at = 1; index < count; index++, at += 2) bytes[index] = (((row[at]! << 8) | row[at + 1]!) * 255 + 32895) >> 16;
    return bytes;
  }
  const factor = spread ? 255 / (2 ** bits - 1) : 1;
  for (let index = 0; index < count; index++) bytes[index] = sampleAt(row, index, bits) * factor;
  return bytes;
}

/** The `index`-th sample of a row whose first byte is the filter. */
function sampleAt(row: Uint8Array, index: number, bits: number): number {
  if (bits === 8) return row[1 + index]!;
  if (bits === 16) return (row[1 + index * 2]! << 8) | row[2 + index * 2]!;
  const perByte = 8 / bits;
  const shift = (perByte - 1 - (index % perByte)) * bits;
  return (row[1 + Math.floor(index / perByte)]! >> shift) & (2 ** bits - 1);
}

function opaquePalette(palette: Uint8Array | undefined, transparency: Uint8Array | undefined): Uint8Array {
  if (!palette || palette.length < 3) throw new BrokenImage('the PNG uses a palette and does not contain one');
  return Uint8Array.from(palette, (value, index) => overWhite(value, transparency?.[Math.floor(index / 3)] ?? 255));
}

function clearColour(transparency: Uint8Array, samples: number): readonly number[] | undefined {
  if (transparency.length < samples * 2) return undefined;
  return Array.from({ length: samples }, (_, index) => (transparency[index * 2]! << 8) | transparency[index * 2 + 1]!);
}

/** Undoes the row's filter in place; `above` is the row before it, unfiltered (zeros for the first). */
function unfilter(row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  const filter = row[0]!;
  // The first pixel has no left neighbour: its filters are reduced to what lies above it.
  const inner = 1 + step;
  if (filter === 1) {
    for (let index = inner; index < length; index++) row[index] = row[index]! + row[index - step]!;
  } else if (filter === 2) {
    for (let index = 1; index < length; index++) row[index] = row[index]! + above[index]!;
  } else if (filter === 3) {
    for (let index = 1; index < inner; index++) row[index] = row[index]! + (above[index]! >> 1);
    for (let index = inner; index < length; index++) row[index] = row[index]! + ((row[index - step]! + above[index]!) >> 1);
  } else if (filter === 4) {
    for (let index = 1; index < inner; index++) row[index] = row[index]! + above[index]!;
    for (let index = inner; index < length; index++) {
      row[index] = row[index]! + paeth(row[index - step]!, above[index]!, above[index - step]!);
    }
  } else if (filter > 4) {
    throw new BrokenImage('the compressed data is damaged');
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - corner - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
