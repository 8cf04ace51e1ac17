/** What a look shows is what the network computes: held against the exported file and against arithmetic done by hand. */
import { join } from 'node:path';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { staticElementCount } from '../../engine/core/shape';
import { updateNode } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { bakeWeights } from '../../engine/export/bake-weights';
import { giveWeights } from '../../engine/infer/given-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { networkKey } from '../../engine/infer/network-key';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import type { OnnxValue } from '../../engine/onnx/model';
import { initialTensors } from '../../engine/run/initial-tensors';
import { Looks, type LookRequest, type LookValues } from '../../engine/run/look';
import { openSession } from '../../engine/run/onnx-runtime';
import { loweringTarget } from '../../engine/run/tuning';
import { digitNetwork, trainingSettings } from './networks';
import { runOptions, scratchFolder, train } from './follow-run';

const folder = scratchFolder();
const SOURCE = { kind: 'builtin', name: 'digits', count: 60, seed: 3 } as const;
const SPLIT = { seed: 1, validation: 0.2, test: 0 };
const sample = { kind: 'row', source: SOURCE, split: SPLIT, row: 4 } as const;
const untrained: LoomDocument = { ...digitNetwork(trainingSettings()), data: { source: SOURCE, split: SPLIT } };
const from = { document: untrained, version: 'one' };
const looks = new Looks();

const floats = ({ values }: LookValues): Float32Array => new Float32Array(values.slice().buffer);

function expectClose(found: Float32Array, expected: Float32Array): void {
  expect(found.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs), 1);
  expect(Math.max(...found.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1e-5 * largest);
}

