/** An open data set as windows look at it, beside each other. */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Dataset, Pixels } from '../../engine/data/dataset';
import { DatasetView } from '../../engine/shell/host/dataset-view';

const PICTURE: Pixels = { width: 2, height: 2, channels: 1, data: new Uint8Array(4) };

/** Pictures that are made without waiting for anything, as generators make them; `onMade` is told of each. */
const generated = (rows: number, onMade: () => void): Dataset =>
  ({
    columns: [{ name: 'image', kind: 'image', isTarget: false }],
    rowCount: rows,
    splits: { train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() },
    findings: [],
    read: () => {
      onMade();
      return Promise.resolve(PICTURE);
    },
  }) as unknown as Dataset;

it('answers something else before many pictures of several data sets are painted', async () => {
  let made = 0;
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const views = Array.from({ length: 5 }, () => new DatasetView(generated(40, () => made++)));
  const pictures = views.map((view) => view.thumbnails(rows, 16, undefined));
  await setImmediate();
  await setImmediate();
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThanOrEqual(12);
  expect((await Promise.all(pictures)).map(({ length }) => length)).toEqual([40, 40, 40, 40, 40]);
});

it('goes on after a picture that no row has', async () => {
  const view = new DatasetView(generated(2, () => undefined));
  await expect(view.thumbnails([5], 16, undefined)).rejects.toThrow('The data has no row 5.');
  expect(await view.thumbnails([0], 16, undefined)).toHaveLength(1);
});
