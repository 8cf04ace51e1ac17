/**
 * TIFF: the first page; grey, RGB, palette and CMYK of 1–16 bits, strips or tiles, alpha and orientation; uncompressed,
 * LZW, Deflate, PackBits or JPEG.
 *
 * Written here because the JavaScript decoders loop for ever on damaged files (utif2) or read few compressions (tiff).
 */
import type { Pixels } from '../dataset';
import { cmykToRgb } from './cmyk';
import { BrokenImage, cutShort, hasText, type ImageFormat } from './format';
import { asOrientation, exchangesAxes, upright } from './orientation';
import { overWhite } from './over-white';
import { readTiffPage, TIFF_TAG as TAG, type TiffPage } from './tiff-page';
import { readSamples } from './tiff-segments';

/** Values of the photometric tag. */
const WHITE_IS_ZERO = 0;
const PALETTE = 3;
const CMYK = 5;
const COLOURS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };
const JPEG = 7;
const PREMULTIPLIED = 1;

function decode(bytes: Uint8Array): Pixels {
  const page = readTiffPage(bytes);
  if (!page) throw cutShort();
  const { width, height } = sizeOf(page);
  const colour = page.value(TAG.colour, 1);
  const colours = COLOURS[colour];
  const isYcbcr = colour === 6;
  if (colours === undefined || (isYcbcr && page.value(TAG.compression, 1) !== JPEG)) throw new BrokenImage(`its TIFF colour space ${colour} cannot be read`);
  const stride = page.value(TAG.samples, 1);
  if (stride < colours) throw new BrokenImage('the TIFF is damaged (too few samples per pixel)');
  const samples = readSamples(bytes, page, width, height, colour === PALETTE);
  if (colour === WHITE_IS_ZERO) for (let at = 0; at < samples.length; at += stride) samples[at] = 255 - samples[at]!;
  const pixels = toPixels(samples, page, colour, colours, stride);
  const alpha = page.value(TAG.extraSamples, 0);
  if (stride > colours && alpha > 0) layOverWhite(pixels, samples, stride, colours, alpha === PREMULTIPLIED);
  return upright(pixels, orientationOf(page));
}

function toPixels(samples: Uint8Array, page: TiffPage, colour: number, colours: number, stride: number): Pixels {
  const { width, height } = sizeOf(page);
  const count = width * height;
  if (colour === CMYK) return { width, height, channels: 3, data: cmykToRgb(samples, stride, false) };
  if (colour === PALETTE) {
    const palette = page.all(TAG.palette);
    const entries = palette.length / 3;
    if (entries < 1) throw new BrokenImage('the TIFF uses a palette and does not contain one');
    const data = new Uint8Array(count * 3);
    // The palette lists all reds, then all greens, then all blues, in 16 bits.
    for (let at = 0; at < data.length; at++) data[at] = (palette[samples[Math.floor(at / 3) * stride]! + (at % 3) * entries] ?? 0) >> 8;
    return { width, height, channels: 3, data };
  }
  const channels = colours === 1 ? 1 : 3;
  if (stride === channels) return { width, height, channels, data: samples };
  const data = new Uint8Array(count * channels);
  for (let pixel = 0; pixel < count; pixel++) for (let channel = 0; channel < channels; channel++) data[pixel * channels + channel] = samples[pixel * stride + channel]!;
  return { width, height, channels, data };
}

function layOverWhite({ channels, data }: Pixels, samples: Uint8Array, stride: number, alphaAt: number, premultiplied: boolean): void {
  for (let at = 0; at < data.length; at++) {
    const alpha = samples[Math.floor(at / channels) * stride + alphaAt]!;
    data[at] = premultiplied ? Math.min(255, data[at]! + 255 - alpha) : overWhite(data[at]!, alpha);
  }
}

function sizeOf(page: TiffPage): { width: number; height: number } {
  return { width: page.value(TAG.width, 0), height: page.value(TAG.height, 0) };
}

function orientationOf(page: TiffPage) {
  return asOrientation(page.value(TAG.orientation, 1));
}

export const tiff: ImageFormat = {
  name: 'TIFF',
  extensions: ['tif', 'tiff'],
  matches: (head) => hasText(head, 0, 'II*\0') || hasText(head, 0, 'MM\0*'),
  header(bytes) {
    const page = readTiffPage(bytes);
    if (!page) return undefined;
    const { width, height } = sizeOf(page);
    const channels = page.value(TAG.colour, 1) <= 1 ? 1 : 3;
    return exchangesAxes(orientationOf(page)) ? { width: height, height: width, channels } : { width, height, channels };
  },
  decode,
};
