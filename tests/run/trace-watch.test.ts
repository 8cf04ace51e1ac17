/** What a debugger stops at and watches: extremes of values, values over updates, and other optimizers on the same gradients. */
import { afterAll, describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument, NamedSettings } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { Traces, type TraceRequest } from '../../engine/run/trace';
import { extremes } from '../../engine/run/trace-extremes';
import { summaryOf } from '../../engine/run/trace-history';

const traces = new Traces();
afterAll(() => traces.close());

function line(optimizer: NamedSettings): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'x', params: { shape: [2] } });
  const answer = graph.add({ type: 'dense', name: 'answer', params: { units: 1, bias: false }, tensors: { weight: { value: float32Tensor([1, 2], [1, -1]) } } }, input);
  graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, answer);
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }];
  return { ...createDocument('line', graph.build()), training: { epochs: 1, batchSize: 1, seed: 3, shuffle: false, program } };
}

/** w₀ = (1, −1), x = (2, 1), y = 3: the answer is w·x, and the gradient (w·x − 3)·x. */
function request(optimizer: NamedSettings, step: number, inputs: readonly number[] = [2, 1]): TraceRequest {
  return { from: { document: line(optimizer), version: `${optimizer.name} ${inputs.join()}` }, mode: 'train', step, samples: [{ kind: 'given', inputs: { x: inputs }, targets: { output: [3] } }] };
}

/** The same training in double precision. */
function byHand(rate: number, steps: number): { weights: number[][]; gradients: number[][]; answers: number[] } {
  let [a, b] = [1, -1];
  const weights: number[][] = [];
  const gradients: number[][] = [];
  const answers: number[] = [];
  for (let step = 0; step < steps; step++) {
    const answer = 2 * a + b;
    const gradient = [(answer - 3) * 2, answer - 3];
    weights.push([a, b]);
    answers.push(answer);
    gradients.push(gradient);
    [a, b] = [a - rate * gradient[0]!, b - rate * gradient[1]!];
  }
  return { weights, gradients, answers };
}

describe('extremes', () => {
  it('leaves what is no number out of the largest, and counts it', () => {
    expect(extremes(Float32Array.of(1, -5, Number.NaN, Infinity, 2))).toEqual({ largest: 5, broken: 2 });
    expect(extremes(new Float32Array(0))).toEqual({ largest: 0, broken: 0 });
  });

  it('tells of every computed value, in stepping order', async () => {
    const one = request({ name: 'sgd', learningRate: 0.1 }, 1);
    const found = await traces.extremes(one);
    const { steps } = await traces.trace(one);
    expect(found.map(({ name }) => name)).toEqual(steps.flatMap(({ values }) => values));
    expect(found.find(({ name }) => name === 'answer.weight.grad')).toEqual({ name: 'answer.weight.grad', largest: 4, broken: 0 });
  });

  it('finds where numbers end', async () => {
    // The answer is 0, but −3 times so much is more than a float32 can say.
    const found = await traces.extremes(request({ name: 'sgd', learningRate: 0.1 }, 1, [3e38, 3e38]));
    const broken = found.filter((one) => one.broken > 0).map(({ name }) => name);
    expect(broken[0]).toBe('answer.weight.grad');
    expect(broken.at(-1)).toBe('answer.weight.next');
  });
});

