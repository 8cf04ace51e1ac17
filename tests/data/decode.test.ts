import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { Pixels } from '../../engine/data/dataset';
import { decodeImage, readImageHeader } from '../../engine/data/decode/decode-image';
import { picture, pngChunk, rawPng, withOrientation } from './picture-files';

const WIDTH = 29;
const HEIGHT = 17;
const upright = picture('picture.rgb');

function greyOf(at: number): number {
  // ImageMagick's grey follows Rec. 709.
  return 0.212656 * upright[at]! + 0.715158 * upright[at + 1]! + 0.072186 * upright[at + 2]!;
}

/** Mean and largest difference from the reference, each channel `through` a change such as alpha. */
function differences(pixels: Pixels, through = (value: number) => value): { mean: number; largest: number } {
  let sum = 0;
  let largest = 0;
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    for (let channel = 0; channel < pixels.channels; channel++) {
      const expected = through(pixels.channels === 1 ? greyOf(pixel * 3) : upright[pixel * 3 + channel]!);
      const difference = Math.abs(pixels.data[pixel * pixels.channels + channel]! - expected);
      sum += difference;
      largest = Math.max(largest, difference);
    }
  }
  return { mean: sum / (WIDTH * HEIGHT * pixels.channels), largest };
}

async function check(bytes: Uint8Array, name: string, mean: number, largest: number, through?: (value: number) => number): Promise<void> {
  const pixels = await decodeImage(bytes, name);
  expect([pixels.width, pixels.height]).toEqual([WIDTH, HEIGHT]);
  expect(pixels.data.length).toBe(WIDTH * HEIGHT * pixels.channels);
  expect(readImageHeader(bytes, name)).toEqual({ width: WIDTH, height: HEIGHT, channels: pixels.channels });
  const found = differences(pixels, through);
  expect(found.mean).toBeLessThanOrEqual(mean);
  expect(found.largest).toBeLessThanOrEqual(largest);
}

async function failure(bytes: Uint8Array, name: string): Promise<LoomError> {
  const error: unknown = await decodeImage(bytes, name).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(LoomError);
  return error as LoomError;
}

const overWhite = (value: number) => value * 0.4 + 255 * 0.6;

describe('PNG', () => {
  it.each(['rgb.png', 'rgb16.png', 'interlaced.png'])('%s is exact', (name) => check(picture(name), name, 0, 0));
  it('reads palettes', () => check(picture('palette.png'), 'palette.png', 14, 128));
  it('reads grey as one channel', async () => {
    await check(picture('grey.png'), 'grey.png', 1, 2);
    expect((await decodeImage(picture('grey.png'), 'grey.png')).channels).toBe(1);
  });
  it('reads two bits per sample, interlaced', () => check(picture('grey2-interlaced.png'), 'grey2-interlaced.png', 25, 64));
  it.each(['alpha.png', 'alpha16.png'])('%s lies over white', (name) => check(picture(name), name, 1, 2, overWhite));

  it('shows a transparent colour and transparent palette entries as white', async () => {
    const keyed = rawPng(2, 1, 8, 2, Uint8Array.of(0, 10, 20, 30, 40, 50, 60), [pngChunk('tRNS', Uint8Array.of(0, 10, 0, 20, 0, 30))]);
    expect([...(await decodeImage(keyed, 'keyed.png')).data]).toEqual([255, 255, 255, 40, 50, 60]);
    const extra = [pngChunk('PLTE', Uint8Array.of(9, 8, 7, 100, 0, 0)), pngChunk('tRNS', Uint8Array.of(0, 51))];
    const indexed = rawPng(2, 1, 8, 3, Uint8Array.of(0, 0, 1), extra);
    expect([...(await decodeImage(indexed, 'indexed.png')).data]).toEqual([255, 255, 255, 224, 204, 204]);
  });

  it('undoes every filter', async () => {
    const rows = [[0, 1, 2, 3], [1, 5, 5, 5], [2, 1, 1, 1], [3, 7, 7, 7], [4, 200, 9, 100]].flat();
    const pixels = await decodeImage(rawPng(3, 5, 8, 0, Uint8Array.from(rows)), 'filters.png');
    // Worked by hand from the definition of the filters.
    expect([...pixels.data]).toEqual([1, 2, 3, 5, 10, 15, 6, 11, 16, 10, 17, 23, 210, 219, 63]);
  });

  it('refuses a file that holds more data than its size', async () => {
    const bomb = rawPng(1, 1, 8, 0, new Uint8Array(5_000_000));
    expect((await failure(bomb, 'bomb.png')).message).toContain('more data than its size allows');
  });

  it('decodes 60 megapixels, inflating piece by piece', async () => {
    // 16 bits per sample: above the 64 MB of raw rows that are inflated at once.
    const raw = new Uint8Array(20_001 * 6_000);
    raw.fill(77, raw.length - 20_000);
    const pixels = await decodeImage(rawPng(10_000, 6_000, 16, 0, raw), 'large.png');
    expect([pixels.width, pixels.height, pixels.data.length]).toEqual([10_000, 6_000, 60_000_000]);
    expect([pixels.data[0], pixels.data.at(-10_001), pixels.data.at(-10_000), pixels.data.at(-1)]).toEqual([0, 0, 77, 77]);
  });
});

