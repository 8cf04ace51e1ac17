import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { CheckDepth } from '../../engine/data/check-pictures';
import type { Dataset, Pixels, SplitOptions } from '../../engine/data/dataset';
import { parseClassList } from '../../engine/data/masks/class-list';
import { openDataset } from '../../engine/data/open-dataset';
import { distinctPng, draw, encodePng, pngChunk, rawPng } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const SIDE = 8;
const root = temporaryFolder();
let made = 0;

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, `folder-${made++}`);
  mkdirSync(path);
  return writeTree(path, files);
}

function open(path: string, options: Partial<SplitOptions> = {}, check: CheckDepth = 'full'): Promise<Dataset> {
  return openDataset({ kind: 'folder', path }, { seed: 1, validation: 0, test: 0, ...options }, { check });
}

/** A grey PNG of the numbers themselves. */
function grey(numberAt: (x: number, y: number) => number): Uint8Array {
  return encodePng(draw(SIDE, SIDE, numberAt));
}

/** A palette PNG: every entry shows some colour that says nothing. */
function palette(numberAt: (x: number, y: number) => number): Uint8Array {
  const raw = Buffer.alloc((SIDE + 1) * SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) raw[y * (SIDE + 1) + 1 + x] = numberAt(x, y);
  const colours = Buffer.from(Array.from({ length: 768 }, (_, index) => (index * 37 + 11) % 256));
  return rawPng(SIDE, SIDE, 8, 3, raw, [pngChunk('PLTE', colours)]);
}

/** One bit per pixel. */
function bits(isOn: (x: number, y: number) => boolean): Uint8Array {
  const raw = Buffer.alloc(2 * SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) if (isOn(x, y)) raw[y * 2 + 1] = raw[y * 2 + 1]! | (128 >> x);
  return rawPng(SIDE, SIDE, 1, 0, raw);
}

function coloured(colourAt: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) data.set(colourAt(x, y), (y * SIDE + x) * 3);
  return encodePng({ width: SIDE, height: SIDE, channels: 3, data });
}

function pairs(amount: number, mask: (index: number) => Uint8Array): Record<string, Uint8Array> {
  return Object.fromEntries(Array.from({ length: amount }, (_, index) => [[`images/${index}.png`, distinctPng(index)], [`masks/${index}.png`, mask(index)]] as const).flat());
}

function message(dataset: Dataset, code: string): string | undefined {
  return dataset.findings.find((found) => found.code === code)?.message;
}

async function refusal(work: Promise<unknown>): Promise<LoomError> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(LoomError);
  return error as LoomError;
}

async function maskOf(dataset: Dataset, row: number): Promise<Pixels> {
  return (await dataset.read(row, 'mask')) as Pixels;
}

const quarter = (x: number, y: number) => (x < 4 ? 0 : y < 4 ? 1 : 2);

