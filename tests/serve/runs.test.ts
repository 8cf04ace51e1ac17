/** Training as windows see it: from start to export, with two of them, and with an engine that is killed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../engine/run/metrics-log';
import type { RunEvent } from '../../engine/run/training-run';
import type { ShellClient } from '../../engine/shell/client';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import type { RunStart } from '../../engine/shell/protocol/runs';
import { buildEngine } from '../worker/engine-process';
import { eventually, TestApplication } from './served-application';

buildEngine();

const DIGITS = { kind: 'builtin', name: 'digits', count: 600, seed: 1 } as const;
const SPLIT = { seed: 1, validation: 0.1, test: 0.1 };

async function lenet(window: ShellClient, epochs: number): Promise<RunStart> {
  const { document } = unpackDocument((await window.request('templates.build', { name: 'lenet5', source: DIGITS, split: SPLIT })).document);
  const trained = packDocument({ ...document, training: { ...document.training!, epochs, batchSize: 32 } });
  return { document: trained, source: DIGITS, split: SPLIT, backend: 'cpu', threads: 1, checkpointSeconds: 0.2 };
}

/** A run that no test waits out. */
const LONG = 10_000;

const stepsOf = (lines: readonly LogLine[]): number[] => lines.flatMap((line) => (line.event === 'step' ? [line.step] : []));

