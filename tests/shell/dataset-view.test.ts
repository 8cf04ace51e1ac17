/** An open data set as windows look at it, beside each other. */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Dataset, Pixels } from '../../engine/data/dataset';
import { DatasetView } from '../../engine/shell/host/dataset-view';

const PICTURE: Pixels = { width: 2, height: 2, channels: 1, data: new Uint8Array(4) };

/** Pictures that are made without waiting for anything, as generators make them. */
const generated = (rows: number): Dataset =>
  ({ columns: [{ name: 'image', kind: 'image', isTarget: false }], rowCount: rows, splits: { train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() }, findings: [], read: () => Promise.resolve(PICTURE) }) as unknown as Dataset;

it('answers something else before the last of many pictures is painted', async () => {
  const order: string[] = [];
  const view = new DatasetView(generated(40));
  const pictures = view.thumbnails(Array.from({ length: 40 }, (_, row) => row), 16, undefined).then((made) => order.push(`${made.length} pictures`));
  const other = setImmediate().then(() => order.push('other'));
  await Promise.all([pictures, other]);
  expect(order).toEqual(['other', '40 pictures']);
});
