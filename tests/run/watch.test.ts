/** Statistics of a run's layers: they change nothing, add up, are kept, and cost no more than they may. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { BINS, describeValues } from '../../engine/run/watch/distribution';
import { portState } from '../../engine/run/watch/port-state';
import { probeRows } from '../../engine/run/watch/probe';
import { readWatchLog, WatchLog } from '../../engine/run/watch/watch-log';
import type { WatchRecord } from '../../engine/run/watch/record';
import { eventsOf, expectSame, remainsOf, resume, runOptions, scratchFolder, train } from './follow-run';
import { digitNetwork, trainingSettings } from './networks';

const folder = scratchFolder();
/** So large a share that every epoch is due. */
const ALWAYS = 1000;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('a watched run', () => {
  const document = digitNetwork();
  const watched = join(folder, 'watched');
  let records: readonly WatchRecord[];

  beforeAll(async () => {
    await train(runOptions(join(folder, 'plain'), document));
    records = eventsOf(await train(runOptions(watched, document, { watch: ALWAYS })), 'watch');
  });

  it('is the unwatched one to the last bit', async () => {
    expectSame(await remainsOf(watched), await remainsOf(join(folder, 'plain')));
    expect(existsSync(join(folder, 'plain', 'watch.jsonl'))).toBe(false);
  });

  it('is looked at before the first step and after every epoch, with weights that move', () => {
    expect(records.map(({ step, epoch }) => [step, epoch])).toEqual([[0, 0], [4, 1], [8, 2], [12, 3]]);
    const weights = records.map(({ tensors }) => tensors.find(({ key }) => key === 'hidden.weight')!);
    expect(weights[0]!.update).toBeUndefined();
    expect(weights.slice(1).every(({ update }) => update! > 0 && update! < 1)).toBe(true);
    expect(new Set(weights.map(({ value }) => value.norm)).size).toBe(4);
  });

  it('tells of every trained tensor and every port, with counts that add up', () => {
    const { samples, tensors, ports } = records.at(-1)!;
    expect(samples).toBe(14);
    expect(tensors.map(({ key }) => key)).toEqual(['conv.weight', 'conv.bias', 'norm.weight', 'norm.bias', 'hidden.weight', 'hidden.bias', 'scores.weight', 'scores.bias']);
    for (const { node, port, activation, gradient } of ports) {
      expect(gradient, node).toBeDefined();
      expect(sum(activation.bins), `${node}:${port}`).toBe(sum(gradient!.bins));
    }
    const at = (name: string) => ports.find(({ node }) => node === name)!;
    expect(sum(at('conv').activation.bins)).toBe(14 * 4 * 12 * 12);
    expect(sum(tensors.find(({ key }) => key === 'hidden.weight')!.gradient!.bins)).toBe(16 * 4 * 6 * 6);
    expect(at('relu').units).toMatchObject({ count: 4 });
    expect(at('relu').activation.min).toBe(0);
    expect(at('drop').activation.zeros).toBeCloseTo(0.3, 0);
    // What is flattened is the same values in the same wire.
    expect(at('flat').gradientNorm).toBe(at('pool').gradientNorm);
  });

  it('keeps what it saw, cut back to the checkpoint it goes on from', async () => {
    expect(await readWatchLog(watched)).toEqual(records);
    const run = join(folder, 'resumed');
    await train(runOptions(run, document, { watch: ALWAYS }), (event, control) => {
      if (event.event === 'epoch' && event.epoch === 2) control.stop = true;
    });
    const file = join(run, 'watch.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}${JSON.stringify({ ...records.at(-1), step: 10 })}\n{"event":"wat`);
    await resume(run);
    expect((await readWatchLog(run)).map(({ step }) => step)).toEqual([0, 4, 8, 12]);
    expectSame(await remainsOf(run), await remainsOf(join(folder, 'plain')));
    expect((await readWatchLog(run)).at(-1)!.ports).toEqual(records.at(-1)!.ports);
  });

  it('looks no more until the end where looking has been found dear', async () => {
    const events = await train(runOptions(join(folder, 'thrifty'), document, { watch: 1e-9 }));
    expect(eventsOf(events, 'watch').map(({ step }) => step)).toEqual([0, 4, 12]);
  });
});

describe('the numbers', () => {
  it('of a wire are those of a network worked out by hand', async () => {
    // One unit, y = w·x, loss ½(y − t)² on the two rows of the probe: the gradient of a row's loss by y is y − t.
    const graph = new GraphBuilder(LAYER_CATALOG);
    const input = graph.add({ type: 'input', name: 'x', params: { shape: [1] } });
    const line = graph.add({ type: 'dense', name: 'line', params: { units: 1 } }, input);
    graph.add({ type: 'output', name: 'y', params: { loss: 'half-squared-error' } }, line);
    const file = join(folder, 'line.csv');
    writeFileSync(file, 'x,y\n1,3\n2,1\n');
    const document: LoomDocument = { ...createDocument('line', graph.build()), training: trainingSettings({ epochs: 1, batchSize: 2, optimizer: { name: 'sgd', learningRate: 0 } }) };
    const events = await train(runOptions(join(folder, 'line'), document, { source: { kind: 'csv', path: file }, watch: ALWAYS }));
    const { ports, tensors } = eventsOf(events, 'watch')[0]!;
    const port = (name: string) => ports.find(({ node }) => node === name)!;
    const tensor = (key: string) => tensors.find((one) => one.key === key)!;
    const w = tensor('line.weight').value.mean;
    const b = tensor('line.bias').value.mean;
    const x = [port('x').activation.min, port('x').activation.max];
    const errors = [w * x[0]! + b - 3, w * x[1]! + b - 1];
    expect(port('line').gradientNorm).toBeCloseTo(Math.sqrt((errors[0]! ** 2 + errors[1]! ** 2) / 2), 2);
    expect(tensor('line.weight').gradient!.norm).toBeCloseTo(Math.abs((errors[0]! * x[0]! + errors[1]! * x[1]!) / 2), 2);
    expect(port('x').gradientNorm).toBeCloseTo(Math.abs(w) * port('line').gradientNorm!, 2);
  });

  it('of a distribution', () => {
    const found = describeValues(Float32Array.of(-1, 0, -0, 3, NaN, Infinity));
    expect(found).toMatchObject({ min: -1, max: 3, mean: 0.5, norm: 3.162, zeros: 0.5, notFinite: 2 });
    expect(found.bins).toHaveLength(BINS);
    expect([found.bins[0], found.bins[10], found.bins[BINS - 1]]).toEqual([1, 2, 1]);
    expect(describeValues(Float32Array.of(2, 2)).bins).toEqual([2]);
    expect(describeValues(Float32Array.of(NaN))).toMatchObject({ min: 0, max: 0, bins: [0], notFinite: 1 });
  });

  it('of dead units, saturation and equal answers', () => {
    const tensor = (shape: readonly number[], ...data: number[]) => ({ dtype: 'float32' as const, shape, data: Float32Array.from(data) });
    expect(portState('relu', tensor([2, 2, 2], 0, 0, 0, 1, 0, 0, 0, 0))).toEqual({ units: { count: 2, dead: 1 } });
    expect(portState('tanh', tensor([2, 2], 0.999, 0, -0.995, 0.5))).toEqual({ saturated: 0.5 });
    expect(portState('dense', tensor([2, 2], 1, 2, 1, 2))).toEqual({ isSame: true });
    expect(portState('dense', tensor([1, 2], 1, 2))).toEqual({});
  });

  it('come from fewer rows where the values would fill the memory', () => {
    expect(probeRows(inferNetwork(digitNetwork()), 14)).toBe(14);
    expect(probeRows(inferNetwork(digitNetwork()), 500)).toBe(64);
    expect(probeRows(inferNetwork(digitNetwork(trainingSettings(), 4000)), 500)).toBeLessThan(20);
    expect(probeRows(inferNetwork(digitNetwork(trainingSettings(), 100_000)), 500)).toBe(2);
  });
});

describe('the log', () => {
  it('drops every second record when there are many, and keeps the first and the last', async () => {
    const run = scratchFolder();
    const log = await WatchLog.open(run, { step: 0, epoch: 0 });
    for (let step = 0; step <= 400; step++) await log.add({ event: 'watch', step, epoch: 0, samples: 1, loss: 1, ports: [], tensors: [] });
    const steps = (await readWatchLog(run)).map(({ step }) => step);
    expect(steps.length).toBeLessThanOrEqual(160);
    expect(steps.length).toBeGreaterThan(60);
    expect([steps[0], steps.at(-1)]).toEqual([0, 400]);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});
