/** Runs after their training: named, forked, asked about their samples, thrown away and taken back. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProcStat, parsePs } from '../../engine/shell/host/usage-meter';
import { unpackDocument, packDocument } from '../../engine/shell/document-payload';
import { buildEngine } from '../worker/engine-process';
import { eventually, TestApplication } from './served-application';

buildEngine();

const XOR = { kind: 'builtin', name: 'xor', count: 200, seed: 1 } as const;
const SPLIT = { seed: 1, validation: 0.25, test: 0 };

async function trained() {
  const application = await TestApplication.start();
  const window = await application.openWindow();
  const { document: payload } = await window.request('templates.build', { name: 'xor-mlp', source: XOR, split: SPLIT });
  const { document } = unpackDocument(payload);
  const training = { ...document.training!, epochs: 15, batchSize: 16 };
  const done = eventually(window, 'run.changed', ({ state }) => state === 'done');
  const { run } = await window.request('run.start', { document: packDocument({ ...document, training }), source: XOR, split: SPLIT, backend: 'cpu', threads: 1, checkpointSeconds: 0 });
  await done;
  return { application, window, run, document: { ...document, training } };
}

describe('a trained run', () => {
  it('answers for each row of a part as its own scores say', async () => {
    const { window, run } = await trained();
    const answers = await window.request('run.answers', { run, part: 'validation' });
    const last = (await window.request('run.history', { run })).findLast((line) => line.event === 'epoch')!;
    if (answers.kind !== 'classification' || last.event !== 'epoch') throw new Error('XOR has classes');
    const { scores } = Object.values(last.validation!.outputs)[0]!;
    if (scores.kind !== 'classification') throw new Error('XOR has classes');
    const confusion = answers.classes.map((_, truth) => answers.classes.map((__, answer) => answers.rows.filter((row) => row.truth === truth && row.answer === answer).length));
    expect(confusion).toEqual(scores.confusion);
    expect(answers.rows).toHaveLength(answers.total);
    for (const { confidence, truthProbability, truth, answer, loss } of answers.rows) {
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(truthProbability).toBeCloseTo(truth === answer ? confidence : 1 - confidence, 6);
      expect(loss).toBeCloseTo(-Math.log(truthProbability), 5);
    }
    await expect(window.request('run.answers', { run, part: 'validation', output: 'nowhere' })).rejects.toMatchObject({ diagnostics: [{ code: 'no-such-output' }] });
    await expect(window.request('run.answers', { run, part: 'test' })).resolves.toMatchObject({ total: 0, rows: [] });
  });

  it('is forked: another run that begins where it had come to', async () => {
    const { window, run, document } = await trained();
    const checkpoints = await window.request('run.checkpoints', { run });
    expect(checkpoints[0]).toMatchObject({ epoch: 15, kept: 'recent' });
    expect(checkpoints.at(-1)).toMatchObject({ name: 'best', kept: 'best' });
    const done = eventually(window, 'run.changed', (summary) => summary.state === 'done' && summary.run !== run);
    const fork = await window.request('run.fork', { run, checkpoint: checkpoints[0]!.name, document: packDocument({ ...document, training: { ...document.training, epochs: 2 } }) });
    expect(await done).toMatchObject({ run: fork.run, parent: run, epochs: 2, epoch: 2 });
    const [before, after] = await Promise.all([run, fork.run].map(async (one) => (await window.request('run.history', { run: one })).find((line) => line.event === 'step')!.loss as number));
    // It does not begin from nothing.
    expect(after!).toBeLessThan(before! / 2);
    await expect(window.request('run.fork', { run, checkpoint: '../../elsewhere', document: packDocument(document) })).rejects.toMatchObject({ diagnostics: [{ code: 'checkpoint-name' }] });
    // What could not begin leaves nothing behind.
    expect(await window.request('run.list', {})).toHaveLength(2);
  });

  it('is named, and the name taken back; thrown away, and taken back', async () => {
    const { window, run } = await trained();
    expect(await window.request('run.describe', { run, title: ' first try ', note: 'Adam' })).toMatchObject({ title: 'first try', note: 'Adam' });
    expect(await window.request('run.list', {})).toMatchObject([{ run, title: 'first try', note: 'Adam' }]);
    const plain = await window.request('run.describe', { run, title: '', note: '' });
    expect(plain.title).toBe(basename(run));
    expect(plain).not.toHaveProperty('note');
    const gone = eventually(window, 'run.removed');
    const { trashed } = await window.request('run.remove', { run });
    expect(await gone).toEqual({ run });
    expect(existsSync(run)).toBe(false);
    await expect(window.request('run.restore', { trashed: '../runs' })).rejects.toMatchObject({ diagnostics: [{ code: 'not-in-trash' }] });
    expect(await window.request('run.restore', { trashed })).toMatchObject({ run, state: 'done' });
    await expect(window.request('run.restore', { trashed })).rejects.toMatchObject({ diagnostics: [{ code: 'not-in-trash' }] });
  });
});

describe('how busy the machine is', () => {
  it('is read from the system', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    await window.request('engine.usage', {});
    const usage = await window.request('engine.usage', {});
    expect(usage.load).toBeGreaterThanOrEqual(0);
    expect(usage.load).toBeLessThanOrEqual(1);
    expect(usage.memoryBytes).toBeLessThan(usage.totalMemoryBytes);
    if (process.platform === 'linux') expect(usage.engine!.memoryBytes).toBeGreaterThan(2 ** 20);
  });

  it('is understood in the words of each system', () => {
    expect(parseProcStat('42 (node (x) y) S 1 1 1 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 11 0 100 1000000 512 1')).toEqual({ seconds: 3, memoryBytes: 512 * 4096 });
    expect(parsePs(' 2048 1:02.50\n')).toEqual({ seconds: 62.5, memoryBytes: 2048 * 1024 });
  });
});
