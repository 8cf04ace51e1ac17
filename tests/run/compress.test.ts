import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listCheckpoints } from '../../engine/run/checkpoint';
import { pruneCurve } from '../../engine/run/compress/prune-curve';
import { pruneRun } from '../../engine/run/compress/prune-run';
import { compress } from '../../engine/run/compress/requests';
import { evaluate } from '../../engine/run/evaluate';
import { openDataset } from '../../engine/data/open-dataset';
import { openModel, readTrainedRun } from '../../engine/run/model-file';
import { decodeModel } from '../../engine/onnx/decode';
import { digitNetwork, trainingSettings } from './networks';
import { runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const run = join(folder, 'digits');
const source = { kind: 'builtin', name: 'digits', count: 1200, seed: 1 } as const;
const out = (name: string) => join(folder, `${name}.onnx`);

beforeAll(async () => {
  const document = digitNetwork(trainingSettings({ epochs: 4, batchSize: 32, optimizer: { name: 'adam', learningRate: 0.01 } }), 8);
  await train(runOptions(run, { ...document, data: { source: { kind: 'builtin', name: 'digits' } } }, { source, split: { seed: 1, validation: 0.2, test: 0.2 } }));
});

const OPS = async (path: string) => decodeModel(await readFile(path)).nodes.map(({ op }) => op);

describe('half precision', () => {
  it('halves the weights and keeps the answers', async () => {
    const report = await compress({ from: { run }, settings: { to: 'float16' }, out: out('half'), threads: 1 });
    expect(report.realSamples).toBe(true);
    expect(report.after.bytes).toBeLessThan(report.before.bytes * 0.75);
    expect(report.maxAbsDiff).toBeLessThan(5e-3);
    expect(report.agreement).toBeGreaterThan(0.98);
    expect(Math.abs(report.after.accuracy! - report.before.accuracy!)).toBeLessThanOrEqual(0.02);
    const { inputs, outputs, initializers } = decodeModel(await readFile(out('half')));
    expect([...inputs, ...outputs].map(({ dtype }) => dtype)).toEqual(['float32', 'float32']);
    expect(initializers.filter(({ tensor }) => tensor.dtype === 'float32')).toEqual([]);
  });

  it('throughout, the file is still used as before', async () => {
    await compress({ from: { run }, settings: { to: 'float16', io: 'half' }, out: out('all-half'), threads: 1 });
    const { inputs, outputs } = decodeModel(await readFile(out('all-half')));
    expect([...inputs, ...outputs].map(({ dtype }) => dtype)).toEqual(['float16', 'float16']);
    const [half, full] = [await openModel(out('all-half'), 1), await openModel(run, 1)];
    const dataset = await openDataset(source, { seed: 1, validation: 0.2, test: 0.2 });
    const [a, b] = [await evaluate(half, dataset, 'test'), await evaluate(full, dataset, 'test')];
    expect(Math.abs(a.loss - b.loss)).toBeLessThan(0.01);
    await half.session.close();
    await full.session.close();
  });

  it('what does not fit stays in float32 and is named', async () => {
    const document = digitNetwork();
    const nodes = document.graph.nodes.map((node) => (node.name === 'hidden' ? { ...node, tensors: { bias: { value: { dtype: 'float32' as const, shape: [16], data: new Float32Array(16).fill(1e5) } } } } : node));
    const report = await compress({ from: { document: { ...document, graph: { ...document.graph, nodes } } }, settings: { to: 'float16' }, out: out('large'), threads: 1 });
    expect(report.kept).toContain('hidden');
    expect(report.findings.map(({ code }) => code)).toContain('half-overflow');
    expect(report.findings.find(({ code }) => code === 'half-overflow')!.message).toContain('hidden');
    expect(report.realSamples).toBe(false);
    expect(Number.isFinite(report.maxAbsDiff)).toBe(true);
  });
});

describe('8-bit integers', () => {
  it.each([{ method: 'min-max' }, { method: 'percentile', percent: 99.9 }] as const)('keep the accuracy, calibrated by $method', async (calibration) => {
    const report = await compress({ from: { run }, settings: { to: 'int8', calibration }, out: out(calibration.method), threads: 1 });
    expect(report.calibrated).toBe(256);
    expect(report.part).toBe('test');
    expect(report.after.bytes).toBeLessThan(report.before.bytes);
    expect(report.agreement).toBeGreaterThan(0.95);
    expect(Math.abs(report.after.accuracy! - report.before.accuracy!)).toBeLessThanOrEqual(0.03);
    const ops = await OPS(out(calibration.method));
    expect(ops).toContain('QuantizeLinear');
    expect(ops).not.toContain('BatchNormalization');
  });

  it('a file is measured on data that is given, and refused without', async () => {
    const file = join(run, 'model.onnx');
    const report = await compress({ from: { file }, settings: { to: 'int8', weightBits: 7 }, source, out: out('file'), threads: 1 });
    expect(report.realSamples).toBe(true);
    await expect(compress({ from: { file }, settings: { to: 'int8' }, out: out('none'), threads: 1 })).rejects.toMatchObject({ diagnostics: [{ code: 'no-calibration' }] });
  });
});

describe('pruning', () => {
  it('keeps the weights as a run that is trained on without growing them again', async () => {
    const pruned = join(folder, 'pruned');
    const report = await pruneRun({ run, settings: { scope: 'global', amount: { share: 0.7 } }, out: pruned, threads: 1 });
    expect(report).toMatchObject({ kind: 'run', part: 'test', findings: [] });
    expect(report.total).toBeCloseTo(0.7, 3);
    expect(report.after.bytes).toBe(report.before.bytes);
    expect(report.after.packedBytes).toBeLessThan(report.before.packedBytes * 0.7);
    const { record, document, weights } = await readTrainedRun(pruned);
    expect(record).toMatchObject({ parent: { run }, pruned: { scope: 'global', share: 0.7 } });
    const [best] = await listCheckpoints(pruned);
    expect(best).toMatchObject({ name: 'best', epoch: 1 });

    const tuned = join(folder, 'tuned');
    await train({ ...runOptions(tuned, document, { source, split: { seed: 1, validation: 0.2, test: 0.2 } }), from: { run: pruned, checkpoint: 'best' } });
    const after = (await readTrainedRun(tuned)).weights;
    for (const key of ['conv.weight', 'hidden.weight', 'scores.weight']) {
      const [zeros, now] = [weights.get(key)!.data, after.get(key)!.data];
      expect(zeros.some((value) => value === 0)).toBe(true);
      expect(zeros.every((value, index) => value !== 0 || now[index] === 0)).toBe(true);
      expect(now.some((value, index) => value !== zeros[index])).toBe(true);
    }
  });

  it('the curve falls from the scores of the run, and its layers agree with the pruned weights', async () => {
    const curve = await pruneCurve({ run, scope: 'layer', threads: 1 });
    const full = await pruneRun({ run, settings: { scope: 'layer', amount: { share: 0.9 } }, out: out('pruned'), threads: 1 });
    expect(curve.points[0]!.accuracy).toBe(full.before.accuracy);
    expect(curve.points.find(({ share }) => share === 0.9)!.accuracy).toBe(full.after.accuracy);
    expect(curve.points.at(-1)!.accuracy).toBeLessThan(curve.points[0]!.accuracy!);
    expect(curve.layers.map(({ key, values, zeros }) => ({ key, values, zeros: zeros[90] }))).toEqual(full.sparsity);
  });

  it('a folder in use is refused', async () => {
    await expect(pruneRun({ run, settings: { scope: 'layer', amount: { share: 0.5 } }, out: run, threads: 1 })).rejects.toMatchObject({ diagnostics: [{ code: 'folder-in-use' }] });
  });
});
