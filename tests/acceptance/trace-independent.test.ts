/**
 * What a trace shows against what it does not share code with: the exported file in ONNX Runtime with its inside exposed, and
 * finite differences of a double-precision interpreter.
 */
import * as ort from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { expandComposites } from '../../engine/compile/7-expand';
import { simplify } from '../../engine/compile/8-simplify';
import type { Tensor } from '../../engine/core/dtype';
import { matchesGlob } from '../../engine/core/glob';
import { RandomStream } from '../../engine/core/random';
import { BATCH, bindShape } from '../../engine/core/shape';
import type { LoomDocument } from '../../engine/document/model';
import { explainedTraining } from '../../engine/explain/trace-graph';
import { bakeWeights } from '../../engine/export/bake-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { decodeModel } from '../../engine/onnx/decode';
import { encodeModel } from '../../engine/onnx/encode';
import { bindingName, type Graph } from '../../engine/ops/graph';
import { DEFAULT_TRAINING } from '../../engine/run/default-training';
import { Traces } from '../../engine/run/trace';
import { addDraws } from '../../engine/run/trace-sample';
import { loweringTarget } from '../../engine/run/tuning';
import { formulaProblem } from '../explain/latex-parser';
import { interpret, type Feeds } from '../interpreter/interpret';
import { SAMPLES, SEED, tracedCase, tracedNetworks, type TracedCase } from './traced-networks';

const TARGET = loweringTarget('cpu');
const NETWORKS = tracedNetworks();
/** Single elements differentiated in each network, besides one direction through all of its weights at once. */
const ELEMENTS = 4;
const SHIFT = 1e-5;
/** Of a single element: so near to each other that hardly a corner of ReLU or a maximum lies between. */
const ELEMENT_SHIFT = 1e-7;

const traces = new Traces();
afterAll(() => traces.close());

it('goes through at least ten templates of every kind', () => {
  const types = new Set([...NETWORKS.values()].flatMap((document) => inferNetwork(document).nodes.map(({ flat }) => flat.node.type)));
  expect(NETWORKS.size).toBeGreaterThan(13);
  for (const type of ['batch-norm', 'layer-norm', 'depthwise-conv2d', 'separable-conv2d', 'conv-transpose2d', 'add', 'concat', 'softmax', 'dropout', 'max-pool2d', 'avg-pool2d', 'global-avg-pool']) expect(types, type).toContain(type);
});

/** The last op of every box gives what its port carries. */
function exposed(document: LoomDocument, weights: TracedCase['weights']): { bytes: Uint8Array; boxes: Map<string, string> } {
  const network = inferNetwork(document);
  const model = decodeModel(bakeWeights(network, TARGET, { name: 'exposed', tensors: weights, metadata: {}, producerVersion: '0' }));
  const boxes = new Map<string, string>();
  for (const { flat, definition } of network.nodes) {
    if (definition!.outputs.length !== 1) continue;
    const last = model.nodes.filter((node) => node.name.startsWith(`${flat.path}/forward/`)).at(-1);
    if (last) boxes.set(flat.path, last.outputs[0]!);
  }
  const known = new Set(model.outputs.map((output) => output.name));
  const shapes = new Map(network.nodes.map(({ flat, sizes }) => [flat.path, sizes!.outputs[0]]));
  const more = [...boxes].flatMap(([path, value]) => (known.has(value) ? [] : [{ name: value, dtype: 'float32' as const, shape: ['N', ...shapes.get(path)!] }]));
  return { bytes: encodeModel({ ...model, outputs: [...model.outputs, ...more] }), boxes };
}

/** The loss alone, as primitive ops, and what goes into it. */
function lossGraph({ document, weights, inputs, targets }: TracedCase): { graph: Graph; feeds: Feeds } {
  const step = explainedTraining(inferNetwork(document), { update: (document.training ?? DEFAULT_TRAINING).program[0]! });
  const objective = { ...step.graph, outputs: step.graph.outputs.filter(({ binding }) => binding.kind === 'objective') };
  const graph = simplify(expandComposites(objective, TARGET));
  const given = new Map<string, Tensor>();
  const bound = graph.inputs.map(({ value: { dtype, shape }, binding }) => ({ name: bindingName(binding), dtype, shape, binding }));
  for (const { name, shape, binding } of bound) {
    const data =
      binding.kind === 'tensor' ? weights.get(binding.key)!.data
      : binding.kind === 'feature' ? inputs[binding.node]!
      : binding.kind === 'target' ? targets[binding.node]!
      : undefined;
    if (data) given.set(name, { dtype: 'float64', shape: bindShape(shape, { [BATCH]: SAMPLES }), data: Float64Array.from(data) });
  }
  // Masks and noise as the step draws them.
  addDraws(given, bound, {}, SEED, 0);
  return { graph, feeds: Object.fromEntries([...given].map(([name, { shape, data }]) => [name, { shape, data: Float64Array.from(data as ArrayLike<number>) }])) };
}

