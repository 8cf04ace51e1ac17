import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { openCsvTable, type CsvSource } from '../../engine/data/csv-table';
import type { Dataset, SplitOptions } from '../../engine/data/dataset';
import { distinctPng } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const root = temporaryFolder();
let made = 0;

function open(text: string | Uint8Array, source: Partial<CsvSource> = {}, options: Partial<SplitOptions> = {}, files: Readonly<Record<string, Uint8Array>> = {}): Promise<Dataset> {
  const folder = join(root, `table-${made++}`);
  mkdirSync(folder);
  writeTree(folder, { 'data.csv': text, ...files });
  return openCsvTable({ kind: 'csv', path: 'data.csv', ...source }, join(folder, 'data.csv'), { seed: 1, validation: 0, test: 0, ...options }, 'full');
}

function kinds(dataset: Dataset): Record<string, string> {
  return Object.fromEntries(dataset.columns.map((column) => [column.name, column.isTarget ? `${column.kind}!` : column.kind]));
}

function finding(dataset: Dataset, code: string): string | undefined {
  return dataset.findings.find((found) => found.code === code)?.message;
}

async function refusal(work: Promise<unknown>): Promise<LoomError> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(LoomError);
  return error as LoomError;
}

const IRIS = 'length,width,species\n' + Array.from({ length: 30 }, (_, row) => `${row / 10},${row % 7},${['setosa', 'virginica', 'versicolor'][row % 3]}`).join('\n');

describe('understanding columns', () => {
  it('tells numbers and categories, and takes the last column for the target', async () => {
    const dataset = await open(IRIS);
    expect(kinds(dataset)).toEqual({ length: 'number', width: 'number', species: 'category!' });
    expect(dataset.columns[2]!.classes).toEqual(['setosa', 'versicolor', 'virginica']);
    expect(finding(dataset, 'csv-target')).toBe('The last column, "species", is taken as what to predict.');
    expect(await dataset.read(1, 'length')).toBe(0.1);
    expect(await dataset.read(1, 'species')).toBe(2);
    expect(dataset.rowName(1)).toBe('line 3');
  });

  it('takes whole numbers from 0 or 1 on for classes only as a target', async () => {
    const xor = await open('a,b,out\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n');
    expect(kinds(xor)).toEqual({ a: 'number', b: 'number', out: 'category!' });
    expect(finding(xor, 'csv-target-classes')).toContain('the values 0, 1; they are taken for classes');
    expect(kinds(await open('a,price\n1,10\n2,20\n3,35\n'))).toEqual({ a: 'number', price: 'number!' });
    expect(kinds(await open('a,b,out\n0,0,0\n0,1,1\n1,0,1\n', { kinds: { out: 'number' } }))).toMatchObject({ out: 'number!' });
  });

  it('tells categories from text', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `comment number ${row},${row % 2 ? 'red' : 'blue'},${row % 4 < 2 ? 'good' : 'bad'}`);
    expect(kinds(await open(`text,colour,label\n${rows.join('\n')}`))).toEqual({ text: 'text', colour: 'category', label: 'category!' });
  });

  it('takes several targets', async () => {
    const dataset = await open(IRIS, { targets: ['species', 'length'] });
    expect(kinds(dataset)).toEqual({ length: 'number!', width: 'number', species: 'category!' });
  });

  it('computes statistics over the training rows only', async () => {
    const dataset = await open('x,split,y\n1,train,0\n3,train,1\n100,test,0\n200,val,1\n');
    expect(dataset.columns[0]!.statistics).toEqual({ mean: 2, standardDeviation: 1 });
    expect(kinds(dataset)).toEqual({ x: 'number', y: 'category!' });
    expect([[...dataset.splits.train], [...dataset.splits.validation], [...dataset.splits.test]]).toEqual([[0, 1], [3], [2]]);
  });
});

