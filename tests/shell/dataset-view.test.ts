/** An open data set as windows look at it, beside each other. */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Dataset, Pixels } from '../../engine/data/dataset';
import { DatasetView } from '../../engine/shell/host/dataset-view';
import { PictureTurns } from '../../engine/shell/host/picture-turns';

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
  const turns = new PictureTurns();
  const views = Array.from({ length: 5 }, () => new DatasetView(generated(40, () => made++), turns));
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

it('paints no picture while a question that takes several turns waits for its answer', async () => {
  let made = 0;
  const turns = new PictureTurns();
  const pictures = new DatasetView(generated(40, () => made++), turns).thumbnails(Array.from({ length: 40 }, (_, row) => row), 16, undefined);
  await setImmediate();
  const reading = turns.first((async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    return made;
  })());
  const before = made;
  expect(await reading).toBeLessThanOrEqual(before + 4);
  expect(await pictures).toHaveLength(40);
});

it('paints on after a question that fails', async () => {
  const turns = new PictureTurns();
  await expect(turns.first(Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
  expect(await new DatasetView(generated(2, () => undefined), turns).thumbnails([0], 16, undefined)).toHaveLength(1);
});
