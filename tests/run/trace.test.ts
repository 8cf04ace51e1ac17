/** Traces themselves: order, names, batches, masks, several steps, and what an optimizer keeps. */
import { afterAll, describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument, NamedSettings } from '../../engine/document/model';
import { EXAMPLES } from '../../engine/examples';
import { personalize } from '../../engine/examples/personalize';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import { requireTemplate } from '../../engine/templates';

const traces = new Traces();
afterAll(() => traces.close());
let version = 0;

function small(optimizer: NamedSettings, dropout = 0): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'x', params: { shape: [2] } });
  const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 4 }, tensors: { weight: { value: float32Tensor([4, 2], [1, 2, -1, 0.5, 0.25, 1, 2, -2]) } } }, input);
  const dropped = graph.add({ type: 'dropout', name: 'drop', params: { rate: dropout } }, hidden);
  const answer = graph.add({ type: 'dense', name: 'answer', params: { units: 1, bias: false }, tensors: { weight: { value: float32Tensor([1, 4], [1, -1, 2, 0.5]) } } }, dropped);
  graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, answer);
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }];
  return { ...createDocument('small', graph.build()), training: { epochs: 1, batchSize: 1, seed: 3, shuffle: false, program } };
}

function requestFor(document: LoomDocument, inputs: readonly number[], targets: readonly number[], more: Partial<TraceRequest> = {}): TraceRequest {
  return { from: { document, version: `trace ${version++}` }, mode: 'train', samples: [{ kind: 'given', inputs: { x: inputs }, targets: { output: targets } }], ...more };
}

const numbersOf = async (request: TraceRequest, name: string): Promise<number[]> => {
  const { values } = await traces.values({ ...request, name });
  return Array.from(new Float64Array(values.slice().buffer));
};

describe('order', () => {
  it('nothing comes before what it is made from, value by value and box by box', async () => {
    const document = requireTemplate('resnet-small').build({ input: [3, 8, 8], classes: 3 });
    const input = Array.from({ length: 2 * 3 * 64 }, (_, index) => Math.cos(index));
    const { values, steps } = await traces.trace({ from: { document, version: 'order' }, mode: 'train', samples: [{ kind: 'given', inputs: { input }, targets: { output: [0, 2] } }] });
    const seen = new Set<string>();
    for (const { name, inputs } of values) {
      for (const one of inputs) expect(seen.has(one), `${name} is made from ${one}`).toBe(true);
      seen.add(name);
    }
    const phases = steps.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
    expect(phases).toEqual(['forward', 'loss', 'backward', 'update']);
    const forward = steps.filter(({ phase }) => phase === 'forward').map(({ origin }) => origin);
    expect(forward.slice(0, 3)).toEqual(['conv', 'norm', 'relu']);
    expect(new Set(values.map(({ name }) => name)).size).toBe(values.length);
  });
});

it('statistics of normalizations are called as in books, and formulas stop at them', async () => {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'x', params: { shape: [3] } });
  const layer = graph.add({ type: 'layer-norm', name: 'layer' }, graph.add({ type: 'batch-norm', name: 'norm' }, input));
  graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, layer);
  const request = requestFor(createDocument('normalized', graph.build()), [1, 2, 3, 3, 6, 0], [0, 0, 0, 1, 1, 1]);
  expect(await numbersOf(request, 'norm.batch_mean')).toEqual([2, 4, 1.5]);
  expect(await numbersOf(request, 'norm.batch_var')).toEqual([1, 4, 2.25]);
  const symbols = async (element: string) => (await traces.formula({ ...request, element, through: true }))!.text.symbols;
  expect(await symbols('norm.batch_mean[1]')).toBe('(x.out[0,1] + x.out[1,1])/2');
  expect(await symbols('norm.batch_var[1]')).toBe('((x.out[0,1] − norm.batch_mean[1])² + (x.out[1,1] − norm.batch_mean[1])²)/2');
  expect(await symbols('norm.out[1,2]')).toBe('norm.weight[2]·((x.out[1,2] − norm.batch_mean[2])/√(norm.batch_var[2] + 1e−5)) + norm.bias[2]');
  expect(await symbols('layer.out[0,1]')).toBe('layer.standardized[0,1]·layer.weight[1] + layer.bias[1]');
  expect(await symbols('layer.weight.grad[2]')).toBe(
    '(layer.out[0,2] − output.target[0,2])·layer.standardized[0,2]/2 + (layer.out[1,2] − output.target[1,2])·layer.standardized[1,2]/2',
  );
});

