import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoomError } from '../../engine/core/diagnostic';
import { openDataset } from '../../engine/data/open-dataset';
import { evaluate } from '../../engine/run/evaluate';
import { openModel } from '../../engine/run/model-file';
import { predict } from '../../engine/run/predict';
import { classifier, dialNetwork, digitNetwork, trainingSettings } from './networks';
import { DIGITS, eventsOf, leftovers, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const XOR = { source: { kind: 'builtin', name: 'xor', count: 100 }, split: { seed: 1, validation: 0.2, test: 0 } } as const;

describe('a training run', () => {
  it('lowers the loss, learns xor and leaves a whole folder', async () => {
    const run = join(folder, 'xor');
    const training = trainingSettings({ epochs: 60, batchSize: 16, optimizer: { name: 'adam', learningRate: 0.05 } });
    const events = await train(runOptions(run, classifier(2, 2, training), XOR));
    const epochs = eventsOf(events, 'epoch');
    expect(epochs).toHaveLength(60);
    expect(epochs.at(-1)!.train.loss).toBeLessThan(epochs[0]!.train.loss / 4);
    const [done] = eventsOf(events, 'done');
    expect(done).toMatchObject({ epochs: 60, step: 300, stoppedEarly: false });
    expect(done!.last!.validation!.outputs['output']!.scores).toMatchObject({ kind: 'classification', accuracy: 1 });
    expect(done!.model).toMatchObject({ realSamples: true, opset: 21 });
    expect(done!.model.maxAbsDiff).toBeLessThanOrEqual(1e-5);
    expect(readdirSync(run).sort()).toEqual(['best.safetensors', 'checkpoints', 'document.loom', 'metrics.jsonl', 'model.onnx', 'run.json', 'weights.safetensors']);
    expect(leftovers(run)).toEqual([]);
  });

  it('gives the same losses twice', async () => {
    const [a, b] = [join(folder, 'once'), join(folder, 'twice')];
    for (const run of [a, b]) await train(runOptions(run, digitNetwork()));
    expect(readFileSync(join(b, 'metrics.jsonl'), 'utf8')).toBe(readFileSync(join(a, 'metrics.jsonl'), 'utf8'));
    expect(readFileSync(join(b, 'weights.safetensors')).equals(readFileSync(join(a, 'weights.safetensors')))).toBe(true);
  });

  it('trains on the last smaller batch too', async () => {
    const steps = eventsOf(await train(runOptions(join(folder, 'digits'), digitNetwork())), 'step');
    expect(steps.slice(0, 4).map(({ samples }) => samples)).toEqual([14, 14, 14, 6]);
    expect(steps).toHaveLength(12);
    expect(steps.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  it('drops the learning rate where the loss has stopped falling', async () => {
    const training = trainingSettings({ epochs: 8, batchSize: 80, schedule: { name: 'on-plateau', patience: 0, factor: 0.1, threshold: 0.9 }, optimizer: { name: 'sgd', learningRate: 0.01 } });
    const events = await train(runOptions(join(folder, 'plateau'), classifier(2, 2, training), XOR));
    const rates = eventsOf(events, 'epoch').map(({ rate }) => rate);
    expect(rates[0]).toBeCloseTo(0.01);
    expect(rates[2]).toBeCloseTo(0.001);
    expect(rates[7]).toBeCloseTo(0.01 * 0.1 ** 6, 12);
  });

  it('stops where the loss is no number any more, naming step and box', async () => {
    const training = trainingSettings({ epochs: 200, optimizer: { name: 'sgd', learningRate: 1e6 } });
    const run = join(folder, 'diverging');
    const error = await train(runOptions(run, digitNetwork(training))).catch((thrown: LoomError) => thrown);
    expect(error).toMatchObject({ diagnostics: [{ code: 'loss-not-finite', remedy: expect.stringContaining('Lower the learning rate (it is 1.00e+6)') as string }] });
    const [diagnostic] = (error as LoomError).diagnostics;
    expect(diagnostic!.message).toMatch(/^Training stopped at step \d+ \(epoch \d+\): the loss is no longer a finite number\. The first value that is not a number is .+ in “\w+”\.$/);
    expect(['conv', 'norm', 'hidden', 'scores', 'output']).toContain(diagnostic!.node);
    expect(leftovers(run)).toEqual([]);
  });

  it('stops where the loss is a number still, but has run away', async () => {
    const training = trainingSettings({ epochs: 200, optimizer: { name: 'adam', learningRate: 1e6 } });
    const error = await train(runOptions(join(folder, 'runaway'), classifier(2, 2, training), XOR)).catch((thrown: LoomError) => thrown);
    expect(error).toMatchObject({ diagnostics: [{ code: 'loss-diverged', remedy: expect.stringContaining('Lower the learning rate (it is 1.00e+6)') as string }] });
    expect((error as LoomError).message).toMatch(/^Training stopped after epoch \d+: the loss has grown from \S+ to \S+\. The weights have run away, “\w+\.\w+” up to \S+\./);
  });

  it('refuses data without rows to train on before it makes a folder', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(train(runOptions(nowhere, digitNetwork(), { source: { kind: 'builtin', name: 'nothing' } }))).rejects.toThrow(/no built-in data set/);
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

describe('a trained model', () => {
  it('scores the same from its run, from its file and at the end of training', async () => {
    const run = join(folder, 'scored');
    const done = eventsOf(await train(runOptions(run, digitNetwork())), 'done')[0]!;
    const dataset = await openDataset(DIGITS, { seed: 1, validation: 0, test: 0 });
    const scores = [];
    for (const path of [run, join(run, 'model.onnx')]) {
      const model = await openModel(path, 1);
      scores.push(await evaluate(model, dataset, 'validation'));
      await model.session.close();
    }
    expect(scores[1]).toEqual(scores[0]);
    expect(scores[0]!.samples).toBe(6);
    expect(scores[0]!.loss).toBeCloseTo(done.last!.validation!.loss, 5);
    expect(scores[0]!.outputs['output']!.scores).toEqual(done.last!.validation!.outputs['output']!.scores);
  });

  it('takes a picture and numbers, and answers with a class and a number', async () => {
    const run = join(folder, 'dials');
    const options = { source: { kind: 'builtin', name: 'dials', count: 60, seed: 2 }, split: { seed: 1, validation: 0.2, test: 0.1 } } as const;
    const events = await train(runOptions(run, dialNetwork(trainingSettings({ epochs: 6, optimizer: { name: 'adam', learningRate: 0.005 } })), options));
    const epochs = eventsOf(events, 'epoch');
    expect(epochs.at(-1)!.train.loss).toBeLessThan(epochs[0]!.train.loss);
    const { outputs, loss } = epochs.at(-1)!.validation!;
    expect(outputs['status']!.scores.kind).toBe('classification');
    expect(outputs['reading']!.scores.kind).toBe('regression');
    expect(loss).toBeCloseTo(outputs['status']!.loss + 0.1 * outputs['reading']!.loss, 10);

    const dataset = await openDataset(options.source, options.split);
    const file = await openModel(join(run, 'model.onnx'), 1);
    expect(Object.keys((await evaluate(file, dataset)).outputs).sort()).toEqual(['reading', 'status']);
    expect((await evaluate(file, dataset, 'validation')).loss).toBeCloseTo(loss, 5);
    await expect(predict(file, { image: 'x.png', scaleStart: '1', scaleEnd: '5' })).rejects.toThrow(/needs a value for “limit”/);
    await expect(predict(file, { picture: 'missing.png', scaleStart: '1', scaleEnd: '5', limit: '3' })).rejects.toThrow(/missing\.png/);
    await file.session.close();
  });
});
