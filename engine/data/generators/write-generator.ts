/**
 * Writes built-in data as ordinary files: `train|validation|test/CLASS/NNNNN.png`, pictures with COCO annotations, or a CSV
 * table with its pictures in `images/`; points as both. What is written reads back as what the generator makes.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { fail } from '../../core/diagnostic';
import { SPLIT_NAMES, type Boxes, type Cell, type Pixels, type Points } from '../dataset';
import { CocoWriter } from '../annotations/coco-writer';
import { sampleAt, type GeneratedColumn, type Generator, type Sample } from './generator';
import { checkRequest, findGenerator } from './registry';
import { TableText } from './table-text';

export interface WriteRequest {
  readonly count: number;
  readonly seed: number;
}

export interface WrittenData {
  readonly folder: string;
  /** The table, for generators written as one. */
  readonly table?: string;
  readonly fileCount: number;
}

type Progress = (done: number, total: number) => void;

const TABLE_NAME = 'data.csv';
const ANNOTATIONS_NAME = 'annotations.json';
/** Files in flight: enough to keep the disk busy, few enough for any limit on open files. */
const BATCH = 64;

/** Writes `count` samples into `folder`, which must be new or empty. Throws LoomError where it cannot. */
export async function writeGenerator(
  name: string,
  folder: string,
  { count, seed }: WriteRequest,
  onProgress: Progress = () => {},
): Promise<WrittenData> {
  const generator = findGenerator(name);
  checkRequest(count, seed);
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) refuseToMix(folder);
    if (generator.files === 'annotations') return await writeAnnotated(generator, folder, { count, seed }, onProgress);
    if (generator.files === 'keypoints') return await writePointed(generator, folder, { count, seed }, onProgress);
    if (generator.files === 'folders') return await writeFolders(generator, folder, { count, seed }, onProgress);
    return await writeTable(generator, folder, { count, seed }, onProgress);
  } catch (error) {
    return explain(error, folder);
  }
}

async function writeFolders(generator: Generator, folder: string, request: WriteRequest, onProgress: Progress): Promise<WrittenData> {
  const image = columnOf(generator, 'image');
  const label = columnOf(generator, 'category');
  const made = new Set<string>();
  await inBatches(generator, request, onProgress, async (sample) => {
    const path = join(folder, sample.split, className(label, sample), fileName(sample));
    if (!made.has(dirname(path))) {
      await mkdir(dirname(path), { recursive: true });
      made.add(dirname(path));
    }
    await writePicture(path, image.cell(sample));
  });
  return { folder, fileCount: request.count };
}

/** Pictures in a folder per split, and `annotations.json` beside the folders. */
async function writeAnnotated(generator: Generator, folder: string, request: WriteRequest, onProgress: Progress): Promise<WrittenData> {
  const image = columnOf(generator, 'image');
  const objects = columnOf(generator, 'boxes');
  const coco = new CocoWriter(objects.column.classes!);
  for (const split of SPLIT_NAMES) await mkdir(join(folder, split));
  await inBatches(generator, request, onProgress, async (sample) => {
    const path = `${sample.split}/${fileName(sample)}`;
    coco.add(sample.index, path, objects.cell(sample) as Boxes);
    await writePicture(join(folder, path), image.cell(sample));
  });
  await writeFile(join(folder, ANNOTATIONS_NAME), coco.json());
  return { folder, fileCount: request.count + 1 };
}

/** Pictures in a folder per split, their points as COCO annotations, and a table that says what is known of them besides. */
async function writePointed(generator: Generator, folder: string, request: WriteRequest, onProgress: Progress): Promise<WrittenData> {
  const image = columnOf(generator, 'image');
  const points = columnOf(generator, 'points');
  const coco = new CocoWriter([points.column.skeleton!.name], points.column.skeleton);
  const table = new TableText(generator, request.count);
  for (const split of SPLIT_NAMES) await mkdir(join(folder, split));
  await inBatches(generator, request, onProgress, async (sample) => {
    const path = `${sample.split}/${fileName(sample)}`;
    table.add(sample, path);
    coco.addPoints(sample.index, path, points.cell(sample) as Points);
    await writePicture(join(folder, path), image.cell(sample));
  });
  await writeFile(join(folder, ANNOTATIONS_NAME), coco.json());
  await writeFile(join(folder, TABLE_NAME), table.text());
  return { folder, fileCount: request.count + 2 };
}

async function writeTable(generator: Generator, folder: string, request: WriteRequest, onProgress: Progress): Promise<WrittenData> {
  const image = generator.columns.find(({ column }) => column.kind === 'image');
  if (image) await mkdir(join(folder, 'images'));
  const lines = new TableText(generator, request.count);
  await inBatches(generator, request, onProgress, async (sample) => {
    const path = `images/${fileName(sample)}`;
    lines.add(sample, path);
    if (image) await writePicture(join(folder, path), image.cell(sample));
  });
  const table = join(folder, TABLE_NAME);
  await writeFile(table, lines.text());
  return { folder, table, fileCount: (image ? request.count : 0) + 1 };
}

async function inBatches(
  generator: Generator,
  { count, seed }: WriteRequest,
  onProgress: Progress,
  write: (sample: Sample) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(start + BATCH, count);
    await Promise.all(Array.from({ length: end - start }, (_, at) => write(sampleAt(generator, start + at, count, seed))));
    onProgress(end, count);
  }
}

function columnOf(generator: Generator, kind: 'image' | 'category' | 'boxes' | 'points'): GeneratedColumn {
  return generator.columns.find(({ column }) => column.kind === kind)!;
}

function className({ column, cell }: GeneratedColumn, sample: Sample): string {
  return column.classes![Number(cell(sample))]!;
}

function fileName(sample: Sample): string {
  return `${String(sample.index).padStart(5, '0')}.png`;
}

async function writePicture(path: string, cell: Cell): Promise<void> {
  const { width, height, channels, data } = cell as Pixels;
  await writeFile(path, encode({ width, height, channels, data, depth: 8 }));
}

function refuseToMix(folder: string): never {
  fail('folder-not-empty', `The folder ${folder} is not empty; new samples would mix with what is there.`, {
    file: folder,
    remedy: 'Name a new folder, or empty this one first.',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
};

function explain(error: unknown, folder: string): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  if (reason === undefined) throw error;
  fail('cannot-write-data', `The samples cannot be written to ${folder}: ${reason}.`, {
    file: folder,
    found: code,
    remedy: 'Choose another folder.',
  });
}
