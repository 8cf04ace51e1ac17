/** What ONNX Runtime makes of a file rounds differently from the trainer; where a network turns on the last digit, that is no fault of the file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { exportModel } from '../../engine/run/export-model';
import { initialTensors } from '../../engine/run/initial-tensors';
import { scratchFolder } from './follow-run';

/** By how much the weights of the file are too large. */
const baked = vi.hoisted(() => ({ scale: 1 }));

vi.mock(import('../../engine/export/bake-weights'), async (importOriginal) => {
  const { bakeWeights } = await importOriginal();
  const scaled = (tensors: ReadonlyMap<string, Tensor<'float32'>>) => new Map([...tensors].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.map((value) => value * baked.scale) }]));
  return { bakeWeights: (network, target, options) => bakeWeights(network, target, { ...options, tensors: scaled(options.tensors) }) };
});

const folder = scratchFolder();

/** A convolution that the runtime joins with the normalization behind it, and a function of the result. */
function network(expression: string) {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [3, 8, 8] } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 8, kernel: 3 } }, input);
  const norm = graph.add({ type: 'batch-norm', name: 'norm' }, conv);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' } }, graph.add({ type: 'lambda', name: 'own', params: { expression } }, { in1: norm }));
  return inferNetwork(createDocument('rounding', graph.build()));
}

function exported(expression: string) {
  const inferred = network(expression);
  const weights = new Map(initialTensors(inferred.tensors, 1));
  for (const [key, { shape }] of weights) if (key.startsWith('norm.')) weights.set(key, float32Tensor(shape as number[], Float32Array.from({ length: 8 }, (_, index) => 0.3 + index / 7)));
  return exportModel({ name: 'rounding', network: inferred, weights, out: join(folder, 'rounding.onnx') });
}

describe('a file whose answers turn on the last digit', () => {
  it('is proven as it is written, and the export says what the runtime makes of it', async () => {
    const report = await exported('sin(a * 1000000)');
    expect(report.maxAbsDiff).toBeLessThan(1e-5);
    expect(report.findings).toMatchObject([{ code: 'rounding-decides', severity: 'warning' }]);
    expect(report.findings[0]!.message).toMatch(/differ by up to \d/);
    expect(existsSync(report.file)).toBe(true);
  });

  it('is not mentioned of any other', async () => {
    const { maxAbsDiff, findings } = await exported('sin(a)');
    expect(maxAbsDiff).toBeLessThan(1e-5);
    expect(findings).toEqual([]);
  });

  it('is refused, and gone, where it does not compute what was trained', async () => {
    onTestFinished(() => void (baked.scale = 1));
    baked.scale = 1.01;
    await expect(exported('sin(a)')).rejects.toThrow(/does not compute what was trained/);
    expect(existsSync(join(folder, 'rounding.onnx'))).toBe(false);
  });
});
