/**
 * data.json of a PyTorch project: the rows of every split. Pictures of a folder stay where they are; others are written to
 * `data/` beside it, and masks, as class indices (255 where a pixel does not count), to `masks/`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { SPLIT_NAMES, type Boxes, type Dataset, type Pixels, type Points } from '../data/dataset';

type ReadCell = (row: number) => Promise<unknown>;

/** `names` are the columns of every row, in order. */
export async function writeRows(dataset: Dataset, names: readonly string[], out: string): Promise<unknown> {
  const { source } = dataset;
  const readers: ReadCell[] = [];
  for (const name of names) readers.push(await readerOf(dataset, name, out));
  const splits: Record<string, unknown[]> = {};
  for (const split of SPLIT_NAMES) {
    const rows: unknown[] = [];
    for (const row of dataset.splits[split]) rows.push(await Promise.all(readers.map((read) => read(row))));
    splits[split] = rows;
  }
  return { folder: source.kind === 'folder' ? source.path : 'data', columns: names, splits };
}

/** What stands in data.json for the cells of a column. */
async function readerOf(dataset: Dataset, name: string, out: string): Promise<ReadCell> {
  const { kind } = dataset.columns.find((column) => column.name === name)!;
  const alike = dataset.columns.filter((column) => column.kind === kind).map((column) => column.name);
  const fileOf = (row: number) => `${String(row).padStart(6, '0')}${alike.length > 1 ? `-${alike.indexOf(name)}` : ''}.png`;
  switch (kind) {
    case 'image':
      if (dataset.source.kind === 'folder') return async (row) => dataset.rowName(row);
      await mkdir(join(out, 'data'), { recursive: true });
      return async (row) => {
        await writePicture(join(out, 'data', fileOf(row)), (await dataset.read(row, name)) as Pixels);
        return fileOf(row);
      };
    case 'mask':
      await mkdir(join(out, 'masks'), { recursive: true });
      return async (row) => {
        await writePicture(join(out, 'masks', fileOf(row)), (await dataset.read(row, name)) as Pixels);
        return `masks/${fileOf(row)}`;
      };
    case 'boxes':
      return async (row) => {
        const { width, height, boxes, labels, crowd } = (await dataset.read(row, name)) as Boxes;
        return { size: [width, height], boxes: Array.from(labels, (label, index) => [...boxes.subarray(index * 4, index * 4 + 4), label, crowd?.[index] ?? 0]) };
      };
    case 'points':
      return async (row) => {
        const { width, height, points } = (await dataset.read(row, name)) as Points;
        return { size: [width, height], points: [...points] };
      };
    default:
      return (row) => dataset.read(row, name);
  }
}

async function writePicture(file: string, { width, height, channels, data }: Pixels): Promise<void> {
  await writeFile(file, encode({ width, height, channels, data, depth: 8 }));
}
