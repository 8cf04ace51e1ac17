import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../engine/run/training-run';
import { RunLock } from '../../engine/run/run-lock';
import { digitNetwork, trainingSettings } from './networks';
import { eventsOf, expectSame, leftovers, remainsOf, resume, runOptions, scratchFolder, train, type Remains } from './follow-run';

const folder = scratchFolder();
const document = digitNetwork();
let whole: Remains;

beforeAll(async () => {
  const run = join(folder, 'whole');
  await train(runOptions(run, document));
  whole = await remainsOf(run);
});

/** Trains until `event` says stop, and then goes on. */
async function interrupted(name: string, stopAt: (event: RunEvent) => boolean): Promise<{ run: string; before: RunEvent[]; after: RunEvent[] }> {
  const run = join(folder, name);
  const before = await train(runOptions(run, document), (event, control) => {
    if (stopAt(event)) control.stop = true;
  });
  return { run, before, after: await resume(run) };
}

describe('a resumed run repeats the uninterrupted one bit for bit', () => {
  const stops: readonly [string, (event: RunEvent) => boolean][] = [
    ['after the first step', (event) => event.event === 'step' && event.step === 1],
    ['in the middle of an epoch', (event) => event.event === 'step' && event.step === 6],
    ['after the last step of an epoch, before its end', (event) => event.event === 'step' && event.step === 8],
    ['at the end of an epoch', (event) => event.event === 'epoch' && event.epoch === 2],
    ['before the last epoch ends', (event) => event.event === 'step' && event.step === 12],
  ];

  it.each(stops)('stopped %s', async (name, stopAt) => {
    const { run, before, after } = await interrupted(name, stopAt);
    expect(before.at(-1)!.event).toBe('stopped');
    expect(after.at(-1)!.event).toBe('done');
    expectSame(await remainsOf(run), whole);
    expect(leftovers(run)).toEqual([]);
  });

  it('stopped while paused, keeping the step it was paused at', async () => {
    const run = join(folder, 'paused');
    const events = await train(runOptions(run, document), (event, control) => {
      if (event.event === 'step' && event.step === 3) {
        control.ready = async () => {
          control.stop = true;
        };
      }
    });
    expect(events.at(-1)).toMatchObject({ event: 'stopped', step: 3 });
    const [start] = eventsOf(await resume(run), 'start');
    expect(start!.step).toBe(3);
    expectSame(await remainsOf(run), whole);
  });

  it('abandoned without a word, from the last checkpoint, its log cut back', async () => {
    const run = join(folder, 'abandoned');
    const abandoned = new Error('abandoned');
    await expect(
      train(runOptions(run, document, { checkpointSeconds: 0 }), (event) => {
        if (event.event === 'step' && event.step === 7) throw abandoned;
      }),
    ).rejects.toBe(abandoned);
    appendFileSync(join(run, 'metrics.jsonl'), '{"event":"step","step":9,"epoch":3,"loss":1,"rate":1}\n{"event":"st');
    const [start] = eventsOf(await resume(run), 'start');
    expect(start!.step).toBe(6);
    expectSame(await remainsOf(run), whole);
  });

  it('resumed when done already', async () => {
    const { run, after } = await interrupted('done twice', (event) => event.event === 'step' && event.step === 5);
    const again = await resume(run);
    expect(eventsOf(again, 'step')).toEqual([]);
    expect(eventsOf(again, 'done')[0]).toEqual(eventsOf(after, 'done')[0]);
    expectSame(await remainsOf(run), whole);
  });

  it('from an older checkpoint where the newest is damaged', async () => {
    const run = join(folder, 'damaged');
    await train(runOptions(run, document, { checkpointSeconds: 0 }), (event, control) => {
      if (event.event === 'step' && event.step === 6) control.stop = true;
    });
    const checkpoints = join(run, 'checkpoints');
    const newest = join(checkpoints, readdirSync(checkpoints).sort().at(-1)!);
    truncateSync(newest, readFileSync(newest).length - 100);
    const [start] = eventsOf(await resume(run), 'start');
    expect(start!.step).toBe(5);
    expectSame(await remainsOf(run), whole);
  });
});

describe('a run that others write or have changed', () => {
  it('is refused while somebody holds it, and free again afterwards', async () => {
    const run = join(folder, 'whole');
    const lock = await RunLock.acquire(run);
    await expect(resume(run)).rejects.toThrow(/being written by another LayerLoom \(process \d+/);
    await lock.release();
    expect((await resume(run)).at(-1)!.event).toBe('done');
  });

  it('is taken over from a process that is gone', async () => {
    const run = join(folder, 'whole');
    const lock = { pid: 2 ** 22 + 1, host: hostname() };
    writeFileSync(join(run, 'run.lock'), JSON.stringify(lock));
    expect((await resume(run)).at(-1)!.event).toBe('done');
    // The same process id, but of a process that started at another time.
    writeFileSync(join(run, 'run.lock'), JSON.stringify({ ...lock, pid: process.ppid, started: '1' }));
    if (process.platform === 'linux') expect((await resume(run)).at(-1)!.event).toBe('done');
    expect(leftovers(run)).toEqual([]);
  });

  it('is not started again in the same folder', async () => {
    await expect(train(runOptions(join(folder, 'whole'), document))).rejects.toThrow(/There is a run in .* already\. Continue it with “layerloom resume/);
  });

  it('is not resumed on other data', async () => {
    const run = join(folder, 'other data');
    await train(runOptions(run, document), (event, control) => {
      if (event.event === 'step') control.stop = true;
    });
    const path = join(run, 'run.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"count": 60', '"count": 70'));
    await expect(resume(run)).rejects.toThrow(/is not what it was trained on/);
  });

  it('says so where the folder is none', async () => {
    await expect(resume(join(folder, 'nothing'))).rejects.toThrow(/is not a training run: it has no run\.json/);
  });
});

describe('early stopping', () => {
  it('ends a run that no longer improves, and restores the best weights, however often it was interrupted', async () => {
    const training = trainingSettings({ epochs: 30, earlyStopping: { patience: 2, metric: 'loss', restoreBest: true }, optimizer: { name: 'adam', learningRate: 0.05 } });
    const stubborn = digitNetwork(training);
    const run = join(folder, 'early');
    const events = await train(runOptions(run, stubborn));
    const [done] = eventsOf(events, 'done');
    expect(done!.stoppedEarly).toBe(true);
    expect(done!.epochs).toBe(done!.bestEpoch + 2);

    const other = join(folder, 'early, interrupted');
    await train(runOptions(other, stubborn), (event, control) => {
      if (event.event === 'epoch' && event.epoch === done!.bestEpoch + 1) control.stop = true;
    });
    const resumed = await resume(other);
    expect(eventsOf(resumed, 'done')[0]!.bestEpoch).toBe(done!.bestEpoch);
    expectSame(await remainsOf(other), await remainsOf(run));

    // Weights as good as those of the best epoch are the ones of a run that ends there.
    const short = join(folder, 'early, short');
    await train(runOptions(short, digitNetwork({ ...training, epochs: done!.bestEpoch })));
    expect((await remainsOf(short)).weights).toBe((await remainsOf(run)).weights);
  });
});
