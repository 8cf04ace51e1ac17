import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listCheckpoints } from '../../engine/run/checkpoint';
import { DISK_RULES, type DiskRules } from '../../engine/run/disk-room';
import type { RunEvent } from '../../engine/run/training-run';
import { Steering } from '../../engine/worker/steering';
import { digitNetwork } from './networks';
import { eventsOf, expectSame, freeControl, leftovers, remainsOf, resume, runOptions, scratchFolder, train, type Remains } from './follow-run';

const folder = scratchFolder();
const document = digitNetwork();
let whole: Remains;

beforeAll(async () => {
  const run = join(folder, 'whole');
  await train(runOptions(run, document));
  whole = await remainsOf(run);
});

/** A disk whose free bytes the test sets. */
function disk(free: number): { free: number; readonly rules: DiskRules } {
  const state = { free, rules: { freeSpace: async () => state.free, reserveBytes: 1000, recheckMs: 5 } };
  return state;
}

const names = (events: readonly RunEvent[]): string[] => events.map(({ event }) => event);
const held = (events: readonly RunEvent[]) => eventsOf(events, 'held');

describe('a disk with too little room', () => {
  it('holds the run until there is room, and changes nothing about its result', async () => {
    const run = join(folder, 'held');
    const space = disk(1e9);
    const events = await train(
      runOptions(run, document, { checkpointSeconds: 0 }),
      (event) => {
        if (event.event === 'step' && event.step === 5) space.free = 500;
        if (event.event === 'held') setTimeout(() => (space.free = 1e9), 40);
      },
      { disk: space.rules },
    );
    const at = names(events).indexOf('held');
    expect(names(events).slice(at - 1, at + 3)).toEqual(['step', 'held', 'released', 'checkpoint']);
    expect(held(events)[0]).toMatchObject({ folder: run, freeBytes: 500 });
    expect(held(events)[0]!.diagnostic.message).toMatch(/^The run waits: there is no room for a checkpoint in .*held\. 0\.0 MB are free and \d\.\d MB are needed\.$/);
    expectSame(await remainsOf(run), whole);
  });

  it('leaves waiting out of the active time', async () => {
    const space = disk(1e9);
    const events = await train(
      runOptions(join(folder, 'time'), document, { checkpointSeconds: 0 }),
      (event) => {
        if (event.event === 'step' && event.step === 5) space.free = 500;
        if (event.event === 'held') setTimeout(() => (space.free = 1e9), 60_000 / 100);
      },
      { disk: space.rules },
    );
    const [before, after] = eventsOf(events, 'step').filter(({ step }) => step === 5 || step === 6);
    // Six steps of a small network take a fraction of the 0.6 s.
    expect(after!.progress.secondsLeft).toBeLessThan(before!.progress.secondsLeft + 0.5);
  });

  it('is gone on from without the checkpoint when a person continues', async () => {
    const run = join(folder, 'continued');
    const space = disk(1e9);
    const steering = new Steering();
    const events = await train(
      runOptions(run, document, { checkpointSeconds: 0 }),
      (event) => {
        if (event.event === 'step' && event.step === 5) space.free = 500;
        if (event.event === 'step' && event.step === 6) space.free = 1e9;
        if (event.event === 'held') setTimeout(() => steering.apply('continue'), 20);
      },
      { disk: { ...space.rules, recheckMs: 100_000 } },
      steering,
    );
    expect(eventsOf(events, 'checkpoint').map(({ step }) => step)).not.toContain(5);
    expectSame(await remainsOf(run), whole);
  });

  it('does not lose the run when it is stopped instead', async () => {
    const run = join(folder, 'stopped');
    const space = disk(1e9);
    const steering = new Steering();
    const events = await train(
      runOptions(run, document, { checkpointSeconds: 0 }),
      (event) => {
        if (event.event === 'step' && event.step === 5) space.free = 500;
        if (event.event === 'held') setTimeout(() => steering.apply('stop'), 20);
      },
      { disk: space.rules },
      steering,
    );
    expect(events.at(-1)).toMatchObject({ event: 'stopped', step: 5 });
    expect(eventsOf(events, 'warning').map(({ diagnostic }) => diagnostic.code)).toContain('disk-low');
    expect((await listCheckpoints(run))[0]!.step).toBe(4);
    await resume(run);
    expectSame(await remainsOf(run), whole);
  });

  it('holds the end of a run until its model can be written', async () => {
    const run = join(folder, 'end');
    const space = disk(1e9);
    const events = await train(
      runOptions(run, document),
      (event) => {
        if (event.event === 'checkpoint' && event.step === 12) space.free = 500;
        if (event.event === 'held') setTimeout(() => (space.free = 1e9), 20);
      },
      { disk: space.rules },
    );
    expect(held(events)[0]!.diagnostic.message).toMatch(/no room for the trained model/);
    expect(events.at(-1)!.event).toBe('done');
  });
});