describe('a look into an untrained network', () => {
  it('carries what the exported file computes inside', async () => {
    const network = inferNetwork(untrained);
    const bytes = bakeWeights(network, loweringTarget('cpu'), { name: 'x', tensors: initialTensors(network.tensors, untrained.training!.seed), metadata: {}, producerVersion: '0' });
    const model = decodeModel(bytes);
    // The last node of each box gives what leaves it.
    const boxes = ['conv', 'norm', 'relu', 'pool', 'hidden', 'scores'];
    const inside = boxes.map((path) => model.nodes.findLast(({ name }) => name?.startsWith(`${path}/`))!.outputs[0]!);
    const axes = [3, 3, 3, 3, 1, 1];
    const more = inside.map((name, index): OnnxValue => ({ name, dtype: 'float32', shape: ['N', ...Array.from({ length: axes[index]! }, (_, axis) => `d${index}${axis}`)] }));
    const exposed = encodeModel({ ...model, outputs: [...model.outputs, ...more] });
    const session = await openSession(exposed, { backend: 'cpu', threads: 1 });
    const input = await looks.lookAt({ from, sample, path: 'input', port: 'out' });
    const results = await session.run(new Map([['input', { dtype: 'float32', shape: [1, 1, 14, 14], data: floats(input) }]]));
    for (const [index, path] of boxes.entries()) expectClose(floats(await looks.lookAt({ from, sample, path, port: 'out' })), results.get(inside[index]!)!.data as Float32Array);
    const { answers } = await looks.look({ from, sample });
    const answer = answers['output']!;
    expectClose(Float32Array.from(answer.kind === 'category' ? Object.values(answer.probabilities) : []), results.get('output:prediction')!.data as Float32Array);
    await session.close();
  });

  it('convolves as one does by hand', async () => {
    const [input, weight, bias, conv] = await Promise.all([
      looks.lookAt({ from, sample, path: 'input', port: 'out' }),
      looks.tensor({ from, key: 'conv.weight' }),
      looks.tensor({ from, key: 'conv.bias' }),
      looks.lookAt({ from, sample, path: 'conv', port: 'out', first: 1, count: 2 }),
    ]);
    expect([weight.shape, conv.shape, conv.first, conv.count]).toEqual([[4, 1, 3, 3], [4, 12, 12], 1, 2]);
    const [x, w, b, y] = [input, weight, bias, conv].map(floats) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const expected = Float32Array.from({ length: 2 * 144 }, (_, index) => {
      const [filter, row, column] = [1 + Math.floor(index / 144), Math.floor((index % 144) / 12), index % 12];
      let sum = b[filter]!;
      for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += w[filter * 9 + i * 3 + j]! * x[(row + i) * 14 + column + j]!;
      return sum;
    });
    expectClose(y, expected);
  });

  it('tells every port, its row and what it should say', async () => {
    const look = await looks.look({ from, sample });
    expect(look.ports.map(({ path, port, shape, picture }) => `${path}:${port} ${shape.join('×')} ${picture.kind}`)).toEqual([
      'input:out 1×14×14 maps', 'conv:out 4×12×12 maps', 'norm:out 4×12×12 maps', 'relu:out 4×12×12 maps', 'pool:out 4×6×6 maps',
      'flat:out 144 vector', 'hidden:out 16 vector', 'noise:out 16 vector', 'drop:out 16 vector', 'scores:out 10 vector',
    ]);
    expect(look).toMatchObject({ network: networkKey(inferNetwork(untrained)), origin: { kind: 'untrained' }, truth: { output: expect.stringMatching(/^\d$/) } });
    expect(look.name).toBeTruthy();
    const conv = look.ports.find(({ path }) => path === 'conv')!.picture;
    const values = floats(await looks.lookAt({ from, sample, path: 'conv', port: 'out' })).subarray(0, 144);
    if (conv.kind !== 'maps') throw new Error('a convolution carries maps');
    expect(conv.maps[0]!.min).toBe(Math.min(...values));
    expect(conv.maps[0]!.max).toBe(Math.max(...values));
  });

  it('knows a document that brings every weight along', async () => {
    const network = inferNetwork(untrained);
    const given = giveWeights(untrained, network, new Map([...network.tensors].map(([key, { shape }]) => [key, float32Tensor(shape, new Float32Array(staticElementCount(shape)).fill(0.1))]))).document;
    const brought = { document: given, version: 'given' };
    expect((await looks.look({ from: brought, sample })).origin).toEqual({ kind: 'given' });
    expect((await looks.tensors({ from: brought })).origin).toEqual({ kind: 'given' });
  });

  it('takes a picture given as bytes, and no path to one', async () => {
    const png = encode({ width: 14, height: 14, channels: 1, depth: 8, data: new Uint8Array(196).fill(255) });
    const request = (inputs: Readonly<Record<string, string | Uint8Array>>): LookRequest => ({ from, sample: { kind: 'given', inputs } });
    const { ports, truth } = await looks.look(request({ image: png }));
    expect(ports[0]!.picture).toMatchObject({ maps: [{ min: 1, max: 1, mean: 1 }] });
    expect(truth).toBeUndefined();
    await expect(looks.look(request({ image: '/etc/passwd' }))).rejects.toMatchObject({ diagnostics: [{ code: 'picture-bytes' }] });
  });

  it('needs no data where the network has none', async () => {
    const { data: _, ...bare } = untrained;
    const png = encode({ width: 14, height: 14, channels: 1, depth: 8, data: new Uint8Array(196) });
    const { answers } = await looks.look({ from: { document: bare, version: 'bare' }, sample: { kind: 'given', inputs: { input: png } } });
    expect(answers['output']).toMatchObject({ kind: 'category' });
  });

  it('lets a row flow through a network whose answers do not fit the data', async () => {
    const node = untrained.graph.nodes.find(({ name }) => name === 'scores')!;
    const graph = updateNode(untrained.graph, node.id, { params: { units: 7 } });
    const { answers, truth } = await looks.look({ from: { document: { ...untrained, graph }, version: 'seven' }, sample });
    expect(answers['output']).toMatchObject({ kind: 'category', probabilities: { 0: expect.any(Number), 6: expect.any(Number) } });
    expect(truth).toEqual({});
  });

  it('shows another picture for other weights', async () => {
    const node = untrained.graph.nodes.find(({ name }) => name === 'conv')!;
    const value = { dtype: 'float32' as const, shape: [4, 1, 3, 3], data: new Float32Array(36) };
    const changed = { ...untrained, graph: updateNode(untrained.graph, node.id, { tensors: { weight: { value } } }) };
    const { ports } = await looks.look({ from: { document: changed, version: 'two' }, sample });
    expect(ports.find(({ path }) => path === 'conv')!.picture).toMatchObject({ maps: [{ min: 0, max: 0 }, { max: 0 }, { max: 0 }, { max: 0 }] });
    const before = await looks.look({ from, sample });
    expect(before.ports.find(({ path }) => path === 'conv')!.picture).not.toMatchObject({ maps: [{ min: 0, max: 0 }] });
  });
});

describe('a look into a run', () => {
  const run = join(folder, 'run');

  beforeAll(async () => {
    await train(runOptions(run, untrained));
  });

  it('has its final weights, and says so', async () => {
    const before = await looks.look({ from, sample });
    const after = await looks.look({ from: { run }, sample });
    expect(after).toMatchObject({ network: before.network, origin: { kind: 'final' } });
    expect(after.ports.find(({ path }) => path === 'conv')!.picture).not.toEqual(before.ports.find(({ path }) => path === 'conv')!.picture);
  });

  it('has those of its best epoch where they are asked for', async () => {
    const { origin } = await looks.look({ from: { run, weights: 'best' }, sample });
    expect(origin).toMatchObject({ kind: 'best', epoch: expect.any(Number) });
  });
});
