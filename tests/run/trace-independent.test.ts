/**
 * What a trace shows against what it does not share code with: the exported file in ONNX Runtime with its inside exposed, and
 * finite differences of a double-precision interpreter.
 */
import * as ort from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { expandComposites } from '../../engine/compile/7-expand';
import { simplify } from '../../engine/compile/8-simplify';
import type { Tensor } from '../../engine/core/dtype';
import { RandomStream } from '../../engine/core/random';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../../engine/document/model';
import { explainedTraining } from '../../engine/explain/trace-graph';
import { bakeWeights } from '../../engine/export/bake-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import { bindingName } from '../../engine/ops/graph';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { initialTensors } from '../../engine/run/initial-tensors';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import { loweringTarget } from '../../engine/run/tuning';
import { requireTemplate } from '../../engine/templates';
import { drawMask } from '../../engine/data/mask';
import { interpret, type Feeds } from '../interpreter/interpret';

const SAMPLES = 2;
const TARGET = loweringTarget('cpu');

function chain(...layers: readonly (readonly [type: string, params?: JsonObject])[]): LoomDocument {
  const graph = new GraphBuilder();
  let last: Source | undefined;
  layers.forEach(([type, params = {}], index) => (last = graph.add({ type, name: `${type}-${index}`, params }, last ?? {})));
  return createDocument('chain', graph.build());
}

const NETWORKS: Readonly<Record<string, () => LoomDocument>> = {
  perceptron: () => requireTemplate('perceptron').build({ input: [2], classes: 2 }),
  'xor-mlp': () => requireTemplate('xor-mlp').build({ input: [2], classes: 2 }),
  mlp: () => requireTemplate('mlp').build({ input: [6], classes: 3 }),
  lenet5: () => requireTemplate('lenet5').build({ input: [1, 28, 28], classes: 4 }),
  'vgg-small': () => requireTemplate('vgg-small').build({ input: [3, 8, 8], classes: 3 }),
  'mobilenet-small': () => requireTemplate('mobilenet-small').build({ input: [3, 8, 8], classes: 3 }),
  'resnet-small': () => requireTemplate('resnet-small').build({ input: [3, 8, 8], classes: 3 }),
  'dropout and batch norm': () => chain(['input', { shape: [5] }], ['dense', { units: 6 }], ['batch-norm'], ['tanh'], ['dropout', { rate: 0.3 }], ['dense', { units: 2 }], ['output', { loss: 'mean-squared-error' }]),
  'separable and pooling': () => chain(['input', { shape: [2, 8, 8] }], ['separable-conv2d', { filters: 3, padding: 'same' }], ['gelu'], ['avg-pool2d'], ['conv2d', { filters: 2, stride: 2 }], ['layer-norm', { over: 'sample' }], ['flatten'], ['dense', { units: 3 }], ['softmax'], ['output', { loss: 'cross-entropy-probabilities' }]),
  'transposed and pooled': () => chain(['input', { shape: [2, 5, 5] }], ['conv-transpose2d', { filters: 3, kernel: [3, 3] }], ['elu'], ['max-pool2d'], ['global-avg-pool'], ['dense', { units: 2 }], ['sigmoid'], ['output', { loss: 'binary-cross-entropy-probabilities' }]),
};

const traces = new Traces();
afterAll(() => traces.close());

interface Case {
  readonly document: LoomDocument;
  readonly request: TraceRequest;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
}

function caseOf(name: string, mode: 'train' | 'test'): Case {
  const document = NETWORKS[name]!();
  const network = inferNetwork(document);
  const random = new RandomStream('independent', name);
  const inputs: Record<string, number[]> = {};
  const targets: Record<string, number[]> = {};
  for (const { flat, definition, sizes, parameters } of network.nodes) {
    const count = (sizes?.outputs[0] ?? sizes?.inputs[0] ?? []).reduce<number>((product, size) => product * (size as number), SAMPLES);
    if (definition?.source) inputs[flat.path] = Array.from({ length: count }, () => Math.fround(random.normal()));
    if (!definition?.target) continue;
    const { dtype, shape } = definition.target.target({ inputs: sizes!.inputs, parameters });
    const size = shape.reduce<number>((product, length) => product * (length as number), SAMPLES);
    targets[flat.path] = Array.from({ length: size }, () => (dtype === 'int32' ? random.integer(sizes!.inputs[0]![0] as number) : random.integer(2)));
  }
  const weights = initialTensors(network.tensors, (document.training ?? DEFAULT_TRAINING).seed);
  return { document, inputs, weights, request: { from: { document, version: `${name} ${mode}` }, mode, samples: [{ kind: 'given', inputs, targets }], seed: 5 } };
}