describe('names', () => {
  it('running statistics have next values, with formulas', async () => {
    const graph = new GraphBuilder(LAYER_CATALOG);
    const picture = graph.add({ type: 'input', name: 'x', params: { shape: [1, 2, 2] } });
    const dense = graph.add({ type: 'dense', params: { units: 1 } }, graph.add({ type: 'flatten' }, graph.add({ type: 'batch-norm', name: 'norm' }, picture)));
    graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, dense);
    const request = requestFor(createDocument('statistics', graph.build()), [1, 2, 3, 6], [0]);
    // The mean is 3, the unbiased variance 14/3.
    expect((await numbersOf(request, 'norm.running_mean.next'))[0]).toBeCloseTo(0.3, 6);
    expect((await numbersOf(request, 'norm.running_var.next'))[0]).toBeCloseTo(0.9 + 0.1 * (14 / 3), 6);
    const { values } = await traces.trace(request);
    const axesOf = (name: string) => values.find((value) => value.name === name)?.axes;
    expect([axesOf('norm.batch_mean'), axesOf('norm.running_mean.next'), axesOf('norm.out')]).toEqual([['channel'], ['channel'], ['batch', 'channel', 'row', 'column']]);
    const formula = await traces.formula({ ...request, element: 'norm.running_mean.next[0]', through: true });
    expect(formula!.text.symbols).toBe('norm.running_mean[0]·0.9 + norm.batch_mean[0]·0.1');
  });
});

describe('samples', () => {
  it('a batch has its axis, and the loss is the mean', async () => {
    const one = requestFor(small({ name: 'sgd', learningRate: 0.1 }), [1, 2], [1]);
    const two = requestFor(small({ name: 'sgd', learningRate: 0.1 }), [1, 2, -1, 1], [1, 0]);
    const other = requestFor(small({ name: 'sgd', learningRate: 0.1 }), [-1, 1], [0]);
    const [[first], [both], [second]] = [await numbersOf(one, 'loss'), await numbersOf(two, 'loss'), await numbersOf(other, 'loss')];
    expect(both).toBeCloseTo((first! + second!) / 2, 6);
    const formula = await traces.formula({ ...two, element: 'hidden.out[1,0]' });
    expect(formula!.text.subject).toBe('hidden.out[1,0]');
    expect(formula!.text.numbers).toBe('1·(−1) + 2·1 + 0');
  });

  it('masks are drawn by the seed or set by hand, and a test pass has none', async () => {
    const document = small({ name: 'sgd' }, 0.5);
    const drawn = await numbersOf(requestFor(document, [1, 2], [1], { seed: 1 }), 'drop.mask');
    expect(await numbersOf(requestFor(document, [1, 2], [1], { seed: 1 }), 'drop.mask')).toEqual(drawn);
    const set = requestFor(document, [1, 2], [1], { masks: { 'drop.mask': [1, 0, 0, 1] } });
    expect(await numbersOf(set, 'drop.out')).toEqual([10, 0, 0, -4]);
    expect((await traces.formula({ ...set, element: 'drop.out[0]', through: true }))!.text.numbers).toBe('2·5·1');
    const test = requestFor(document, [1, 2], [1], { mode: 'test' });
    expect((await traces.trace(test)).values.map(({ name }) => name)).not.toContain('drop.mask');
    const noTarget: TraceRequest = { ...test, samples: [{ kind: 'given', inputs: { x: [1, 2] } }] };
    expect((await traces.trace(noTarget)).values.some(({ phase }) => phase === 'loss')).toBe(false);
  });
});

describe('several steps', () => {
  it('Adam: moments and bias corrections, each step from the one before', async () => {
    const document = small({ name: 'adam', learningRate: 0.01 });
    const [b1, b2] = [0.9, 0.999];
    let [mean, square, weight] = [0, 0, 1];
    for (let step = 1; step <= 4; step++) {
      const request = requestFor(document, [1, 2], [1], { step });
      const [gradient] = await numbersOf(request, 'hidden.weight.grad');
      expect((await numbersOf(request, 'hidden.weight'))[0]).toBeCloseTo(weight, 5);
      mean = b1 * mean + (1 - b1) * gradient!;
      square = b2 * square + (1 - b2) * gradient! ** 2;
      weight -= (0.01 * mean) / (1 - b1 ** step) / (Math.sqrt(square / (1 - b2 ** step)) + 1e-8);
      expect((await numbersOf(request, 'hidden.weight.mean.next'))[0]).toBeCloseTo(mean, 5);
      expect((await numbersOf(request, 'hidden.weight.square.next'))[0]).toBeCloseTo(square, 4);
      expect((await numbersOf(request, 'hidden.weight.next'))[0]).toBeCloseTo(weight, 5);
      const second = await traces.formula({ ...request, element: 'second' });
      expect(second!.text.symbols).toBe('1/√(1 − β₂^t)');
      expect(second!.computed / second!.result).toBeCloseTo(1, 6);
    }
  });

  it('momentum carries its velocity', async () => {
    const document = small({ name: 'momentum', learningRate: 0.01, momentum: 0.5 });
    const second = requestFor(document, [1, 2], [1], { step: 2 });
    const [before] = await numbersOf(requestFor(document, [1, 2], [1]), 'hidden.weight.grad');
    const [gradient] = await numbersOf(second, 'hidden.weight.grad');
    expect((await numbersOf(second, 'hidden.weight.velocity.next'))[0]).toBeCloseTo(0.5 * before! + gradient!, 4);
    expect((await traces.formula({ ...second, element: 'hidden.weight.next[0,0]', through: true }))!.text.symbols).toBe('hidden.weight[0,0] − hidden.weight.velocity.next[0,0]·η');
  });

  it('another rate needs no other document', async () => {
    const document = small({ name: 'sgd', learningRate: 0.1 });
    const [gradient] = await numbersOf(requestFor(document, [1, 2], [1]), 'hidden.weight.grad');
    expect((await numbersOf(requestFor(document, [1, 2], [1], { rate: 0.25 }), 'hidden.weight.next'))[0]).toBeCloseTo(1 - 0.25 * gradient!, 5);
  });
});