describe('ways of writing', () => {
  it.each([
    ['semicolons and decimal commas', 'a;b\n1,5;x\n2,5;y\n', 1.5],
    ['tabs', 'a\tb\n1.5\tx\n2\ty\n', 1.5],
    ['a byte order mark', '\ufeffa,b\n1.5,x\n2,y\n', 1.5],
    ['Windows line ends', 'a,b\r\n1.5,x\r\n2,y\r\n', 1.5],
    ['quotes', '"a","b"\n"1.5","x"\n"2","y"\n', 1.5],
    ['blank lines', 'a,b\n\n1.5,x\n\n\n2,y\n\n', 1.5],
  ])('%s', async (_, text, first) => {
    const dataset = await open(text);
    expect(kinds(dataset)).toEqual({ a: 'number', b: 'category!' });
    expect(dataset.rowCount).toBe(2);
    expect(await dataset.read(0, 'a')).toBe(first);
  });

  it('reads UTF-16 and Windows-1252', async () => {
    const utf16 = Buffer.from('\ufeffä,b\n1,x\n2,y\n', 'utf16le');
    expect(Object.keys(kinds(await open(utf16)))).toEqual(['ä', 'b']);
    const latin = await open(Buffer.from('\xe4,b\n1,x\n2,y\n', 'latin1'));
    expect(Object.keys(kinds(latin))).toEqual(['ä', 'b']);
    expect(finding(latin, 'csv-encoding')).toContain('Windows-1252');
  });

  it('counts lines through quoted line breaks', async () => {
    const dataset = await open('text,n,label\n"two\nlines",1,a\nthree,?,b\nfour,4,b\nfive,5,a\n', { kinds: { text: 'text' } });
    expect(await dataset.read(0, 'text')).toBe('two\nlines');
    expect(dataset.rowName(1)).toBe('line 4');
    expect(finding(dataset, 'csv-missing-values')).toContain('(line 4)');
  });

  it('understands tables without names', async () => {
    const dataset = await open('5.1,3.5,setosa\n4.9,3.0,virginica\n');
    expect(kinds(dataset)).toEqual({ 'column 1': 'number', 'column 2': 'number', 'column 3': 'category!' });
    expect(finding(dataset, 'csv-header')).toContain('no line as column names');
    expect((await open('a,b\nc,d\na,d\nc,b\n')).rowCount).toBe(4);
    expect((await open('a,b\nc,d\na,d\nc,b\n', { header: true })).rowCount).toBe(3);
  });
});

describe('missing values', () => {
  it('are reported by line, and their rows left out', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row === 3 ? 'NA' : row},${row === 5 ? '' : row % 2 ? 'x' : 'y'}`);
    const dataset = await open(`n,label\n${rows.join('\n')}`);
    expect(dataset.findings.filter((found) => found.code === 'csv-missing-values').map((found) => found.message)).toEqual([
      'The column "n" lacks 1 value (line 5); this row is left out.', 'The column "label" lacks 1 value (line 7); this row is left out.',
    ]);
    expect(dataset.splits.train.length).toBe(18);
    await expect(dataset.read(3, 'n')).rejects.toThrow('data.csv, line 5: the column "n" has no value.');
  });

  it('count strays among numbers as missing', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row === 9 ? 'about 9' : row},${row % 2 ? 'x' : 'y'}`);
    const dataset = await open(`n,label\n${rows.join('\n')}`);
    expect(finding(dataset, 'csv-not-a-number')).toBe('1 value of the column "n" is not a number and counts as missing: "about 9" (line 11).');
    expect(dataset.splits.train.length).toBe(19);
  });

  it('leave a column out where it has too few values', async () => {
    const rows = Array.from({ length: 10 }, (_, row) => `${row},${row < 5 ? '' : row},${row % 2 ? 'x' : 'y'}`);
    const dataset = await open(`n,rare,label\n${rows.join('\n')}`);
    expect(Object.keys(kinds(dataset))).toEqual(['n', 'label']);
    expect(finding(dataset, 'csv-column-left-out')).toContain('"rare" is left out: 50 %');
    expect(dataset.splits.train.length).toBe(10);
  });
});

