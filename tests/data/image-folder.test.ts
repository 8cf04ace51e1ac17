import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { Dataset, SplitOptions } from '../../engine/data/dataset';
import type { CheckDepth } from '../../engine/data/check-pictures';
import { openImageFolder, type FolderSource } from '../../engine/data/image-folder';
import { distinctPng, draw, encodePng, picture, withOrientation } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const root = temporaryFolder();
let made = 0;

/** A new folder of files; a number stands for that distinct picture. */
function folder(files: Readonly<Record<string, number | string | Uint8Array>>): string {
  const path = join(root, `folder-${made++}`);
  mkdirSync(path);
  return writeTree(path, Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'number' ? distinctPng(content) : content])));
}

/** `amount` distinct pictures in a folder. */
function pictures(below: string, amount: number, first = 0): Record<string, number> {
  return Object.fromEntries(Array.from({ length: amount }, (_, index) => [`${below}/${index}.png`, first + index]));
}

const NO_SPLIT: SplitOptions = { seed: 1, validation: 0, test: 0 };

function open(path: string, options: Partial<SplitOptions> = {}, source: Partial<FolderSource> = {}, depth: CheckDepth = 'full'): Promise<Dataset> {
  return openImageFolder({ kind: 'folder', path: 'photos', ...source }, path, { ...NO_SPLIT, ...options }, depth);
}

function classesOf(dataset: Dataset): readonly string[] | undefined {
  return dataset.columns.find((column) => column.name === 'class')?.classes;
}

function finding(dataset: Dataset, code: string): string | undefined {
  return dataset.findings.find((found) => found.code === code)?.message;
}

async function refusal(work: Promise<unknown>): Promise<LoomError> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(LoomError);
  return error as LoomError;
}

