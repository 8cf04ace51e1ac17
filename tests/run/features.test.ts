/** What a frozen first part makes of the samples is computed once: the same results, and what stands in its way. */
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import type { GraphNode, LoomDocument } from '../../engine/document/model';
import type { EpochEvent } from '../../engine/run/trainer';
import type { RunEvent, RunOptions } from '../../engine/run/training-run';
import { FeatureStore, FeatureWriter } from '../../engine/run/features/feature-store';
import { dialNetwork, digitNetwork, trainingSettings } from './networks';
import { eventsOf, expectSame, leftovers, remainsOf, resume, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const split = { seed: 1, validation: 0.2, test: 0 };
const settings = trainingSettings({ epochs: 3, schedule: { name: 'cosine' } });

function change(document: LoomDocument, how: (node: GraphNode) => GraphNode, augmentation: NonNullable<LoomDocument['data']>['augmentation'] = []): LoomDocument {
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(how) }, ...(document.data && { data: { ...document.data, augmentation } }) };
}

const freezing = (...names: readonly string[]) => (node: GraphNode): GraphNode => (names.includes(node.name) ? { ...node, frozen: true } : node);
const frozenDigits = (training = settings) => change(digitNetwork(training), freezing('conv', 'norm'));

function follow(name: string, document: LoomDocument, options: Partial<RunOptions> = {}): Promise<RunEvent[]> {
  return train(runOptions(join(folder, name), document, { split, ...options }));
}

const losses = (events: readonly RunEvent[]): number[] => eventsOf(events, 'epoch').flatMap(({ train: { loss }, validation }: EpochEvent) => [loss, validation?.loss ?? 0]);
const states = (events: readonly RunEvent[]): string[] => [...new Set(eventsOf(events, 'features').map(({ state }) => state))];

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((loss, index) => expect(Math.abs(loss - expected[index]!), `${loss} for ${expected[index]}`).toBeLessThan(1e-6 * Math.max(1, expected[index]!)));
}

describe('kept features', () => {
  let kept: RunEvent[];
  beforeAll(async () => {
    kept = await follow('kept', frozenDigits());
  });

  it('give the losses of a run that computes them in every epoch', async () => {
    const plain = await follow('plain', frozenDigits(), { keepFeatures: false });
    expect(eventsOf(plain, 'features')).toEqual([]);
    expectNear(losses(kept), losses(plain));
    expect(eventsOf(kept, 'step').map(({ samples }) => samples)).toEqual(eventsOf(plain, 'step').map(({ samples }) => samples));
  });

  it('say how large they are, and go when the run is done', () => {
    // 4 maps of 6×6 after pooling; 54 of the 60 samples, as the others are for testing.
    expect(eventsOf(kept, 'features').at(-1)).toMatchObject({ state: 'ready', rows: 54, width: 144, bytes: 54 * 144 * 4 });
    expect(existsSync(join(folder, 'kept', 'features'))).toBe(false);
    expect(leftovers(join(folder, 'kept'))).toEqual([]);
  });

  it('are found again by a resumed run, which ends as the uninterrupted one', async () => {
    const run = join(folder, 'interrupted');
    await train(runOptions(run, frozenDigits(), { split }), (event, control) => {
      if (event.event === 'step' && event.step === 5) control.stop = true;
    });
    expect(readdirSync(join(run, 'features'))).toHaveLength(2);
    expect(states(await resume(run))).toEqual(['ready']);
    expectSame(await remainsOf(run), await remainsOf(join(folder, 'kept')));
  });

  it('are computed again where the file is not whole', async () => {
    const run = join(folder, 'damaged');
    await train(runOptions(run, frozenDigits(), { split }), (event, control) => {
      if (event.event === 'step' && event.step === 5) control.stop = true;
    });
    const values = readdirSync(join(run, 'features')).find((name) => name.endsWith('.f32'))!;
    truncateSync(join(run, 'features', values), 100);
    expect(states(await resume(run))).toEqual(['computing', 'ready']);
    expectSame(await remainsOf(run), await remainsOf(join(folder, 'kept')));
  });

  it('leave a run that is stopped meanwhile where it can be resumed', async () => {
    const run = join(folder, 'early');
    const events = await train(runOptions(run, frozenDigits(), { split }), (event, control) => {
      if (event.event === 'features') control.stop = true;
    });
    expect(events.at(-1)).toMatchObject({ event: 'stopped', step: 0 });
    expect(existsSync(join(run, 'features'))).toBe(false);
    await resume(run);
    expectSame(await remainsOf(run), await remainsOf(join(folder, 'kept')));
  });

  it('are read from the disk where memory is short', async () => {
    const run = join(folder, 'on disk');
    const shape = { key: 'k', rows: Uint32Array.of(2, 5, 9), width: 3 };
    const writer = await FeatureWriter.create(run, shape);
    await writer.add(Float32Array.of(1, 2, 3, 4, 5, 6), []);
    expect(await FeatureStore.open(run, shape, 10)).toBeUndefined();
    await writer.add(Float32Array.of(7, 8, 9), []);
    await writer.finish();
    for (const memory of [0, 1000]) {
      const store = (await FeatureStore.open(run, shape, 10, memory))!;
      expect([...(await store.read(Uint32Array.of(9, 2)))], `${memory}`).toEqual([7, 8, 9, 1, 2, 3]);
      await store.close();
    }
    expect(await FeatureStore.open(run, { ...shape, key: 'other' }, 10)).toBeUndefined();
  });

  it('are no hindrance to looks inside, which see the whole network', async () => {
    const events = await follow('watched', frozenDigits(), { watch: 1 });
    expect(losses(events)).toEqual(losses(kept));
    const [look] = eventsOf(events, 'watch');
    expect(look!.ports.some(({ node }) => node === 'conv')).toBe(true);
  });

  it('stand beside inputs that the trained part reads itself', async () => {
    const document = change(dialNetwork(trainingSettings({ epochs: 2 })), freezing('conv'));
    const source = { kind: 'builtin', name: 'dials', count: 50 } as const;
    const found = await follow('dials', document, { source });
    expect(states(found)).toEqual(['computing', 'ready']);
    expectNear(losses(found), losses(await follow('dials plain', document, { source, keepFeatures: false })));
  });

  it('leave out the rows that cannot be read, and say why', async () => {
    const data = join(folder, 'pictures');
    await writeGenerator('digits', data, { count: 60, seed: 2 });
    const class3 = join(data, readdirSync(data).includes('train') ? 'train' : '.', '3');
    const [picture] = readdirSync(class3).map((name) => join(class3, name));
    const whole = readFileSync(picture!);
    // It was fine when the data was opened, and is found damaged when it is read.
    const follow = (name: string, options: Partial<RunOptions>) => {
      writeFileSync(picture!, whole);
      return train(runOptions(join(folder, name), document, { split, source, ...options }), ({ event }) => {
        if (event === 'start') writeFileSync(picture!, Buffer.alloc(whole.length));
      });
    };
    const source = { kind: 'folder', path: data } as const;
    const document = frozenDigits(trainingSettings({ epochs: 2 }));
    const [found, plain] = [await follow('folder', {}), await follow('folder plain', { keepFeatures: false })];
    expect(states(found)).toContain('ready');
    const problems = (events: readonly RunEvent[]) => eventsOf(events, 'step').flatMap((step) => step.problems.map(({ message }) => message));
    expect(problems(plain).length).toBeGreaterThan(0);
    expect(problems(found)).toEqual(problems(plain));
    expectNear(losses(found), losses(plain));
  });
});

