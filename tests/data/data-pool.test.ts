import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BatchPlan } from '../../engine/data/batch-plan';
import type { Dataset } from '../../engine/data/dataset';
import { openDataset } from '../../engine/data/open-dataset';
import { defaultImageSteps } from '../../engine/data/preprocess';
import type { BatchRequest, BatchSource, DataService, PreparedBatch } from '../../engine/data/worker/batch-source';
import type { DataJob } from '../../engine/data/worker/data-job';
import { DataPool } from '../../engine/data/worker/data-pool';
import { InProcessData } from '../../engine/data/worker/in-process';
import { Prefetch } from '../../engine/data/worker/prefetch';
import { distinctPng, picture } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const split = { seed: 1, validation: 0.2, test: 0 };
const images = temporaryFolder();
let entry: URL;
let dataset: Dataset;
let job: DataJob;
let bundle: string;

beforeAll(async () => {
  // Below the repository, so that the worker finds its WebAssembly decoders as the shipped bundle does.
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  bundle = mkdtempSync(join(cache, 'data-worker-'));
  const outfile = join(bundle, 'data-worker.mjs');
  await build({ entryPoints: [fileURLToPath(new URL('../../engine/data/worker/data-worker.ts', import.meta.url))], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  entry = pathToFileURL(outfile);
  const pictures = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index % 2 ? 'cat' : 'dog'}/${index}.png`, distinctPng(index, 12)]));
  writeTree(images, { ...pictures, 'cat/x.jpg': picture('stored-1.jpg'), 'dog/y.webp': picture('lossless.webp'), 'dog/z.tif': picture('lzw.tif') });
  dataset = await openDataset({ kind: 'folder', path: '.' }, split, { resolveFrom: images });
  job = {
    source: dataset.source, split, resolveFrom: images, fingerprint: dataset.fingerprint, seed: 5,
    bindings: [
      { kind: 'image', column: 'image', tensor: 'x', steps: defaultImageSteps({ channels: 1, height: 8, width: 8 }), augmentations: [{ kind: 'rotate', degrees: 10 }, { kind: 'noise', standardDeviation: 0.05 }] },
      { kind: 'category', column: 'class', tensor: 'y' },
    ],
    masks: [{ name: 'mask', shape: ['N', 16], keepProbability: 0.5, key: 'dropout' }],
  };
});

afterAll(() => rmSync(bundle, { recursive: true, force: true }));

function* requests(epochs: number, training = true): Generator<BatchRequest> {
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const plan = new BatchPlan(dataset.splits.train, { batchSize: 8, seed: 5, epoch, shuffle: training });
    for (let batch = 0; batch < plan.batchCount; batch++) yield { rows: plan.rowsOf(batch), epoch, step: step++, training };
  }
}

async function drain(source: BatchSource): Promise<PreparedBatch[]> {
  const batches: PreparedBatch[] = [];
  for (let batch = await source.next(); batch; batch = await source.next()) batches.push(batch);
  return batches;
}

/** Everything of a batch in a form that compares quickly. */
function digest({ tensors, ...rest }: PreparedBatch): string {
  const hash = createHash('sha256').update(JSON.stringify(rest));
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    hash.update(`${name} ${dtype} ${shape}`).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

async function using<T>(service: DataService, work: (service: DataService) => Promise<T>): Promise<T> {
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

describe('data workers', () => {
  it('make the same batches as the calling thread, in order, however many they are', async () => {
    const here = await drain(new InProcessData(dataset, job).stream(requests(3)));
    expect(here.length).toBe(15);
    expect(here.map((batch) => batch.step)).toEqual(here.map((_, step) => step));
    expect(Object.keys(here[0]!.tensors)).toEqual(['x', 'y', 'mask']);
    expect(here[0]!.tensors['mask']!.shape).toEqual([8, 16]);
    for (const workers of [1, 2]) {
      const there = await using(new DataPool(dataset, job, { entry, workers }), (pool) => drain(pool.stream(requests(3))));
      expect(there.map(digest)).toEqual(here.map(digest));
    }
  });

  it('serve training and evaluation side by side', async () => {
    await using(new DataPool(dataset, job, { entry, workers: 2 }), async (pool) => {
      const [training, evaluation] = await Promise.all([drain(pool.stream(requests(2))), drain(pool.stream(requests(1, false)))]);
      expect(training.length).toBe(10);
      expect(Object.keys(evaluation[0]!.tensors)).toEqual(['x', 'y']);
    });
  });

  it('report a picture that breaks after the check, and go on', async () => {
    const folder = temporaryCopy(() => distinctPng(3, 12));
    const opened = await openDataset({ kind: 'folder', path: folder }, split);
    writeFileSync(join(folder, 'cat/3.png'), distinctPng(3, 12).fill(0, 60));
    const changed: DataJob = { ...job, source: opened.source, fingerprint: opened.fingerprint };
    const rows = Uint32Array.from({ length: opened.rowCount }, (_, row) => row);
    const [batch] = await using(new DataPool(opened, changed, { entry, workers: 1 }), (pool) => drain(pool.stream([{ rows, epoch: 0, step: 0, training: false }])));
    expect(batch!.rows.length).toBe(opened.rowCount - 1);
    expect(batch!.problems.map((problem) => problem.file)).toEqual(['cat/3.png']);
  });

  it('stop with a sentence where the data is another one', async () => {
    const pool = new DataPool(dataset, { ...job, fingerprint: 'something else' }, { entry, workers: 1 });
    await using(pool, async () => {
      await expect(pool.stream(requests(1)).next()).rejects.toThrow('The data changed after it was opened.');
    });
  });

  it('stop in the middle of an epoch without leaving anything behind', async () => {
    const pool = new DataPool(dataset, job, { entry, workers: 2 });
    const source = pool.stream(requests(1000));
    await source.next();
    await source.close();
    expect(await source.next()).toBeUndefined();
    await pool.close();
    await expect(pool.stream(requests(1)).next()).rejects.toThrow('A data worker was closed.');
  });

  it('say so when the worker cannot start', async () => {
    const pool = new DataPool(dataset, job, { entry: new URL('nowhere.mjs', entry), workers: 1 });
    await expect(pool.stream(requests(1)).next()).rejects.toThrow('A data worker stopped');
    await pool.close();
  });
});

function temporaryCopy(content: () => Uint8Array): string {
  const folder = mkdtempSync(join(images, '..', 'layerloom-copy-'));
  copies.push(folder);
  return writeTree(folder, { 'cat/3.png': content(), 'cat/1.png': distinctPng(1), 'dog/2.png': distinctPng(2), 'dog/4.png': distinctPng(4) });
}
const copies: string[] = [];
afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('prefetching', () => {
  const batchOf = (bytes: number, step: number): PreparedBatch => ({ tensors: { x: { dtype: 'uint8', shape: [bytes], data: new Uint8Array(bytes) } }, rows: new Uint32Array(), problems: [], epoch: 0, step });
  const endless = function* (): Generator<BatchRequest> {
    for (let step = 0; ; step++) yield { rows: new Uint32Array(), epoch: 0, step, training: true };
  };

  it.each([
    [{ batches: 5, bytes: 1e9 }, 5],
    [{ batches: 5, bytes: 250 }, 2],
    [{ batches: 5, bytes: 10 }, 1],
  ])('stays within %o', async (budget, ahead) => {
    let started = 0;
    const source = new Prefetch(endless(), async ({ step }) => (started++, batchOf(100, step)), budget);
    for (let step = 0; step < 6; step++) expect((await source.next())!.step).toBe(step);
    expect(started).toBe(6 + ahead);
    await source.close();
  });

  it('surfaces a failure in its turn and not before', async () => {
    const source = new Prefetch(endless(), async ({ step }) => (step === 1 ? Promise.reject(new Error('second')) : batchOf(1, step)), { batches: 3, bytes: 1e9 });
    expect((await source.next())!.step).toBe(0);
    await expect(source.next()).rejects.toThrow('second');
    await source.close();
  });
});