describe('JPEG', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i is turned upright', async (orientation) => {
    const stored = picture(`stored-${orientation}.jpg`);
    for (const littleEndian of [true, false]) await check(withOrientation(stored, orientation, littleEndian), 'camera.jpg', 3, 40);
  });
  it('reads progressive files', () => check(picture('progressive.jpg'), 'progressive.jpg', 3, 40));
  it('reads CMYK', () => check(picture('cmyk.jpg'), 'cmyk.jpg', 3.5, 50));
  it('reads grey as one channel', async () => {
    await check(picture('grey.jpg'), 'grey.jpg', 3, 40);
    expect((await decodeImage(picture('grey.jpg'), 'grey.jpg')).channels).toBe(1);
  });
  it('goes on after a damaged file', async () => {
    const damaged = picture('stored-1.jpg');
    // Quantisation tables that are never defined.
    damaged.set([0xff, 0xfe], damaged.indexOf(Buffer.from([0xff, 0xdb])));
    await failure(damaged, 'damaged.jpg');
    await check(picture('stored-1.jpg'), 'stored-1.jpg', 3, 40);
  });
});

describe('WebP', () => {
  it.each(['lossless.webp', 'animated.webp'])('%s is exact', (name) => check(picture(name), name, 0, 0));
  it('reads lossy files', () => check(picture('lossy.webp'), 'lossy.webp', 12, 160));
  it('lies over white', () => check(picture('alpha.webp'), 'alpha.webp', 1, 2, overWhite));
});

describe('GIF, BMP and TIFF', () => {
  it.each(['still.gif', 'interlaced.gif', 'animated.gif'])('%s', (name) => check(picture(name), name, 1, 10));
  it('rgb.bmp is exact', () => check(picture('rgb.bmp'), 'rgb.bmp', 0, 0));
  it('alpha.bmp lies over white', () => check(picture('alpha.bmp'), 'alpha.bmp', 1, 2, overWhite));
  it.each([['rgb565.bmp', 4, 9], ['palette4.bmp', 14, 128], ['runs8.bmp', 3, 20]] as const)('%s', (name, mean, largest) => check(picture(name), name, mean, largest));
  it.each(['none.tif', 'lzw.tif', 'zip.tif', 'rle.tif', 'rgb16.tif', 'big-endian.tif', 'tiled.tif', 'orientation-6.tif'])('%s is exact', (name) => check(picture(name), name, 0, 0));
  it.each([['jpeg.tif', 4, 60], ['cmyk.tif', 1, 3], ['grey.tif', 1, 2]] as const)('%s', (name, mean, largest) => check(picture(name), name, mean, largest));
  it('alpha.tif lies over white', () => check(picture('alpha.tif'), 'alpha.tif', 1, 2, overWhite));
});

const EVERY_FORMAT = ['rgb.png', 'interlaced.png', 'stored-1.jpg', 'progressive.jpg', 'cmyk.jpg', 'lossless.webp', 'lossy.webp', 'animated.webp', 'still.gif', 'rgb.bmp', 'runs8.bmp', 'lzw.tif', 'none.tif', 'tiled.tif'];

describe('files that cannot be read', () => {
  it('recognises a format by its contents', () => check(picture('rgb.png'), 'wrongly-named.jpg', 0, 0));

  it.each(EVERY_FORMAT)('%s cut short at any place is an error that names it', async (name) => {
    const whole = picture(name);
    // Behind the first frame, and behind the directory of a TIFF, nothing is needed.
    const last = name === 'animated.webp' || name.endsWith('.gif') ? whole.length / 3 : whole.length * (name.endsWith('.tif') ? 0.8 : 0.99);
    for (let length = 1; length < last; length += Math.max(1, Math.floor(whole.length / 25))) {
      expect((await failure(whole.subarray(0, length), name)).message).toContain(name);
    }
  });

  it('says that a file is cut short', async () => {
    const error = await failure(picture('rgb.png').subarray(0, 200), 'cats/7.png');
    expect(error.message).toBe('cats/7.png: the file is cut short (it ends before the picture does). Save the picture again from its source as JPEG or PNG, or remove the file.');
    expect(error.diagnostics[0]).toMatchObject({ code: 'image-unreadable', file: 'cats/7.png', expected: 'a complete PNG picture' });
  });

  it.each(EVERY_FORMAT)('%s with damaged bytes never fails otherwise', async (name) => {
    for (let at = 2; at < 120; at += 5) {
      const damaged = picture(name);
      damaged[at] = damaged[at]! ^ 0xff;
      damaged[at + 1] = 0xff;
      await decodeImage(damaged, name).catch((error: unknown) => expect(error).toBeInstanceOf(LoomError));
    }
  });

  it('refuses empty files', async () => expect((await failure(new Uint8Array(), 'empty.png')).message).toContain('empty.png: the file is empty'));

  it('refuses more than 200 megapixels by the header', async () => {
    const error = await failure(rawPng(100_000, 100_000, 8, 2, new Uint8Array(10)), 'huge.png');
    expect(error.message).toBe('huge.png: the picture has 100000×100000 = 10000 megapixels; up to 200 are read. Save it at a smaller size.');
  });

  it.each([
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
    ['AVIF', Buffer.from('\0\0\0\x18ftypavif\0\0\0\0', 'latin1')],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('names %s and a remedy', async (format, bytes) => {
    expect((await failure(bytes, 'photo')).message).toBe(`photo: ${format} pictures cannot be read. Convert it to JPEG or PNG.`);
  });

  it('says what it found instead of a picture', async () => {
    expect((await failure(Buffer.from('hello'), 'notes.png')).diagnostics[0]).toMatchObject({ code: 'image-format-unknown', found: 'a file beginning with 68 65 6c 6c' });
  });

  it('asks for more bytes where the header is not complete', () => {
    for (const name of EVERY_FORMAT.filter((file) => !file.endsWith('.gif'))) expect(readImageHeader(picture(name).subarray(0, 20), name), name).toBeUndefined();
  });
});

it('reads a picture of one pixel', async () => {
  expect(await decodeImage(rawPng(1, 1, 8, 2, Uint8Array.of(0, 1, 2, 3)), 'dot.png')).toEqual({ width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) });
});
