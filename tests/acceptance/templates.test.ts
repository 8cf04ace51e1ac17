/** Every template becomes a graph that could train; those with built-in data do, and their loss falls. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileInference, compileTraining } from '../../engine/compile/pipeline';
import type { LoomDocument } from '../../engine/document/model';
import { openDataset } from '../../engine/data/open-dataset';
import { inferNetwork } from '../../engine/infer/infer-network';
import { startRun, type RunEvent } from '../../engine/run/training-run';
import { loweringTarget } from '../../engine/run/tuning';
import { TEMPLATES } from '../../engine/templates';
import { fitTemplate } from '../../engine/templates/fit-to-data';
import type { Template } from '../../engine/templates/template';

const SPLIT = { seed: 1, validation: 0.2, test: 0 };

describe.each(TEMPLATES)('$name', (template) => {
  it('compiles forward, and backward for every update of its program', () => {
    const document = template.build(template.size);
    const network = inferNetwork(document);
    const target = loweringTarget('cpu');
    const forward = compileInference(network, { losses: true }, target);
    expect(forward.onnx.byteLength).toBeGreaterThan(0);
    const trained = document.training!.program.map((update) => compileTraining(network, { update }, target));
    // Each weight has a next value in the update that changes it.
    const weights = [...network.tensors.values()].filter(({ trainable }) => trainable).map(({ key }) => key);
    const changed = new Set(trained.flatMap(({ outputs }) => outputs.flatMap(({ binding }) => (binding.kind === 'tensor' ? [binding.key] : []))));
    expect(weights.filter((key) => !changed.has(key))).toEqual([]);
  });
});

/** Losses of the first steps of a run on a few samples of the built-in data. */
async function losses(template: Template, steps: number): Promise<readonly number[]> {
  const source = { ...template.data!, count: Math.min(480, 20 * steps) };
  const fitted = fitTemplate(template, (await openDataset(source, SPLIT)).columns);
  const document: LoomDocument = { ...fitted, training: { ...fitted.training!, batchSize: Math.min(template.answers === 'boxes' ? 8 : 16, fitted.training!.batchSize), schedule: { name: 'constant' } } };
  const run = await mkdtemp(join(tmpdir(), 'layerloom-template-'));
  const control = { stop: false, checkpoint: false, ready: async () => undefined, changed: async () => undefined };
  const seen: RunEvent[] = [];
  try {
    for await (const event of startRun({ document, source, split: SPLIT, run, backend: 'cpu', threads: 1, checkpointSeconds: 600 }, control)) {
      seen.push(event);
      if (event.event === 'step' && event.step === steps) control.stop = true;
    }
  } finally {
    await rm(run, { recursive: true, force: true });
  }
  return seen.flatMap((event) => (event.event === 'step' ? [event.loss] : []));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('on its built-in data', () => {
  // The losses of an adversarial pair hold each other up; what it draws is tested in tests/run/adversarial.test.ts.
  it.each(TEMPLATES.filter(({ name, data }) => data && name !== 'dcgan-small'))('$name learns', async (template) => {
    // A perceptron takes one sample per step, and XOR is not to be had for it: its errors only must not grow.
    // Every pixel of a mask and every place of a box teaches, so few pictures tell.
    const steps = template.takes === 'numbers' ? 200 : template.answers === 'mask' ? 12 : template.answers === 'boxes' ? 15 : 30;
    const found = await losses(template, steps);
    expect(found).toHaveLength(steps);
    const third = Math.floor(steps / 3);
    const [first, last] = [mean(found.slice(0, third)), mean(found.slice(-third))];
    if (template.name === 'perceptron') expect(last).toBeLessThanOrEqual(0.5);
    else expect(last).toBeLessThan(first);
  });
});