describe('understanding the folders', () => {
  it('takes folders for classes, in the order a person counts', async () => {
    const dataset = await open(folder({ ...pictures('10', 5), ...pictures('9', 5, 10), ...pictures('1', 5, 20) }));
    expect(classesOf(dataset)).toEqual(['1', '9', '10']);
    expect(dataset.rowCount).toBe(15);
    expect(dataset.columns[0]).toEqual({ name: 'image', kind: 'image', isTarget: false, image: { height: 8, width: 8, channels: 1 } });
    expect(finding(dataset, 'layout-classes')).toBe('Understood 3 folders as classes: 1, 9, 10.');
    const row = Array.from({ length: 15 }, (_, index) => index).find((index) => dataset.rowName(index) === '9/3.png')!;
    expect(await dataset.read(row, 'class')).toBe(1);
    expect(await dataset.read(row, 'image')).toMatchObject({ width: 8, height: 8, channels: 1 });
  });

  it('takes the path for the class at any depth, below wrapping folders', async () => {
    const dataset = await open(folder({ ...pictures('set/pets/cats', 5), ...pictures('set/pets/dogs/small', 5, 10), ...pictures('set/birds', 5, 20) }));
    expect(classesOf(dataset)).toEqual(['birds', 'pets/cats', 'pets/dogs/small']);
  });

  it('takes train, val and test for splits and leaves them as they are', async () => {
    const path = folder({ ...pictures('train/a', 6), ...pictures('train/b', 6, 10), ...pictures('Valid/a', 2, 20), ...pictures('Valid/b', 2, 30), ...pictures('test/a', 1, 40), ...pictures('test/b', 1, 50) });
    const dataset = await open(path, { validation: 0.3, test: 0.3 });
    expect(classesOf(dataset)).toEqual(['a', 'b']);
    expect([dataset.splits.train.length, dataset.splits.validation.length, dataset.splits.test.length]).toEqual([12, 4, 2]);
    for (const row of dataset.splits.validation) expect(dataset.rowName(row)).toMatch(/^Valid\//);
    expect(finding(dataset, 'layout-splits')).toContain('"Valid" as validation');
    const asClasses = await open(path, {}, { layout: 'classes' });
    expect(classesOf(asClasses)).toEqual(['test/a', 'test/b', 'train/a', 'train/b', 'Valid/a', 'Valid/b']);
    expect(finding(asClasses, 'split-name-as-class')).toContain('6 classes');
  });

  it('carves a validation split out of train where only test is given', async () => {
    const dataset = await open(folder({ ...pictures('train/a', 10), ...pictures('train/b', 10, 10), ...pictures('test/a', 2, 20), ...pictures('test/b', 2, 30) }), { validation: 0.2, test: 0.5 });
    expect([dataset.splits.train.length, dataset.splits.validation.length, dataset.splits.test.length]).toEqual([16, 4, 4]);
    expect(finding(dataset, 'splits')).toContain('(taken from the training folder)');
  });

  it('keeps a class called test among other classes', async () => {
    const dataset = await open(folder({ ...pictures('test', 5), ...pictures('exam', 5, 10) }));
    expect(classesOf(dataset)).toEqual(['exam', 'test']);
  });

  it('reports pictures beside the class folders', async () => {
    const dataset = await open(folder({ ...pictures('a', 5), ...pictures('b', 5, 10), 'overview.png': 99 }));
    expect(dataset.rowCount).toBe(10);
    expect(finding(dataset, 'pictures-without-class')).toBe('1 picture directly in the folder itself belongs to no class and is left out.');
  });

  it('joins composed and decomposed accents', async () => {
    const dataset = await open(folder({ ...pictures('train/caf\u00e9', 5), ...pictures('train/tea', 5, 10), ...pictures('val/cafe\u0301', 5, 20), ...pictures('val/tea', 5, 30) }));
    expect(classesOf(dataset)).toEqual(['caf\u00e9', 'tea']);
  });
});

describe('files that are not pictures', () => {
  it('ignores what systems leave behind, names the rest', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic', 'latin1');
    const junk = { 'a/.DS_Store': 'x', 'a/Thumbs.db': 'x', '__MACOSX/a/0.png': 'x', '.hidden/0.png': 'x', 'b/desktop.ini': 'x' };
    const dataset = await open(folder({ ...pictures('a', 5), ...pictures('b', 5, 10), ...junk, 'a/phone.HEIC': heic, 'labels.csv': 'x', 'b/LICENSE': 'text', 'b/photo': distinctPng(77) }));
    expect(dataset.rowCount).toBe(11);
    expect(finding(dataset, 'not-an-image')).toBe('2 files that are not pictures are ignored: labels.csv, b/LICENSE.');
    expect(finding(dataset, 'image-format-unsupported')).toBe('1 HEIC file cannot be read and is left out: a/phone.HEIC.');
    expect(JSON.stringify(dataset.findings)).not.toMatch(/DS_Store|Thumbs|MACOSX|hidden|desktop/);
  });

  it('lists unreadable pictures and leaves them out of every split', async () => {
    const cut = distinctPng(50, 32).subarray(0, 300);
    const dataset = await open(folder({ ...pictures('a', 6), ...pictures('b', 6, 10), 'a/cut.png': cut, 'a/empty.jpg': '', 'b/renamed.jpg': 'no picture', 'b/heic.jpg': Buffer.from('\0\0\0\x18ftypheic', 'latin1') }), { validation: 0.2 });
    const bad = dataset.findings.filter((found) => found.file !== undefined);
    expect(bad.map((found) => [found.severity, found.file, found.code])).toEqual([
      ['warning', 'a/cut.png', 'image-unreadable'], ['warning', 'a/empty.jpg', 'image-empty'],
      ['warning', 'b/heic.jpg', 'image-format-unsupported'], ['warning', 'b/renamed.jpg', 'image-format-unknown'],
    ]);
    expect(dataset.rowCount).toBe(16);
    const used = Object.values(dataset.splits).flatMap((rows) => [...rows].map((row) => dataset.rowName(row)));
    expect(used.length).toBe(12);
    expect(used).not.toContain('a/cut.png');
  });

  it('finds a truncated header without decoding', async () => {
    const dataset = await open(folder({ ...pictures('a', 5), ...pictures('b', 5, 10), 'a/cut.png': distinctPng(1).subarray(0, 20) }), {}, {}, 'headers');
    expect(dataset.findings.find((found) => found.file === 'a/cut.png')?.message).toContain('cut short');
  });

  it('names the row when a file vanishes later', async () => {
    const path = folder({ ...pictures('a', 5), ...pictures('b', 5, 10) });
    const dataset = await open(path);
    rmSync(join(path, 'a/0.png'));
    await expect(dataset.read(0, 'image')).rejects.toThrow('a/0.png: the file cannot be read (the file does not exist).');
  });
});

describe('folders that cannot be learned from', () => {
  it.each([
    ['no folder', () => join(root, 'nowhere'), 'The folder photos does not exist.'],
    ['a file', () => join(folder({ 'x.txt': 'x' }), 'x.txt'), 'photos is a file, not a folder.'],
    ['an empty folder', () => folder({}), 'The folder photos holds no pictures.'],
    ['no pictures', () => folder({ 'a/x.txt': 'x', 'b/y.txt': 'y' }), 'The folder photos holds no pictures.'],
    ['one class', () => folder(pictures('cats', 5)), 'Classification needs at least two classes; photos holds one class, "cats".'],
    ['no class', () => folder({ 'a.png': 1, 'b.png': 2 }), 'Classification needs at least two classes; photos holds pictures outside of class folders.'],
  ])('%s', async (_, path, message) => {
    const error = await refusal(open(path()));
    expect(error.message).toContain(message);
    expect(error.diagnostics[0]!.remedy).toBeTruthy();
  });

  it('names the remedy where all pictures are of a format that cannot be read', async () => {
    const error = await refusal(open(folder({ 'a/1.heic': 'x', 'b/2.HEIC': 'x' })));
    expect(error.message).toBe('The folder photos holds no pictures that can be read. 2 HEIC files cannot be read and are left out: a/1.heic, b/2.HEIC. Convert to JPEG or PNG.');
  });

  it('refuses impossible shares', async () => {
    expect((await refusal(open(folder({ ...pictures('a', 5), ...pictures('b', 5, 10) }), { validation: 0.6, test: 0.4 }))).message).toContain('leave nothing to train on');
  });

  it('warns of small classes', async () => {
    expect(finding(await open(folder({ ...pictures('a', 5), ...pictures('b', 4, 10), 'c/x.png': 'broken' })), 'few-pictures')).toBe('2 classes have fewer than 5 readable pictures: b (4), c (0).');
  });
});

