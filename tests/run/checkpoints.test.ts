import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BEST_CHECKPOINT, listCheckpoints, loadBest, loadCheckpoint } from '../../engine/run/checkpoint';
import { digitNetwork, trainingSettings } from './networks';
import { eventsOf, resume, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const run = join(folder, 'run');

beforeAll(async () => {
  await train(runOptions(run, digitNetwork(trainingSettings({ epochs: 24 })), { checkpointSeconds: 0 }));
});

describe('checkpoints that stay', () => {
  it('are the last three, one for every tenth epoch, and the best', async () => {
    const list = await listCheckpoints(run);
    const stepsPerEpoch = list[0]!.step / 24;
    expect(list.map(({ kept, epoch }) => [kept, epoch])).toEqual([
      ['recent', 24],
      ['recent', 23],
      ['recent', 23],
      ['tenth', 20],
      ['tenth', 10],
      ['best', expect.any(Number)],
    ]);
    expect(list.filter(({ kept }) => kept === 'tenth').map(({ step }) => step)).toEqual([20 * stepsPerEpoch, 10 * stepsPerEpoch]);
    expect(readdirSync(join(run, 'checkpoints')).length).toBe(5);
    for (const { bytes, savedAt } of list) {
      expect(bytes).toBeGreaterThan(1000);
      expect(Date.parse(savedAt)).toBeGreaterThan(Date.now() - 600_000);
    }
  });

  it('are read by their names', async () => {
    for (const { name, step, epoch, kept } of await listCheckpoints(run)) {
      const { state, tensors } = await loadCheckpoint(run, name);
      expect([state.step, state.epoch]).toEqual([step, epoch]);
      expect([...tensors.keys()].some((key) => key.includes(':'))).toBe(kept !== 'best');
    }
    expect((await loadCheckpoint(run, BEST_CHECKPOINT)).tensors).toEqual(await loadBest(run));
    expect((await loadCheckpoint(run))!.state.epoch).toBe(24);
  });

  it('say what is wrong with a name or a file', async () => {
    await expect(loadCheckpoint(run, '../../etc/passwd')).rejects.toThrow('“../../etc/passwd” is not the name of a checkpoint. Choose one from the list of the run.');
    await expect(loadCheckpoint(run, 'step-000000001-epoch-7')).rejects.toThrow(/step-000000001-epoch-7\.safetensors cannot be read: it does not exist/);
  });
});

describe('damaged checkpoints', () => {
  it('are passed over with a warning each', async () => {
    const other = join(folder, 'damaged');
    await train(runOptions(other, digitNetwork(), { checkpointSeconds: 0 }), (event, control) => {
      if (event.event === 'step' && event.step === 6) control.stop = true;
    });
    const [newest, second] = (await listCheckpoints(other)).map(({ name }) => join(other, 'checkpoints', `${name}.safetensors`));
    truncateSync(newest!, readFileSync(newest!).length - 100);
    writeFileSync(second!, '');
    const events = await resume(other);
    const warnings = eventsOf(events, 'warning').map(({ diagnostic }) => diagnostic).filter(({ code }) => code === 'checkpoint-damaged');
    expect(warnings.map(({ file }) => file)).toEqual([newest, second]);
    expect(warnings[0]!.message).toMatch(/^The checkpoint “step-000000006-epoch-\d” cannot be read, so the one before it is used\. .*it ends early/);
    expect(eventsOf(events, 'start')[0]!.step).toBe(4);
    expect(events.at(-1)!.event).toBe('done');
  });
});