describe('a run', () => {
  it('starts, is watched by two windows, pauses, goes on, stops, resumes to its end, exports and answers', async () => {
    const application = await TestApplication.start();
    const [one, other] = [await application.openWindow(), await application.openWindow()];
    await other.request('engine.status', {});
    const heard: RunEvent[] = [];
    other.on('run.event', ({ event }) => heard.push(event));
    const running = eventually(other, 'run.changed', ({ state }) => state === 'running');
    const { run } = await one.request('run.start', await lenet(one, LONG));
    expect(await running).toMatchObject({ run, title: 'lenet5-1', documentName: 'lenet5', epochs: LONG });
    await expect(other.request('run.start', await lenet(other, 1))).rejects.toMatchObject({ diagnostics: [{ code: 'run-under-way' }] });
    await eventually(other, 'run.event', ({ event }) => event.event === 'epoch');
    expect(heard.some(({ event }) => event === 'step')).toBe(true);

    expect(await other.request('run.pause', { run })).toMatchObject({ state: 'paused' });
    await sleep(300);
    const atPause = heard.length;
    await sleep(500);
    expect(heard.length).toBe(atPause);
    const attached = await one.request('run.attach', { run });
    expect(attached).toMatchObject({ summary: { state: 'paused' }, start: { event: 'start', epochs: LONG }, lastStep: { event: 'step' } });
    const steps = stepsOf(attached.history);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    expect(attached.history.some(({ event }) => event === 'epoch')).toBe(true);
    expect(unpackDocument(attached.document).document.data?.source).toEqual(DIGITS);

    expect(await one.request('run.continue', { run })).toMatchObject({ state: 'running' });
    await eventually(one, 'run.event', ({ event }) => event.event === 'step');
    expect(await other.request('run.stop', { run })).toMatchObject({ state: 'unfinished' });
    await expect(one.request('run.pause', { run })).rejects.toMatchObject({ diagnostics: [{ code: 'run-not-under-way' }] });

    await one.request('run.resume', { run });
    await eventually(one, 'run.event', ({ event }) => event.event === 'epoch');
    await one.request('run.stop', { run });
    const history = stepsOf(await one.request('run.history', { run }));
    expect(history).toEqual([...new Set(history)].sort((a, b) => a - b));
    expect(await one.request('run.list', {})).toMatchObject([{ run, state: 'unfinished' }]);

    const report = await one.request('model.export', { from: { run } });
    expect(report.file).toBe(join(application.home, 'data', 'exports', 'lenet5-1.onnx'));
    expect(report.maxAbsDiff).toBeLessThan(1e-5);
    const { name, bytes } = await one.request('model.download', { path: report.file });
    expect(name).toBe('lenet5-1.onnx');
    expect(Buffer.from(bytes).equals(readFileSync(report.file))).toBe(true);
    await expect(one.request('model.export', { from: { run }, path: report.file })).rejects.toMatchObject({ diagnostics: [{ code: 'file-exists' }] });

    await one.request('run.remove', { run });
    expect(existsSync(run)).toBe(false);
    expect(await one.request('run.list', {})).toEqual([]);
  });

  it('that is done answers about pictures, also while another one trains', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const done = eventually(window, 'run.changed', ({ state }) => state === 'done');
    const { run } = await window.request('run.start', await lenet(window, 4));
    expect(await done).toMatchObject({ run, epoch: 4, accuracy: expect.any(Number) as number });
    await expect(window.request('run.resume', { run })).rejects.toMatchObject({ diagnostics: [{ code: 'run-done' }] });
    const { run: second } = await window.request('run.start', await lenet(window, LONG));

    expect(await window.request('model.describe', { model: run })).toMatchObject({ features: [{ columns: [{ kind: 'image' }] }], targets: [{ kind: 'category' }] });
    const [thumbnail] = await window.request('data.thumbnails', { source: DIGITS, split: SPLIT, rows: [0], size: 28 });
    const picture = encode({ width: thumbnail!.width, height: thumbnail!.height, channels: 4, data: thumbnail!.pixels });
    const [answers] = await window.request('model.predict', { model: run, samples: [{ image: picture }] });
    const answer = Object.values(answers!)[0]!;
    const probabilities = answer.kind === 'category' ? Object.values(answer.probabilities) : [];
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    await expect(window.request('model.predict', { model: run, samples: [{ image: new Uint8Array([1, 2, 3, 4]) }] })).rejects.toMatchObject({ diagnostics: [{ code: 'image-format-unknown', message: expect.stringMatching(/^the picture: /) as string }] });
    await expect(window.request('model.predict', { model: run, samples: [{ image: '/etc/hostname' }] })).rejects.toMatchObject({ diagnostics: [{ code: 'not-granted' }] });
    expect(await window.request('model.evaluate', { model: run, source: DIGITS, threads: 1 })).toMatchObject({ split: 'test', samples: 60 });
    await window.request('run.stop', { run: second });
  });

  it('that cannot begin says why and leaves nothing', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { document } = await window.request('templates.build', { name: 'xor-mlp' });
    await expect(window.request('run.start', { document, source: DIGITS, split: SPLIT, backend: 'cpu', threads: 1 })).rejects.toThrow();
    expect(await window.request('run.list', {})).toEqual([]);
    await window.request('run.start', await lenet(window, 1));
  });

  it('is lost with its engine, which is started again, and resumes from its checkpoint', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { run } = await window.request('run.start', await lenet(window, LONG));
    await eventually(window, 'run.event', ({ event }) => event.event === 'checkpoint');
    const pid = (JSON.parse(readFileSync(join(run, 'run.lock'), 'utf8')) as { pid: number }).pid;
    const [failed, restarted, unfinished] = [eventually(window, 'run.failed'), eventually(window, 'engine.changed', ({ state }) => state === 'ready'), eventually(window, 'run.changed', ({ state }) => state === 'unfinished')];
    process.kill(pid, 'SIGKILL');
    expect(await failed).toMatchObject({ run, resumable: true, diagnostics: [{ code: 'engine-stopped' }] });
    expect(await restarted).toMatchObject({ restarts: 1, reason: expect.stringContaining('SIGKILL') as string });
    await unfinished;
    const before = (await window.request('run.history', { run })).at(-1)!.step;
    await window.request('run.resume', { run });
    await eventually(window, 'run.event', ({ event }) => event.event === 'step' && event.step > before);
    // The process above it, too: then the whole engine is started anew.
    const host = (JSON.parse(readFileSync(join(run, 'run.lock'), 'utf8')) as { pid: number }).pid;
    const supervisor = Number(readFileSync(`/proc/${host}/stat`, 'utf8').split(' ')[3]);
    const again = [eventually(window, 'run.failed'), eventually(window, 'engine.changed', ({ state }) => state === 'ready')] as const;
    process.kill(supervisor, 'SIGKILL');
    expect(await again[0]).toMatchObject({ run, resumable: true });
    expect(await again[1]).toMatchObject({ state: 'ready', restarts: 2 });
    await window.request('run.resume', { run });
    await window.request('run.stop', { run });
  });

  it('writes a checkpoint when the application ends, and goes on in the next', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { run } = await window.request('run.start', { ...(await lenet(window, LONG)), checkpointSeconds: 1000 });
    await eventually(window, 'run.event', ({ event }) => event.event === 'step' && event.step > 5);
    const stopped = eventually(window, 'run.event', ({ event }) => event.event === 'stopped');
    const lost = new Promise((resolve) => window.onState((state) => state === 'lost' && resolve(state)));
    await application.served.close();
    expect(await stopped).toMatchObject({ run });
    await lost;
    expect(existsSync(join(run, 'run.lock'))).toBe(false);
    await expect(window.request('run.list', {})).rejects.toMatchObject({ diagnostics: [{ code: 'connection-lost' }] });
  });
});