describe('links', () => {
  it('survives loops and reads no folder twice', async () => {
    const path = folder({ ...pictures('a', 5), ...pictures('b', 5, 10) });
    symlinkSync(path, join(path, 'a', 'loop'));
    symlinkSync(join(path, 'b'), join(path, 'again'));
    symlinkSync(join(path, 'nowhere'), join(path, 'broken.png'));
    const dataset = await open(path);
    expect(dataset.rowCount).toBe(10);
    expect(classesOf(dataset)).toEqual(['a', 'b']);
    expect(finding(dataset, 'folder-linked-twice')).toContain('2 linked folders');
    expect(finding(dataset, 'folder-unreadable')).toContain('broken.png');
  });

  it('follows links to folders elsewhere', async () => {
    const elsewhere = folder(pictures('birds', 5, 30));
    const path = folder({ ...pictures('a', 5) });
    symlinkSync(join(elsewhere, 'birds'), join(path, 'birds'));
    expect(classesOf(await open(path))).toEqual(['a', 'birds']);
  });

  it.skipIf(process.getuid?.() === 0)('reports folders without permission', async () => {
    const path = folder({ ...pictures('a', 5), ...pictures('b', 5, 10), ...pictures('c', 5, 20) });
    chmodSync(join(path, 'c'), 0);
    expect(finding(await open(path), 'folder-unreadable')).toContain('c');
    chmodSync(join(path, 'c'), 0o755);
  });
});

describe('copies across splits', () => {
  const path = () => folder({ ...pictures('train/a', 6), ...pictures('train/b', 6, 10), ...pictures('val/a', 5, 20), ...pictures('val/b', 5, 30) });
  const shade = (x: number, y: number) => 128 + 100 * Math.sin(x / 5) * Math.cos(y / 7);

  it('reports exact copies', async () => {
    const root = path();
    writeTree(root, { 'val/b/copy.png': distinctPng(3) });
    const expected = '1 picture of the validation split is also in the training split: val/b/copy.png = train/a/3.png.';
    expect(finding(await open(root), 'duplicates-across-splits')).toBe(expected);
  });

  it('reports near copies: other size, slightly brighter', async () => {
    const root = path();
    writeTree(root, { 'train/a/x.png': encodePng(draw(64, 64, shade)), 'val/a/y.png': encodePng(draw(48, 48, (x, y) => shade((x * 64) / 48, (y * 64) / 48) + 1)) });
    expect(finding(await open(root), 'near-duplicates-across-splits')).toBe('1 picture of the validation split is nearly the same as pictures in the training split: val/a/y.png = train/a/x.png.');
  });

  it('is silent about different pictures, and about flat ones', async () => {
    const root = path();
    writeTree(root, { 'train/a/flat.png': encodePng(draw(9, 9, () => 100)), 'val/a/flat.png': encodePng(draw(9, 9, () => 101)) });
    expect((await open(root)).findings.filter((found) => found.code.includes('duplicates'))).toEqual([]);
  });
});

it('shows the size after orientation, and colour where one picture has it', async () => {
  const turned = withOrientation(picture('stored-6.jpg'), 6, true);
  const dataset = await open(folder({ 'a/1.jpg': turned, 'a/2.jpg': turned, 'b/3.png': 5 }));
  expect(dataset.columns[0]!.image).toEqual({ height: 17, width: 29, channels: 3 });
});

it('has a fingerprint of names, sizes and labels', async () => {
  const files = { ...pictures('a', 5), ...pictures('b', 5, 10) };
  const base = (await open(folder(files))).fingerprint;
  expect((await open(folder(files), { seed: 9 }, {}, 'none')).fingerprint).toBe(base);
  const others = [{ ...files, 'a/new.png': 40 }, { ...files, 'a/0.png': distinctPng(0, 9) }, { ...pictures('a', 5), ...pictures('c', 5, 10) }];
  for (const other of others) expect((await open(folder(other))).fingerprint).not.toBe(base);
});