describe('features are not kept', () => {
  it('where every epoch sees other samples', async () => {
    const [event] = eventsOf(await follow('augmented', change(frozenDigits(trainingSettings({ epochs: 1 })), (node) => node, [{ kind: 'rotate', degrees: 5 }])), 'features');
    expect(event).toMatchObject({ state: 'off', diagnostic: { message: expect.stringContaining('every epoch sees others') } });
  });

  it('where layers that train or draw stand before the frozen ones', async () => {
    const [event] = eventsOf(await follow('behind', change(digitNetwork(trainingSettings({ epochs: 1 })), freezing('hidden'))), 'features');
    expect(event).toMatchObject({ state: 'off', diagnostic: { message: expect.stringContaining('behind layers that train or draw at random') } });
  });

  it('from the first random layer on, though frozen ones follow', async () => {
    const document = change(digitNetwork(trainingSettings({ epochs: 1 })), freezing('conv', 'norm', 'hidden'));
    expect(eventsOf(await follow('noisy', document), 'features').at(-1)).toMatchObject({ state: 'ready', width: 16 });
  });

  it('where the disk is low, and the run goes on without them', async () => {
    const run = join(folder, 'low');
    const disk = { freeSpace: async () => 2 ** 20, reserveBytes: 2 ** 20 - 60 * 144 * 4, recheckMs: 5 };
    const events = await train(runOptions(run, frozenDigits(trainingSettings({ epochs: 1 })), { split, checkpointSeconds: 1000 }), (event, control) => {
      if (event.event === 'held') control.stop = true;
    }, { disk });
    expect(eventsOf(events, 'features')).toMatchObject([{ state: 'off', diagnostic: { severity: 'warning', message: expect.stringMatching(/its features would take 0\.0 MB, and 1\.0 MB are free/) } }]);
    expect(eventsOf(events, 'step').length).toBeGreaterThan(0);
  });

  it('where nothing is frozen, and nothing is said', async () => {
    expect(eventsOf(await follow('free', digitNetwork(trainingSettings({ epochs: 1 }))), 'features')).toEqual([]);
  });
});
