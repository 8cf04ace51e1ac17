import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digitNetwork, classifier, trainingSettings } from './networks';
import { eventsOf, leftovers, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();

describe('a training run', () => {
  it('lowers the loss, learns xor and leaves a whole folder', async () => {
    const run = join(folder, 'xor');
    const training = trainingSettings({ epochs: 60, batchSize: 16, optimizer: { name: 'adam', learningRate: 0.05 } });
    const events = await train(runOptions(run, classifier(2, 2, training), { source: { kind: 'builtin', name: 'xor', count: 100 }, split: { seed: 1, validation: 0.2, test: 0 } }));
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

  it('trains on the last smaller batch too', async () => {
    const events = await train(runOptions(join(folder, 'digits'), digitNetwork()));
    const steps = eventsOf(events, 'step');
    expect(steps.slice(0, 4).map(({ samples }) => samples)).toEqual([14, 14, 14, 6]);
    expect(steps).toHaveLength(12);
    expect(steps.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });
});
