import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../engine/run/training-run';
import { EVENT_INTERVAL_MS } from '../../engine/worker/protocol';
import { classifier, digitNetwork, trainingSettings } from '../run/networks';
import { expectSame, leftovers, remainsOf, runOptions, scratchFolder, train } from '../run/follow-run';
import { allGone, buildEngine, engineForTest, ENTRIES, isAlive } from './engine-process';

const folder = scratchFolder();
buildEngine();

const XOR = { source: { kind: 'builtin', name: 'xor', count: 64 }, split: { seed: 1, validation: 0.2, test: 0 } } as const;
const endless = () => classifier(2, 2, trainingSettings({ epochs: 100_000, batchSize: 8 }));
const short = () => digitNetwork(trainingSettings({ epochs: 2 }));

/** A run under way: resolves at its first step. */
function begin(engine: ReturnType<typeof engineForTest>, run: string) {
  const events: RunEvent[] = [];
  let stepped!: () => void;
  const underWay = new Promise<void>((resolve) => {
    stepped = resolve;
  });
  const request = engine.request('train', runOptions(run, endless(), XOR), {
    onEvent: (event) => {
      events.push(event);
      if (event.event === 'step') stepped();
    },
  });
  return { request, events, underWay };
}

describe.each(['process', 'thread'] as const)('an engine that computes in a %s', (host) => {
  it('trains, exports, evaluates and predicts', async () => {
    const engine = engineForTest({ host });
    const run = join(folder, `${host} whole`);
    const events: RunEvent['event'][] = [];
    const result = await engine.request('train', runOptions(run, short()), { onEvent: ({ event }) => events.push(event) }).result;
    expect(result).toMatchObject({ run, outcome: 'done', model: { realSamples: true } });
    expect(events).toContain('start');
    expect(events.at(-1)).toBe('done');
    // Batches of data workers are those made on the training thread.
    const inProcess = join(folder, `${host} in process`);
    await train(runOptions(inProcess, short()));
    expectSame(await remainsOf(run), await remainsOf(inProcess));
    const out = join(folder, `${host}.onnx`);
    expect(await engine.request('export', { from: { run }, out }).result).toMatchObject({ file: out, realSamples: true, findings: [] });
    const source = runOptions(run, short()).source;
    const ofRun = await engine.request('evaluate', { model: run, source, threads: 1 }).result;
    const ofFile = await engine.request('evaluate', { model: out, source, threads: 1 }).result;
    expect(ofFile).toEqual(ofRun);
    expect(await engine.request('export', { from: { document: short() }, out: join(folder, `${host} fresh.onnx`) }).result).toMatchObject({ realSamples: false });
    await expect(engine.request('predict', { model: out, samples: [{ image: join(folder, 'no.png') }], threads: 1 }).result).rejects.toThrow(/no\.png/);
    await engine.close();
    expect(leftovers(run)).toEqual([]);
  });

  it('answers while it trains, pauses, goes on and stops with a checkpoint', async () => {
    const engine = engineForTest({ host });
    const run = join(folder, `${host} steered`);
    const { request, events, underWay } = begin(engine, run);
    await underWay;
    expect((await engine.status()).busy).toBe(true);
    request.pause();
    await quiet(events);
    const paused = events.length;
    await new Promise((resolve) => setTimeout(resolve, 4 * EVENT_INTERVAL_MS));
    expect(events.length).toBe(paused);
    request.continue();
    await expect.poll(() => events.length).toBeGreaterThan(paused);
    request.stop();
    expect(await request.result).toEqual({ run, outcome: 'stopped' });
    expect(events.at(-1)).toMatchObject({ event: 'stopped' });
    expect(events.at(-2)).toMatchObject({ event: 'checkpoint' });
    expect((await engine.status()).busy).toBe(false);
    await engine.close();
    expect(leftovers(run)).toEqual([]);
  });

  it('stops its run and goes when it is closed, or when its shell is gone', async () => {
    const engine = engineForTest({ host });
    const { request, underWay } = begin(engine, join(folder, `${host} closed`));
    await underWay;
    const { hostPid } = await engine.status();
    await engine.close();
    expect(await request.result).toMatchObject({ outcome: 'stopped' });
    await allGone([engine.pid, hostPid!]);
    await expect(engine.request('resume', { run: 'x' }).result).rejects.toThrow(/The engine stopped unexpectedly/);
  });

  it('tells a mistake as a sentence and stays usable', async () => {
    const engine = engineForTest({ host });
    await expect(engine.request('resume', { run: join(folder, 'nothing') }).result).rejects.toThrow(/is not a training run/);
    await expect(engine.request('train', runOptions(join(folder, 'bad'), short(), { source: { kind: 'folder', path: join(folder, 'no such') } })).result).rejects.toThrow(/no such/);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(engine.request('train', runOptions(join(file, 'run'), short())).result).rejects.toThrow(/cannot be created/);
    expect((await engine.status()).busy).toBe(false);
  });
});

/** Resolves when no event has come for a while. */
async function quiet(events: readonly unknown[]): Promise<void> {
  for (let seen = -1; seen !== events.length; ) {
    seen = events.length;
    await new Promise((resolve) => setTimeout(resolve, 4 * EVENT_INTERVAL_MS));
  }
}