/** The last op of every box gives what its port carries. */
function exposed(document: LoomDocument, weights: Case['weights']): { bytes: Uint8Array; boxes: Map<string, string> } {
  const network = inferNetwork(document);
  const model = decodeModel(bakeWeights(network, TARGET, { name: 'exposed', tensors: weights, metadata: {}, producerVersion: '0' }));
  const boxes = new Map<string, string>();
  for (const { flat, definition } of network.nodes) {
    if (definition!.outputs.length === 0) continue;
    const last = model.nodes.filter((node) => node.name.startsWith(`${flat.path}/forward/`)).at(-1);
    if (last) boxes.set(flat.path, last.outputs[0]!);
  }
  const known = new Set(model.outputs.map((output) => output.name));
  const shapes = new Map(network.nodes.map(({ flat, sizes }) => [flat.path, sizes!.outputs[0]]));
  const more = [...boxes].flatMap(([path, value]) => (known.has(value) ? [] : [{ name: value, dtype: 'float32' as const, shape: ['N', ...shapes.get(path)!] }]));
  return { bytes: encodeModel({ ...model, outputs: [...model.outputs, ...more] }), boxes };
}

describe.each(Object.keys(NETWORKS))('%s', (name) => {
  it('carries what the exported file carries', async () => {
    const { document, request, weights, inputs } = caseOf(name, 'test');
    const { values, aliases } = await traces.trace({ ...request, most: 1e6 });
    const { bytes, boxes } = exposed(document, weights);
    const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
    const sizes = new Map(inferNetwork(document).nodes.map(({ flat, sizes: own }) => [flat.path, own!.outputs[0] as number[]]));
    const feeds = Object.fromEntries(Object.entries(inputs).map(([input, data]) => [input, new ort.Tensor('float32', Float32Array.from(data), [SAMPLES, ...sizes.get(input)!])]));
    const results = await session.run(feeds);
    await session.release();
    expect(boxes.size).toBeGreaterThan(1);
    for (const [path, output] of boxes) {
      const found = values.find((value) => value.name === (aliases[`${path}.out`] ?? `${path}.out`))!;
      const expected = results[output]!.data as Float32Array;
      expect(found.data.length, path).toBe(expected.length);
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      found.data.forEach((value, index) => expect(Math.abs(value - expected[index]!), `${path}[${index}]`).toBeLessThanOrEqual(1e-5 * largest));
    }
  });

  // A step has no gradient but a stand-in.
  it.skipIf(name === 'perceptron')('has the gradients of finite differences', async () => {
    const { document, request, weights, inputs } = caseOf(name, 'train');
    const { values } = await traces.trace({ ...request, most: 1e6 });
    const network = inferNetwork(document);
    const step = explainedTraining(network, { update: (document.training ?? DEFAULT_TRAINING).program[0]! });
    const objective = { ...step.graph, outputs: step.graph.outputs.filter(({ binding }) => binding.kind === 'objective') };
    const graph = simplify(expandComposites(objective, TARGET));
    const feeds: Record<string, Feeds[string]> = {};
    for (const { value, binding } of graph.inputs) {
      const key = bindingName(binding);
      const shape = value.shape.map((size) => (size === 'N' ? SAMPLES : (size as number)));
      const data =
        binding.kind === 'tensor' ? weights.get(binding.key)!.data
        : binding.kind === 'feature' ? inputs[binding.node]!
        : binding.kind === 'mask' ? drawMask({ name: key, shape: value.shape, keepProbability: binding.keep, key: binding.key }, SAMPLES, 5, 0).data
        : (request.samples[0] as { readonly targets?: Readonly<Record<string, readonly number[]>> }).targets![(binding as { node: string }).node]!;
      feeds[key] = { shape, data: Float64Array.from(data) };
    }
    const lossWith = (key: string, index: number, shift: number): number => {
      const data = Float64Array.from(feeds[key]!.data);
      data[index]! += shift;
      return interpret(graph, { ...feeds, [key]: { ...feeds[key]!, data } })[0]!.data[0]!;
    };
    const random = new RandomStream('elements', name);
    const keys = [...weights.keys()].filter((key) => network.tensors.get(key)!.trained);
    const chosen = keys.length <= 6 ? keys : Array.from(random.permutation(keys.length).slice(0, 5), (at) => keys[at]!);
    for (const key of chosen) {
      const gradient = values.find((value) => value.name === `${key}.grad`)!.data;
      const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const index = random.integer(gradient.length);
      const difference = (lossWith(key, index, 1e-5) - lossWith(key, index, -1e-5)) / 2e-5;
      expect(Math.abs(gradient[index]! - difference), `${key}[${index}]: ${gradient[index]} and ${difference}`).toBeLessThanOrEqual(1e-3 * Math.max(largest, 1e-3));
    }
  });
});