describe('how masks are written', () => {
  it.each([['grey', grey], ['palette', palette]] as const)('numbers of classes in %s', async (_, write) => {
    const dataset = await open(folder({ ...pairs(3, () => write(quarter)), 'classes.txt': 'background\ncircle\nbar\n' }));
    expect(dataset.columns).toEqual([
      { name: 'image', kind: 'image', isTarget: false, image: { height: SIDE, width: SIDE, channels: 1 } },
      { name: 'mask', kind: 'mask', isTarget: true, classes: ['background', 'circle', 'bar'] },
    ]);
    const mask = await maskOf(dataset, 0);
    expect(mask).toMatchObject({ width: SIDE, height: SIDE, channels: 1 });
    expect([...mask.data]).toEqual(Array.from({ length: SIDE * SIDE }, (_, at) => quarter(at % SIDE, Math.floor(at / SIDE))));
    expect(message(dataset, 'layout-masks')).toBe('Understood 3 pictures with a mask each, written as numbers; 3 classes by share of pixels: background 50 %, circle 25 %, bar 25 %.');
  });

  it('one bit per pixel', async () => {
    const dataset = await open(folder(pairs(2, () => bits((x) => x >= 6))));
    expect(dataset.columns[1]!.classes).toEqual(['background', 'object']);
    expect([...(await maskOf(dataset, 0)).data.subarray(0, SIDE)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('white for yes', async () => {
    const dataset = await open(folder(pairs(2, () => grey((x) => (x < 6 ? 0 : 255)))));
    expect(dataset.columns[1]!.classes).toEqual(['background', 'object']);
    expect([...(await maskOf(dataset, 1)).data.subarray(0, SIDE)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('255 does not count beside numbers of classes', async () => {
    const dataset = await open(folder({ ...pairs(1, () => grey((x) => (x === 0 ? 255 : quarter(x, 5)))) }));
    expect(dataset.columns[1]!.classes).toEqual(['class 0', 'class 1', 'class 2']);
    expect([...(await maskOf(dataset, 0)).data.subarray(40, 48)]).toEqual([255, 0, 0, 0, 2, 2, 2, 2]);
  });

  it('colours, with and without a list', async () => {
    const mask = coloured((x) => (x < 4 ? [0, 0, 0] : [255, 0, 16]));
    const named = await open(folder({ ...pairs(1, () => mask), 'classes.txt': 'bar #ff0010\nbackground 0 0 0' }));
    expect(named.columns[1]!.classes).toEqual(['bar', 'background']);
    expect([...(await maskOf(named, 0)).data.subarray(0, SIDE)]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    const unnamed = await open(folder(pairs(1, () => mask)));
    expect(unnamed.columns[1]!.classes).toEqual(['#000000', '#ff0010']);
  });

  it.each(['none', 'headers', 'full'] as const)('is understood alike when checked with “%s”', async (depth) => {
    const path = folder(pairs(4, (index) => grey((x) => (x < index ? 255 : 0))));
    const dataset = await open(path, {}, depth);
    expect(dataset.columns[1]!.classes).toEqual(['background', 'object']);
    expect(dataset.fingerprint).toBe((await open(path)).fingerprint);
  });
});

describe('which mask belongs to which picture', () => {
  it('the one of its name, below either order of folders, with their splits', async () => {
    const mask = grey((x) => x % 2);
    const dataset = await open(folder({
      'train/images/a.png': distinctPng(1), 'train/masks/a_mask.png': mask, 'train/images/b.png': distinctPng(2), 'train/masks/b.png': mask,
      'val/images/a.png': distinctPng(3), 'val/masks/a.png': mask,
    }), { validation: 0.5 });
    expect([dataset.splits.train.length, dataset.splits.validation.length]).toEqual([2, 1]);
    const flat = await open(folder({ 'JPEGImages/test/a.png': distinctPng(1), 'SegmentationClass/test/a.png': mask, 'JPEGImages/train/a.png': distinctPng(2), 'SegmentationClass/train/a.png': mask }));
    expect([flat.splits.train.length, flat.splits.test.length]).toEqual([1, 1]);
  });

  it('says what has no counterpart', async () => {
    const dataset = await open(folder({ ...pairs(3, () => grey((x) => x % 2)), 'images/alone.png': distinctPng(9), 'masks/lost.png': grey(() => 0) }));
    expect(message(dataset, 'picture-without-mask')).toBe('1 picture without a mask is left out: images/alone.png.');
    expect(message(dataset, 'mask-without-picture')).toBe('1 mask without a picture is left out: masks/lost.png.');
    expect(dataset.rowCount).toBe(3);
  });

  it('leaves folders without one pair to be classes', async () => {
    const dataset = await open(folder({ 'masks/1.png': distinctPng(1), 'images/2.png': distinctPng(2) }));
    expect(dataset.columns[1]).toMatchObject({ kind: 'category', classes: ['images', 'masks'] });
  });
});

describe('masks that are wrong', () => {
  it('of another size are left out with their sizes, and stop where read', async () => {
    const path = folder({ ...pairs(3, () => grey((x) => x % 2)), 'masks/1.png': encodePng(draw(6, 4, () => 0)) });
    const dataset = await open(path);
    expect(message(dataset, 'mask-size')).toBe('masks/1.png is 6×4, but its picture images/1.png is 8×8.');
    expect([...dataset.splits.train]).toEqual([0, 2]);
    const unchecked = await open(path, {}, 'none');
    expect((await refusal(unchecked.read(1, 'mask'))).diagnostics[0]!.code).toBe('mask-size');
  });

  it('with an unknown number say where it is', async () => {
    const path = folder({ ...pairs(3, () => grey(quarter)), 'masks/2.png': grey((x, y) => (x === 5 && y === 3 ? 9 : 0)), 'classes.txt': 'a\nb\nc' });
    const dataset = await open(path);
    expect(message(dataset, 'unknown-mask-class')).toBe('masks/2.png has the number 9 at x 5, y 3, which stands for no class.');
    expect([...dataset.splits.train]).toEqual([0, 1]);
  });

  it('with a colour that no class has say which', async () => {
    const path = folder({ ...pairs(2, () => coloured((x) => (x < 4 ? [0, 0, 0] : [255, 0, 0]))), 'classes.txt': 'ground #000000\nbar #00ff00' });
    const error = await refusal(open(path));
    expect(error.diagnostics[0]).toMatchObject({ code: 'unknown-mask-colour', found: '#ff0000', expected: '#000000, #00ff00' });
  });

  it('with colours but without a list of them say what to write', async () => {
    const path = folder({ ...pairs(1, () => coloured((x) => [x, 0, 0])), 'classes.txt': 'ground\nbar' });
    expect((await refusal(open(path))).diagnostics[0]!.message).toBe('masks/0.png is a coloured mask, and classes.txt gives the classes no colours.');
  });

  it('that are damaged are named', async () => {
    const damaged = Buffer.from(grey((x) => x % 2)).subarray(0, 60);
    const dataset = await open(folder({ ...pairs(2, () => grey((x) => x % 2)), 'masks/1.png': damaged }));
    expect(message(dataset, 'image-unreadable')).toMatch(/^masks\/1\.png: the file is cut short/);
    expect((await refusal(open(folder(pairs(1, () => damaged))))).message).toMatch(/masks\/0\.png: the file is cut short/);
  });
});

describe('a list of classes', () => {
  it('takes names alone, and colours before, after and in hexadecimal', () => {
    expect(parseClassList('sky\n\n tree top \r\n', 'classes.txt')).toEqual({ file: 'classes.txt', names: ['sky', 'tree top'] });
    expect(parseClassList('name,r,g,b\nsky,1,2,3\ntree,0,0,255', 'classes.csv')).toMatchObject({ names: ['sky', 'tree'], colours: [0x010203, 0x0000ff] });
    expect(parseClassList('64 128 64\tAnimal\n192 0 128\tArchway', 'label_colors.txt')).toMatchObject({ names: ['Animal', 'Archway'], colours: [0x408040, 0xc00080] });
  });

  it('refuses too few classes, colours above 255 and colours for some', () => {
    expect(() => parseClassList('sky', 'classes.txt')).toThrow('names one class');
    expect(() => parseClassList('sky 1 2 300\ntree 0 0 0', 'classes.txt')).toThrow('Line 1 of classes.txt gives “sky” a colour above 255.');
    expect(() => parseClassList('sky 1 2 3\ntree', 'classes.txt')).toThrow('classes.txt gives 1 of 2 classes a colour.');
  });
});
