import { watch } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import type { RunEvent, RunOptions } from '../../engine/run/training-run';
import { startEngine, type Engine } from '../../engine/worker/client';
import { digitNetwork, trainingSettings } from '../run/networks';
import { expectSame, leftovers, remainsOf, runOptions, scratchFolder } from '../run/follow-run';
import { allGone, buildEngine, ENTRIES } from './engine-process';

const KILLS = 20;
const KILLS_WHILE_WRITING = 2;
const folder = scratchFolder();
buildEngine();

/** Dropout, noise, BatchNorm, augmentation and one cycle on; checkpoints all the time. */
const document = digitNetwork(trainingSettings({ epochs: 60, batchSize: 14, schedule: { name: 'one-cycle' } }));
const optionsFor = (run: string): RunOptions => runOptions(run, document, { checkpointSeconds: 0.05 });

/** A point in the life of a run: so long after it was asked for, so long after so many steps, or as soon as a checkpoint is half written. */
type KillPoint = { readonly steps: number; readonly ms: number } | 'while writing';
/** What dies: all of the engine, or the part that relays, or the part that computes. */
const VICTIMS = [['engine', 'host'], ['host'], ['engine']] as const;

interface Outcome {
  readonly outcome: 'killed' | 'done';
  /** The step at which it began, where it came that far. */
  readonly startedAt?: number;
}

/** Trains or resumes until the point and kills, unless the run is done before that. */
async function trainUntilKilled(engine: Engine, run: string, point: KillPoint, victims: readonly ('engine' | 'host')[]): Promise<Outcome> {
  const { hostPid } = await engine.status();
  const kill = () => {
    for (const pid of victims.map((victim) => (victim === 'engine' ? engine.pid : hostPid!))) process.kill(pid, 'SIGKILL');
  };
  let startedAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const reach = (steps: number) => {
    if (point !== 'while writing' && steps >= point.steps) timer ??= setTimeout(kill, point.ms);
  };
  const onEvent = (event: RunEvent) => {
    if (event.event === 'start') startedAt = event.step;
    if (event.event === 'step') reach(event.step - startedAt!);
  };
  reach(0);
  const stopWatching = point === 'while writing' ? await onHalfWritten(run, kill) : () => undefined;
  try {
    await goOn(engine, run, onEvent);
    return { outcome: 'done' };
  } catch (error) {
    expect((error as Error).message).toMatch(/^The engine stopped unexpectedly: it was ended by SIGKILL\./);
    return { outcome: 'killed', ...(startedAt !== undefined && { startedAt }) };
  } finally {
    clearTimeout(timer);
    stopWatching();
  }
}

async function goOn(engine: Engine, run: string, onEvent: (event: RunEvent) => void = () => undefined): Promise<unknown> {
  const begun = await stat(join(run, 'run.json')).then(() => true, () => false);
  return (begun ? engine.request('resume', { run }, { onEvent }) : engine.request('train', optionsFor(run), { onEvent })).result;
}

/** Calls back once, when the next checkpoint has begun to be written; returns how to stop watching. */
async function onHalfWritten(run: string, callback: () => void): Promise<() => void> {
  const checkpoints = join(run, 'checkpoints');
  await mkdir(checkpoints, { recursive: true });
  const watcher = watch(checkpoints, (_, name) => {
    if (!name?.endsWith('.tmp')) return;
    watcher.close();
    callback();
  });
  return () => watcher.close();
}

describe('a run whose engine is killed again and again', () => {
  it('comes to what the uninterrupted run comes to, bit for bit', { timeout: 600_000 }, async () => {
    const random = new RandomStream(20, 'kill points');
    const pids = new Set<number>();
    let engine: Engine | undefined;
    const start = async () => {
      engine ??= startEngine({ entries: ENTRIES });
      pids.add(engine.pid).add((await engine.status()).hostPid ?? engine.pid);
      return engine;
    };

    const whole = join(folder, 'whole');
    await (await start()).request('train', optionsFor(whole)).result;
    const expected = await remainsOf(whole);

    let run = join(folder, 'run 1');
    let runs = 1;
    let written = 0;
    const beginnings = new Set<number>();
    for (let kills = 0; kills < KILLS || written < KILLS_WHILE_WRITING; ) {
      const victims: readonly ('engine' | 'host')[] = VICTIMS[kills % VICTIMS.length]!;
      const early: KillPoint = { steps: 0, ms: random.between(0, 300) };
      const later: KillPoint = { steps: 1 + random.integer(25), ms: random.between(0, 30) };
      const point = kills % 5 === 3 ? 'while writing' : kills % 5 === 1 ? early : later;
      const { outcome, startedAt } = await trainUntilKilled(await start(), run, point, victims);
      if (outcome === 'done') {
        // Quicker than the kills: what has been interrupted so far is compared, and the rest meets another run.
        expectSame(await remainsOf(run), expected);
        run = join(folder, `run ${++runs}`);
        continue;
      }
      kills++;
      if (startedAt !== undefined) beginnings.add(startedAt);
      if (victims.includes('host') && (await halfWritten(run))) written++;
      if (victims.includes('engine')) engine = undefined;
    }
    expect(beginnings.size).toBeGreaterThan(5);

    const last = await start();
    await goOn(last, run);
    expectSame(await remainsOf(run), expected);
    await last.close();
    await allGone([...pids]);
    for (const name of await readdir(folder)) expect(leftovers(join(folder, name))).toEqual([]);
  });
});

async function halfWritten(run: string): Promise<boolean> {
  const names = await readdir(join(run, 'checkpoints')).catch(() => []);
  return names.some((name) => name.endsWith('.tmp'));
}