function normOf(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((total, value) => total + value * value, 0));
}

function largestOf(numbers: ArrayLike<number>, least: number): number {
  return Array.from(numbers).reduce((most, value) => Math.max(most, Math.abs(value)), least);
}

/** Whose gradients are not the slope of their loss, and why. Their layers are held against finite differences one by one. */
const WITHOUT_SLOPE: Readonly<Record<string, string>> = {
  perceptron: 'a step has no gradient but a stand-in',
  'yolo-v1-small': 'a box with an object is to say how well it overlaps now, which nothing is learned through',
  'yolo-v2-small': 'a place with an object is to say how well its box overlaps now, which nothing is learned through',
  'camera-classes': 'as small as it is here, BatchNorm sees two pixels, between which no slope is to be measured',
};

describe.each([...NETWORKS])('%s', (name, document) => {
  it('carries what the exported file carries', async () => {
    const { request, weights, inputs } = tracedCase(name, document, 'test');
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
      const room = 1e-5 * largestOf(expected, 1);
      const worst = found.data.findIndex((value, index) => !(Math.abs(value - expected[index]!) <= room));
      expect(worst, `${path}[${worst}] is ${found.data[worst]}, the file says ${expected[worst]}`).toBe(-1);
    }
  });

  it.skipIf(name in WITHOUT_SLOPE)('has the gradients of finite differences', async () => {
    const traced = tracedCase(name, document, 'train');
    const network = inferNetwork(document);
    const { tensors } = (document.training ?? DEFAULT_TRAINING).program[0]!;
    const trained = [...traced.weights.keys()].filter((key) => network.tensors.get(key)!.trained && matchesGlob(tensors, key));
    const { values, aliases } = await traces.trace({ ...traced.request, only: ['**.grad'], most: 1e6 });
    const gradients = new Map([...trained, ...Object.keys(traced.inputs)].flatMap((key) => {
      const wanted = trained.includes(key) ? `${key}.grad` : `${key}.out.grad`;
      const found = values.find((value) => value.name === (aliases[wanted] ?? wanted));
      return found ? [[key, found.data] as const] : [];
    }));
    expect(trained.every((key) => gradients.has(key))).toBe(true);

    const { graph, feeds } = lossGraph(traced);
    /** (L(w + h·d) − L(w − h·d)) / 2h, for directions by key. */
    const slopeAlong = (directions: ReadonlyMap<string, ArrayLike<number>>, shift: number): number => {
      const [ahead, behind] = [shift, -shift].map((by) => {
        const moved = [...directions].map(([key, direction]) => [key, { ...feeds[key]!, data: feeds[key]!.data.map((value, index) => value + by * direction[index]!) }] as const);
        return interpret(graph, { ...feeds, ...Object.fromEntries(moved) })[0]!.data[0]!;
      });
      return (ahead! - behind!) / (2 * shift);
    };

    // Each tensor is moved so far that it matters as much as the others.
    const random = new RandomStream('directions', name);
    const largestNorm = Math.max(...[...gradients.values()].map((gradient) => normOf(gradient)));
    const directions = new Map([...gradients].map(([key, gradient]) => {
      const norm = Math.max(normOf(gradient), largestNorm * 1e-3);
      return [key, Float64Array.from(gradient, () => random.normal() / norm)] as const;
    }));
    const along = [...gradients].map(([key, gradient]) => gradient.reduce((total, value, index) => total + value * directions.get(key)![index]!, 0));
    const expected = along.reduce((total, value) => total + value, 0);
    const slope = slopeAlong(directions, SHIFT * largestNorm * 1e-4);
    expect(Math.abs(slope - expected), `along all weights: ${expected} and ${slope}`).toBeLessThanOrEqual(2e-3 * Math.hypot(...along));

    const keys = [...gradients.keys()];
    const chosen = keys.length <= ELEMENTS ? keys : Array.from(random.permutation(keys.length).slice(0, ELEMENTS), (at) => keys[at]!);
    for (const key of chosen) {
      const gradient = gradients.get(key)!;
      const index = random.integer(gradient.length);
      const difference = slopeAlong(new Map([[key, gradient.map((_, at) => (at === index ? 1 : 0))]]), ELEMENT_SHIFT);
      expect(Math.abs(gradient[index]! - difference), `${key}[${index}]: ${gradient[index]} and ${difference}`).toBeLessThanOrEqual(1e-3 * largestOf(gradient, 1e-3));
    }
  });

  it('has formulas that give its numbers, in LaTeX that can be read', async () => {
    const { request } = tracedCase(name, document, 'train');
    const { values } = await traces.trace({ ...request, formulas: true, complete: true, most: 1e6 });
    for (const { name: value, data, formula } of values) {
      if (!formula) continue;
      const room = 1e-5 * largestOf(data, 1);
      expect(Math.abs(formula.computed - formula.result), `${value} = ${formula.text.symbols}`).toBeLessThanOrEqual(room);
      expect(formulaProblem(formula.latex), value).toBeUndefined();
    }
  });
});