describe('a compute host that dies', () => {
  it('fails its request, is replaced, and the supervisor answers all along', async () => {
    const restarts: string[] = [];
    const engine = engineForTest({ onHostRestarted: (reason) => restarts.push(reason) });
    const run = join(folder, 'host killed');
    const { request, underWay } = begin(engine, run);
    await underWay;
    const before = await engine.status();
    process.kill(before.hostPid!, 'SIGKILL');
    await expect(request.result).rejects.toThrow(`The engine stopped unexpectedly: it was ended by SIGKILL. Nothing up to the last checkpoint is lost; continue with “layerloom resume ${run}”.`);
    await expect.poll(() => restarts).toEqual(['was ended by SIGKILL']);
    const after = await engine.status();
    expect(after.busy).toBe(false);
    expect(after.hostPid).not.toBe(before.hostPid);
    const resumed = engine.request('resume', { run });
    resumed.stop();
    expect(await resumed.result).toMatchObject({ outcome: 'stopped' });
    await engine.close();
    await allGone([engine.pid, after.hostPid!]);
  });
});

describe('an engine that is killed', () => {
  it('rejects the request, naming the run, and leaves no process behind', async () => {
    const engine = engineForTest();
    const run = join(folder, 'engine killed');
    const { request, underWay } = begin(engine, run);
    await underWay;
    const { hostPid } = await engine.status();
    process.kill(engine.pid, 'SIGKILL');
    await expect(request.result).rejects.toThrow(`continue with “layerloom resume ${run}”`);
    await allGone([hostPid!]);
    await expect(engine.status()).rejects.toThrow(/ended by SIGKILL/);
  });

  it('goes with its shell, with a checkpoint', async () => {
    const run = join(folder, 'shell killed');
    const program = `
      const { fork } = await import('node:child_process');
      const engine = fork(new URL(process.argv[1]), [process.argv[2]], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
      engine.on('message', (message) => { if (message.kind === 'pong' || message.event?.event === 'step') console.log(JSON.stringify({ pid: engine.pid, hostPid: message.hostPid })); });
      engine.send({ kind: 'request', id: 1, operation: 'train', input: JSON.parse(process.argv[3]) });
      setInterval(() => engine.send({ kind: 'ping', id: 2 }), 50);`;
    const setup = { computeHost: ENTRIES.computeHost.href, dataWorker: ENTRIES.dataWorker.href, host: 'process' };
    const shell = spawn(process.execPath, ['--input-type=module', '-e', program, ENTRIES.supervisor.href, JSON.stringify(setup), JSON.stringify(runOptions(run, endless(), XOR))], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = new Set<number>();
    let stepped = false;
    await new Promise<void>((resolve) => {
      shell.stdout.on('data', (data: Buffer) => {
        for (const line of data.toString().trim().split('\n')) {
          const { pid, hostPid } = JSON.parse(line) as { pid: number; hostPid?: number };
          pids.add(pid);
          if (hostPid === undefined) stepped = true;
          else pids.add(hostPid);
        }
        if (stepped && pids.size === 2) resolve();
      });
    });
    shell.kill('SIGKILL');
    await allGone([...pids]);
    expect(leftovers(run)).toEqual([]);
    expect(readdirSync(join(run, 'checkpoints')).length).toBeGreaterThan(0);
  });

  it.each([5, 30, 80])('goes with a shell killed %i ms after starting it, while it is still loading', async (delay) => {
    const program = `
      const { fork } = await import('node:child_process');
      const engine = fork(new URL(process.argv[1]), [process.argv[2]], { serialization: 'advanced', execArgv: [], stdio: 'ignore', detached: true });
      console.log(engine.pid);`;
    const setup = { computeHost: ENTRIES.computeHost.href, dataWorker: ENTRIES.dataWorker.href, host: 'process' };
    const shell = spawn(process.execPath, ['--input-type=module', '-e', program, ENTRIES.supervisor.href, JSON.stringify(setup)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      shell.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
    });
    await sleep(delay);
    shell.kill('SIGKILL');
    await allGone([pid]);
  });

  it('stops with a checkpoint when the system asks it to end', async () => {
    const engine = engineForTest();
    const run = join(folder, 'terminated');
    const { request, underWay } = begin(engine, run);
    await underWay;
    const { hostPid } = await engine.status();
    process.kill(engine.pid, 'SIGTERM');
    expect(await request.result).toMatchObject({ outcome: 'stopped' });
    await allGone([engine.pid, hostPid!]);
    expect(leftovers(run)).toEqual([]);
  });

  it('leaves Ctrl-C to the shell', async () => {
    const engine = engineForTest();
    const { request, underWay } = begin(engine, join(folder, 'interrupted'));
    await underWay;
    const { hostPid } = await engine.status();
    for (const pid of [engine.pid, hostPid!]) process.kill(pid, 'SIGINT');
    expect((await engine.status()).busy).toBe(true);
    expect(isAlive(hostPid!)).toBe(true);
    request.stop();
    expect(await request.result).toMatchObject({ outcome: 'stopped' });
  });
});

describe('exporting a run whose data is gone', () => {
  it('compares random samples and says so', async () => {
    const engine = engineForTest();
    const data = join(folder, 'table');
    mkdirSync(data);
    const path = join(data, 'points.csv');
    writeFileSync(path, `x,y,kind\n${Array.from({ length: 40 }, (_, row) => `${Math.sin(row)},${row / 40},${row % 2 ? 'odd' : 'even'}`).join('\n')}\n`);
    const run = join(folder, 'lost data');
    await engine.request('train', runOptions(run, classifier(2, 2, trainingSettings({ epochs: 1 })), { source: { kind: 'csv', path, target: 'kind' } })).result;
    rmSync(data, { recursive: true });
    const report = await engine.request('export', { from: { run }, out: join(folder, 'lost.onnx') }).result;
    expect(report).toMatchObject({ realSamples: false, findings: [{ code: 'no-real-samples', severity: 'warning' }] });
    expect((await remainsOf(run)).weights.length).toBeGreaterThan(0);
  });
});
