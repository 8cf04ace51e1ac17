/** Runs that begin with weights of others, and parts that stay as they are. */
import { join } from 'node:path';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { floatTensor, halfTensor } from '../../engine/core/half';
import type { LoomDocument, TrainingSettings } from '../../engine/document/model';
import { writeDocumentFile } from '../../engine/files/document-file';
import { readSafetensorsFile, writeSafetensorsFile } from '../../engine/files/safetensors-file';
import { encodeModel } from '../../engine/onnx/encode';
import { readRun } from '../../engine/run/run-record';
import { readWeights, readWeightSource } from '../../engine/run/weight-source';
import { describeTaken, takeWeights } from '../../engine/run/take-weights';
import { digitNetwork, trainingSettings } from './networks';
import { eventsOf, expectSame, remainsOf, resume, runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const base = join(folder, 'base');
const once = trainingSettings({ epochs: 1 });

/** The digit network with another head. */
function withHead(name: string, units: number, training: TrainingSettings = once): LoomDocument {
  const document = digitNetwork(training);
  const nodes = document.graph.nodes.map((node) => (node.name === 'scores' ? { ...node, name, params: { ...node.params, units } } : node));
  return { ...document, graph: { ...document.graph, nodes } };
}

function freezing(document: LoomDocument, ...names: readonly string[]): LoomDocument {
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map((node) => (names.includes(node.name) ? { ...node, frozen: true } : node)) } };
}

beforeAll(async () => {
  await train(runOptions(base, digitNetwork(once)));
});

describe('beginning with weights', () => {
  it('takes what has the same name and shape from a run, and says what it did not take', async () => {
    const run = join(folder, 'other head');
    const events = await train(runOptions(run, withHead('head', 10), { init: base }), (event, control) => {
      if (event.event === 'start') control.stop = true;
    });
    const [report] = eventsOf(events, 'weights');
    expect(report!.taken).toHaveLength(8);
    expect(report!.left).toEqual([{ key: 'head.weight', reason: 'absent' }, { key: 'head.bias', reason: 'absent' }]);
    expect(report!.unused).toEqual(expect.arrayContaining(['scores.weight', 'scores.bias']));
    expect(describeTaken(report!)).toBe(`Began with 8 of 10 tensors of ${base}; fresh: head.weight (not there), head.bias (not there).`);
    expect((await readRun(run)).record.init).toBe(base);
  });

  it('takes the same from every form of the weights', async () => {
    const weights = await readWeights(base);
    const [safetensors, loom] = [join(folder, 'w.safetensors'), join(folder, 'w.loom')];
    await writeSafetensorsFile(safetensors, weights);
    const document = digitNetwork(once);
    const nodes = document.graph.nodes.map((node) => {
      const own = [...weights].filter(([key]) => key.startsWith(`${node.name}.`)).map(([key, value]) => [key.slice(node.name.length + 1), { value }]);
      return own.length === 0 ? node : { ...node, tensors: Object.fromEntries(own) };
    });
    await writeDocumentFile(loom, { ...document, graph: { ...document.graph, nodes } });
    for (const path of [join(base, 'model.onnx'), safetensors, loom]) {
      const found = await readWeights(path);
      for (const [key, { shape, data }] of weights) expect(found.get(key), `${key} of ${path}`).toEqual({ dtype: 'float32', shape, data });
    }
  });

  it('leaves a tensor of another shape, with both shapes', async () => {
    const wide = digitNetwork(once);
    const nodes = wide.graph.nodes.map((node) => (node.name === 'hidden' ? { ...node, params: { units: 20 } } : node));
    const followed = await train(runOptions(join(folder, 'wider'), { ...wide, graph: { ...wide.graph, nodes } }, { init: base }), (event, control) => {
      if (event.event === 'start') control.stop = true;
    });
    expect(eventsOf(followed, 'weights')[0]!.left).toEqual([
      { key: 'hidden.weight', reason: 'shape', expected: [20, 144], found: [16, 144] },
      { key: 'hidden.bias', reason: 'shape', expected: [20], found: [16] },
      { key: 'scores.weight', reason: 'shape', expected: [10, 20], found: [10, 16] },
    ]);
  });

  it('widens half precision, and says so', async () => {
    const { weights } = await readWeightSource(base);
    const [conv, bias, hidden] = ['conv.weight', 'conv.bias', 'hidden.weight'].map((key) => weights.get(key)!) as [Tensor<'float32'>, Tensor<'float32'>, Tensor<'float32'>];
    const upper = Uint16Array.from(new Uint32Array(bias.data.slice().buffer), (bits) => bits >>> 16);
    const half = join(folder, 'half.safetensors');
    await writeSafetensorsFile(half, [['conv.weight', halfTensor(conv)], ['conv.bias', { dtype: 'bfloat16', shape: bias.shape, data: upper }], ['hidden.weight', hidden]]);
    const source = await readWeightSource(half);
    expect(source.formerly).toEqual(new Map([['conv.weight', 'float16'], ['conv.bias', 'bfloat16']]));
    source.weights.get('conv.weight')!.data.forEach((value, index) => expect(Math.abs(value - conv.data[index]!)).toBeLessThanOrEqual(Math.abs(conv.data[index]!) / 2048 + 2 ** -25));
    source.weights.get('conv.bias')!.data.forEach((value, index) => expect(Math.abs(value - bias.data[index]!)).toBeLessThanOrEqual(Math.abs(bias.data[index]!) / 128));
    const { report, tensors } = takeWeights(half, source, weights);
    expect(tensors.get('conv.weight')!.data).toEqual(source.weights.get('conv.weight')!.data);
    expect(describeTaken(report)).toMatch(/^Began with 3 of \d+ tensors of .*half\.safetensors \(made float32: 1 from bfloat16, 1 from float16\); fresh: /);
  });

  it('widens the half precision of an ONNX file', async () => {
    const { weights } = await readWeightSource(base);
    const model = { name: 'half', nodes: [], inputs: [], outputs: [], initializers: [{ name: 'conv.weight', tensor: halfTensor(weights.get('conv.weight')!) }] };
    const path = join(folder, 'half.onnx');
    writeFileSync(path, encodeModel(model));
    const source = await readWeightSource(path);
    expect([...source.formerly]).toEqual([['conv.weight', 'float16']]);
    expect(source.weights.get('conv.weight')!.data).toEqual(floatTensor(halfTensor(weights.get('conv.weight')!)).data);
  });

  it('refuses what has nothing that fits, with an example, and leaves no run behind', async () => {
    const strange = join(folder, 'strange.safetensors');
    await writeSafetensorsFile(strange, [['features.0.weight', float32Tensor([2], [1, 2])]]);
    const start = train(runOptions(join(folder, 'never'), digitNetwork(once), { init: strange }));
    await expect(start).rejects.toThrow(/Nothing of “.*strange\.safetensors” fits the network: the network has a “conv\.weight”, the other a “features\.0\.weight”/);
    await expect(train(runOptions(join(folder, 'never'), digitNetwork(once), { init: join(folder, 'absent.onnx') }))).rejects.toThrow(/absent\.onnx/);
    await expect(train(runOptions(join(folder, 'never'), digitNetwork(once), { init: join(base, 'run.json') }))).rejects.toThrow(/Weights cannot be taken from/);
    expect(() => readFileSync(join(folder, 'never', 'run.json'))).toThrow();
  });

  it('begins there again when it is resumed before its first checkpoint', async () => {
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')];
    await train(runOptions(whole, digitNetwork(once), { init: base }));
    await train(runOptions(cut, digitNetwork(once), { init: base }), (event, control) => {
      if (event.event === 'start') control.stop = true;
    });
    rmSync(join(cut, 'checkpoints'), { recursive: true });
    rmSync(join(cut, 'metrics.jsonl'), { force: true });
    await resume(cut);
    expectSame(await remainsOf(cut), await remainsOf(whole));
  });
});