describe('pictures named by a column', () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`photos/${index}.png`, distinctPng(index)]));
  const rows = Array.from({ length: 12 }, (_, index) => `photos/${index}.png,${index},${index * 2.5},${index % 3},${index % 2 ? 'cat' : 'dog'},${index / 7}`);
  const text = `photo,a,b,c,animal,age\n${rows.join('\n')}`;

  it('become an image column beside numbers and several targets', async () => {
    const dataset = await open(text, { targets: ['animal', 'age'] }, {}, files);
    expect(kinds(dataset)).toEqual({ photo: 'image', a: 'number', b: 'number', c: 'number', animal: 'category!', age: 'number!' });
    expect(dataset.columns[0]!.image).toEqual({ height: 8, width: 8, channels: 1 });
    expect(await dataset.read(4, 'photo')).toMatchObject({ width: 8, height: 8 });
  });

  it('are reported and left out where they cannot be read', async () => {
    const broken = { ...files, 'photos/3.png': distinctPng(3).subarray(0, 50) };
    delete (broken as Record<string, Uint8Array>)['photos/5.png'];
    const dataset = await open(text, {}, {}, broken);
    expect(dataset.splits.train.length).toBe(10);
    const bad = dataset.findings.filter((found) => found.file?.startsWith('photos'));
    expect(bad.map((found) => found.message.split(':')[0])).toEqual(['photos/3.png (line 5)', 'photos/5.png (line 7)']);
  });
});

describe('tables that cannot be learned from', () => {
  it.each([
    ['no rows', '', 'data.csv holds no rows.'],
    ['names only', 'a,b\n', 'data.csv holds column names and no rows.'],
    ['one column', 'a\n1\n2\n', 'has only one usable column'],
    ['one class', 'a,b\n1,x\n2,x\n3,x\n', 'Classification needs at least two classes; the target "b" is always "x".'],
    ['repeated names', 'a,a,b\n1,2,x\n3,4,y\n', 'data.csv has two columns called "a".'],
    ['an open quote', 'a,b\n1,"x\n2,y\n', 'line 2: a quoted value is not closed properly.'],
    ['nothing but gaps', 'a,b\n,x\n?,y\n', 'The column "a" has no values at all.'],
  ])('%s', async (_, text, message) => expect((await refusal(open(text, text.startsWith('a,a') ? { header: true } : {}))).message).toContain(message));

  it('names every ragged line', async () => {
    const error = await refusal(open('a,b,c\n1,2,x\n1,2\n3,4,y\n1,2,x,9\n'));
    expect(error.diagnostics.map((found) => [found.line, found.message])).toEqual([
      [3, 'data.csv, line 3: 2 values, but line 1 has 3.'], [5, 'data.csv, line 5: 4 values, but line 1 has 3.'],
    ]);
  });

  it('refuses unknown targets and binary files', async () => {
    expect((await refusal(open(IRIS, { target: 'colour' }))).message).toContain('data.csv has no column "colour" to predict.');
    expect((await refusal(open(distinctPng(1)))).message).toContain('data.csv is not a text file.');
    await expect((await open(IRIS)).read(0, 'nothing')).rejects.toThrow('has no column "nothing"');
  });
});

it('keeps class proportions when splitting', async () => {
  const dataset = await open(IRIS, {}, { validation: 0.2, test: 0.1 });
  expect([dataset.splits.train.length, dataset.splits.validation.length, dataset.splits.test.length]).toEqual([21, 6, 3]);
  const labels = await Promise.all([...dataset.splits.validation].map((row) => dataset.read(row, 'species')));
  expect(labels.sort()).toEqual([0, 0, 1, 1, 2, 2]);
});