describe('history', () => {
  it('follows a number and a whole tensor from the first update to the one that is shown', async () => {
    const expected = byHand(0.1, 5);
    const { first, watches } = await traces.history({ ...request({ name: 'sgd', learningRate: 0.1 }, 5), elements: ['answer.weight[0,1]', 'answer.weight.grad[0,0]', 'answer.out[0]', 'answer.weight', 'x.out[1]'] });
    expect(first).toBe(1);
    watches[0]!.forEach((value, index) => expect(value).toBeCloseTo(expected.weights[index]![1]!, 5));
    watches[1]!.forEach((value, index) => expect(value).toBeCloseTo(expected.gradients[index]![0]!, 5));
    watches[2]!.forEach((value, index) => expect(value).toBeCloseTo(expected.answers[index]!, 5));
    expect(watches[3]![0]).toEqual({ norm: Math.SQRT2, min: -1, max: 1 });
    expect(watches[4]).toEqual([1, 1, 1, 1, 1]);
    expect(watches.map((points) => points.length)).toEqual([5, 5, 5, 5, 5]);
  });

  it('leaves the step that is shown as it was', async () => {
    const shown = request({ name: 'sgd', learningRate: 0.1 }, 3);
    const read = async () => Array.from((await traces.values({ ...shown, name: 'answer.weight' })).values);
    const before = await read();
    await traces.history({ ...shown, elements: ['answer.weight'] });
    expect(await read()).toEqual(before);
  });

  it('says that a tensor with a NaN has no length', () => {
    expect(summaryOf({ data: Float32Array.of(3, Number.NaN, 4) })).toEqual({ norm: Number.NaN, min: 3, max: 4 });
  });

  it('refuses what the step does not have', async () => {
    await expect(traces.history({ ...request({ name: 'sgd' }, 1), elements: ['nothing'] })).rejects.toThrow('The step has no value “nothing”.');
  });
});

describe('rivals', () => {
  it('give momentum and Adam the gradients of the training that is traced', async () => {
    const optimizers = [{ name: 'momentum', learningRate: 0.1 }, { name: 'adam', learningRate: 0.1 }];
    const { first, start, rivals } = await traces.rivals({ ...request({ name: 'sgd', learningRate: 0.1 }, 4), element: 'answer.weight[0,0]', optimizers });
    const gradients = byHand(0.1, 4).gradients.map(([one]) => one!);
    expect([first, start]).toEqual([1, 1]);
    let [velocity, mean, square, byMomentum, byAdam] = [0, 0, 0, 1, 1];
    gradients.forEach((gradient, index) => {
      velocity = 0.9 * velocity + gradient;
      byMomentum -= 0.1 * velocity;
      mean = 0.9 * mean + 0.1 * gradient;
      square = 0.999 * square + 0.001 * gradient ** 2;
      const [first, second] = [1 / (1 - 0.9 ** (index + 1)), 1 / Math.sqrt(1 - 0.999 ** (index + 1))];
      const change = (-0.1 * mean * first) / (Math.sqrt(square) * second + 1e-8);
      byAdam += change;
      const [one, other] = [rivals[0]!.updates[index]!, rivals[1]!.updates[index]!];
      expect(one.gradient).toBeCloseTo(gradient, 5);
      expect(other.gradient).toBe(one.gradient);
      expect(one.slots['velocity']).toBeCloseTo(velocity, 4);
      expect(one.weight).toBeCloseTo(byMomentum, 4);
      expect(other.slots['mean']).toBeCloseTo(mean, 5);
      expect(other.slots['square']).toBeCloseTo(square, 5);
      expect(other.corrections['first']).toBeCloseTo(first, 10);
      expect(other.corrections['second']).toBeCloseTo(second, 10);
      expect(other.change).toBeCloseTo(change, 5);
      expect(other.weight).toBeCloseTo(byAdam, 4);
    });
  });

  it('are the training itself where the optimizer is its own', async () => {
    const adam = { name: 'adam', learningRate: 0.05 };
    const { rivals } = await traces.rivals({ ...request(adam, 6), element: 'answer.weight[0,1]', optimizers: [adam] });
    const { watches } = await traces.history({ ...request(adam, 6), elements: ['answer.weight.next[0,1]', 'answer.weight.square.next[0,1]'] });
    expect(rivals[0]!.updates.map(({ weight }) => weight)).toEqual(watches[0]);
    expect(rivals[0]!.updates.map(({ slots }) => slots['square'])).toEqual(watches[1]);
  });

  it('need optimizers that treat every weight by itself', async () => {
    await expect(traces.rivals({ ...request({ name: 'sgd' }, 1), element: 'answer.weight[0,0]', optimizers: [{ name: 'adam' }, { name: 'muon' }] })).rejects.toThrow('Muon works out the step of a weight from all weights of its tensor');
  });

  it('need a weight that is trained', async () => {
    await expect(traces.rivals({ ...request({ name: 'sgd' }, 1), element: 'x.out[0]', optimizers: [{ name: 'adam' }] })).rejects.toThrow('“x.out” is not changed by this update.');
  });
});