describe('frozen layers', () => {
  it('keep every bit, the running statistics of BatchNorm too', async () => {
    const run = join(folder, 'frozen');
    await train(runOptions(run, freezing(withHead('head', 10), 'conv', 'norm'), { init: base }));
    const before = await readWeights(base);
    const { tensors: after } = await readSafetensorsFile(join(run, 'weights.safetensors'));
    for (const key of ['conv.weight', 'conv.bias', 'norm.weight', 'norm.bias', 'norm.running_mean', 'norm.running_var']) {
      expect(after.get(key)!.data, key).toEqual(before.get(key)!.data);
    }
    expect(after.get('hidden.weight')!.data).not.toEqual(before.get('hidden.weight')!.data);
  });

  it('train again in a run that begins with them', async () => {
    const run = join(folder, 'thawed');
    await train(runOptions(run, withHead('head', 10), { init: join(folder, 'frozen') }));
    const [before, after] = [await readWeights(base), await readWeights(run)];
    for (const key of ['conv.weight', 'norm.weight', 'norm.running_mean']) expect(after.get(key)!.data, key).not.toEqual(before.get(key)!.data);
  });

  it('learn slower by their factor', async () => {
    const slow = digitNetwork(trainingSettings({ epochs: 1, optimizer: { name: 'sgd', learningRate: 0.1 } }));
    const scaled = { ...slow, graph: { ...slow.graph, nodes: slow.graph.nodes.map((node) => (node.name === 'conv' ? { ...node, tensors: { weight: { lrScale: 0 } } } : node)) } };
    const run = join(folder, 'slow');
    await train(runOptions(run, scaled, { init: base }));
    const [before, after] = [await readWeights(base), await readWeights(run)];
    expect(after.get('conv.weight')!.data).toEqual(before.get('conv.weight')!.data);
    expect(after.get('conv.bias')!.data).not.toEqual(before.get('conv.bias')!.data);
  });
});