describe('parts', () => {
  /** Large enough that its update waits until it is looked at. */
  function large(): LoomDocument {
    const graph = new GraphBuilder(LAYER_CATALOG);
    const input = graph.add({ type: 'input', name: 'x', params: { shape: [2] } });
    const wide = graph.add({ type: 'relu', name: 'bend' }, graph.add({ type: 'dense', name: 'wide', params: { units: 600 } }, input));
    const square = graph.add({ type: 'tanh', name: 'squash' }, graph.add({ type: 'dense', name: 'square', params: { units: 600 } }, wide));
    graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, graph.add({ type: 'dense', name: 'answer', params: { units: 1 } }, square));
    const program = [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: 'adam', learningRate: 0.01 }, every: 1 }];
    return { ...createDocument('large', graph.build()), training: { epochs: 1, batchSize: 1, seed: 3, shuffle: false, program, clip: { norm: 0.5 } } };
  }

  it('are computed when somebody looks, and are the whole step to the last bit', async () => {
    const first = requestFor(large(), [1, 2], [1]);
    const listed = await traces.trace(first);
    const dataOf = (name: string) => listed.values.find((value) => value.name === name)!.data;
    expect(dataOf('square.out')).toHaveLength(64);
    expect(dataOf('square.weight.grad')).toHaveLength(64);
    expect(dataOf('square.weight.next')).toEqual([]);
    // The second step is fed what a step in one piece has left.
    const second = { ...first, step: 2 };
    for (const key of ['wide.weight', 'square.weight', 'square.bias', 'answer.weight', 'square.weight.mean', 'square.weight.square']) {
      expect(await numbersOf(first, `${key}.next`), key).toEqual(await numbersOf(second, key));
    }
  });

  it('are all computed for a complete list, or for those that are asked for by name', async () => {
    const request = requestFor(large(), [1, 2], [1]);
    const complete = await traces.trace({ ...request, complete: true, most: 2 });
    expect(complete.values.filter(({ data, count }) => data.length !== Math.min(2, count)).map(({ name }) => name)).toEqual([]);
    const { values, steps } = await traces.trace({ ...request, only: ['square.*.mean.next', 'output.prediction'], most: 3 });
    expect(values.map(({ name }) => name)).toEqual(['answer.out', 'square.bias.mean.next', 'square.weight.mean.next']);
    expect(values.every(({ data, count }) => data.length === Math.min(3, count))).toBe(true);
    expect(steps.map(({ phase, origin }) => `${phase} ${origin}`)).toEqual(['forward answer', 'update square']);
    await expect(traces.trace({ ...request, only: ['nothing.*'] })).rejects.toThrow('No value of the step is called “nothing.*”.');
  });
});

it('numbers per student: every example can be worked with other numbers', async () => {
  for (const example of EXAMPLES) {
    for (const seed of ['4711', 'Ada']) {
      const { document, walks } = personalize(example, seed);
      for (const { mode, samples, masks, step } of walks) {
        const request: TraceRequest = { from: { document, version: `trace ${version++}` }, mode, samples: samples.map((sample) => ({ kind: 'given', ...sample })), ...(masks && { masks }), ...(step !== undefined && { step }) };
        const { values } = await traces.trace({ ...request, formulas: true });
        for (const { name, formula, data } of values) {
          expect(data.every(Number.isFinite), `${example.id}, ${name}`).toBe(true);
          if (formula) expect(Math.abs(formula.computed - formula.result), `${example.id}, ${name} = ${formula.text.symbols}`).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(formula.result)));
        }
      }
    }
  }
});
