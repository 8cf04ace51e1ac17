/** GIF: the first frame, interlaced or not, with transparency. */
import type { Pixels } from '../dataset';
import { BrokenImage, cutShort, hasText, LARGEST_PIXELS, viewOf, type ImageFormat } from './format';
import { expandLzw } from './lzw';

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  readonly palette: Uint8Array;
  /** Palette entry that shows the background, or −1. */
  readonly clear: number;
  readonly indices: Uint8Array;
}

/** Joins the length-prefixed sub-blocks at `at`; answers them and the offset behind them. */
function subBlocks(bytes: Uint8Array, at: number): { data: Uint8Array; end: number } {
  const blocks: Uint8Array[] = [];
  for (;;) {
    const length = bytes[at];
    if (length === undefined || at + 1 + length > bytes.length) throw cutShort();
    if (length === 0) return { data: Buffer.concat(blocks), end: at + 1 };
    blocks.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
}

function colourTable(bytes: Uint8Array, at: number, flags: number): Uint8Array {
  return bytes.subarray(at, at + 3 * 2 ** ((flags & 7) + 1));
}

function firstFrame(bytes: Uint8Array): Frame {
  const view = viewOf(bytes);
  const flags = bytes[10]!;
  const shared = flags & 0x80 ? colourTable(bytes, 13, flags) : undefined;
  let at = 13 + (shared?.length ?? 0);
  let clear = -1;
  for (;;) {
    const kind = bytes[at];
    if (kind === undefined) throw cutShort();
    if (kind === 0x3b) throw new BrokenImage('the GIF holds no picture');
    if (kind === 0x21) {
      const { data, end } = subBlocks(bytes, at + 2);
      if (bytes[at + 1] === 0xf9 && data[0]! & 1) clear = data[3]!;
      at = end;
      continue;
    }
    if (kind !== 0x2c) throw new BrokenImage('the GIF is damaged (unknown block)');
    if (at + 11 > bytes.length) throw cutShort();
    const local = bytes[at + 9]!;
    const own = local & 0x80 ? colourTable(bytes, at + 10, local) : undefined;
    const palette = own ?? shared;
    if (!palette) throw new BrokenImage('the GIF contains no palette');
    const codes = at + 10 + (own?.length ?? 0);
    const [x, y, width, height] = [1, 3, 5, 7].map((offset) => view.getUint16(at + offset, true)) as [number, number, number, number];
    if (width * height > LARGEST_PIXELS) throw new BrokenImage('its first frame is far larger than the picture');
    const valueBits = bytes[codes]!;
    if (valueBits < 1 || valueBits > 11) throw new BrokenImage('the GIF is damaged (impossible code size)');
    const indices = expandLzw(subBlocks(bytes, codes + 1).data, { valueBits, lowestBitFirst: true, early: 0 }, width * height);
    return { x, y, width, height, interlaced: (local & 0x40) !== 0, palette, clear, indices };
  }
}

/** Interlaced frames store every 8th row, then those between, in four passes. */
function rowOrder(height: number, interlaced: boolean): number[] {
  if (!interlaced) return Array.from({ length: height }, (_, row) => row);
  const passes = [[0, 8], [4, 8], [2, 4], [1, 2]] as const;
  return passes.flatMap(([start, step]) => Array.from({ length: Math.max(0, Math.ceil((height - start) / step)) }, (_, index) => start + index * step));
}

function decode(bytes: Uint8Array): Pixels {
  const { width, height } = sizeOf(bytes);
  const frame = firstFrame(bytes);
  const data = new Uint8Array(width * height * 3).fill(255);
  rowOrder(frame.height, frame.interlaced).forEach((row, line) => {
    if (frame.y + row >= height) return;
    for (let column = 0; column < frame.width && frame.x + column < width; column++) {
      const index = frame.indices[line * frame.width + column]!;
      if (index === frame.clear) continue;
      const to = ((frame.y + row) * width + frame.x + column) * 3;
      for (let channel = 0; channel < 3; channel++) data[to + channel] = frame.palette[index * 3 + channel] ?? 0;
    }
  });
  return { width, height, channels: 3, data };
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  const view = viewOf(bytes);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

export const gif: ImageFormat = {
  name: 'GIF',
  extensions: ['gif'],
  matches: (head) => hasText(head, 0, 'GIF87a') || hasText(head, 0, 'GIF89a'),
  header: (bytes) => (bytes.length < 13 ? undefined : { ...sizeOf(bytes), channels: 3 }),
  decode,
};