describe('a checkpoint that is asked for', () => {
  it('is written between two steps, and the run goes on', async () => {
    const run = join(folder, 'asked');
    const control = freeControl();
    const events = await train(runOptions(run, document), (event) => {
      if (event.event === 'step' && event.step === 2) control.checkpoint = true;
    }, {}, control);
    expect(eventsOf(events, 'checkpoint')[0]!.step).toBe(2);
    expectSame(await remainsOf(run), whole);
  });

  it('is written in a pause too, after its own, and the pause goes on', async () => {
    const run = join(folder, 'asked in a pause');
    const steering = new Steering();
    let kept = 0;
    let savedAt = Infinity;
    const events = await train(runOptions(run, document), (event) => {
      if (event.event === 'step' && event.step === 2) steering.apply('pause');
      if (event.event === 'checkpoint' && event.step === 2) kept++;
      if (event.event === 'checkpoint' && kept === 1) setTimeout(() => steering.apply('checkpoint'), 30);
      if (event.event === 'checkpoint' && kept === 2) {
        savedAt = performance.now();
        setTimeout(() => steering.apply('continue'), 60);
      }
      if (event.event === 'step' && event.step === 3) expect(performance.now() - savedAt).toBeGreaterThan(50);
    }, {}, steering);
    expect(names(events)).toContain('done');
    expect(savedAt).toBeLessThan(Infinity);
  });

  it.each([
    ['in the middle of an epoch', (event: RunEvent) => event.event === 'step' && event.step === 2],
    ['at the end of an epoch', (event: RunEvent) => event.event === 'epoch' && event.epoch === 1],
  ])('is written, once, by a pause %s, before the run goes on', async (name, isPlace) => {
    const run = join(folder, name);
    const steering = new Steering();
    const seen: string[] = [];
    await train(runOptions(run, document, { checkpointSeconds: 0 }), (event) => {
      if (isPlace(event)) steering.apply('pause');
      if (isPlace(event)) setTimeout(() => (seen.push('continued'), steering.apply('continue')), 300);
      if (seen.length < 4 && (isPlace(event) || seen.length > 0)) seen.push(event.event);
    }, {}, steering);
    expect(seen.slice(1)).toEqual(['checkpoint', 'continued', 'step']);
    expectSame(await remainsOf(run), whole);
  });
});

/** A disk of its own, where this process may mount one. */
function tinyDisk(megabytes: number): string | undefined {
  const place = join(folder, `disk ${megabytes}`);
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  return place;
}

describe('a real disk that fills up', () => {
  it('holds the run with the last good checkpoint in place, and lets it go on when something is deleted', async ({ skip }) => {
    const place = tinyDisk(24);
    if (place === undefined) return skip('this process may not mount a disk');
    const run = join(place, 'run');
    const filler = join(place, 'filler');
    let goodStep: number | undefined;
    const events = await train(
      runOptions(run, document, { checkpointSeconds: 0 }),
      (event) => {
        if (event.event === 'step' && event.step === 5) {
          const { bavail, bsize } = statfsSync(place);
          writeFileSync(filler, Buffer.alloc(Math.max(0, bavail - 2) * bsize));
        }
        if (event.event === 'held') {
          goodStep = Math.max(...readdirSync(join(run, 'checkpoints')).map((name) => Number(/step-(\d+)/.exec(name)![1])));
          expect(leftovers(run).filter((name) => name.endsWith('.tmp'))).toEqual([]);
          void sleep(30).then(() => rmSync(filler));
        }
      },
      // Nothing is known of the disk beforehand, so that the write itself meets its end.
      { disk: { ...DISK_RULES, freeSpace: async () => undefined, recheckMs: 10 } },
    );
    expect(goodStep).toBe(4);
    expect(held(events).length).toBe(1);
    expectSame(await remainsOf(run), whole);
  });
});
