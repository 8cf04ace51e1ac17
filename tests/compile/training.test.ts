/** Whole training steps of small networks: means, several outputs, freezing, and what stands in the way of training. */
import { describe, expect, test } from 'vitest';
import { compileTraining } from '../../engine/compile/pipeline';
import { LoomError, type Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument, Update } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { SGD, Sketch, TARGET, trainStep } from './small-network';

const line = (settings: object = {}) => {
  const sketch = new Sketch();
  sketch.chain(
    { type: 'input', name: 'x', params: { shape: [2] } },
    { type: 'dense', name: 'line', params: { units: 1 }, ...settings },
    { type: 'output', name: 'y', params: { loss: 'half-squared-error' } },
  );
  return sketch.document();
};

const WEIGHTS = { 'line.weight': [0.5, -1], 'line.bias': [0.25] };

describe('means', () => {
  // y = w·x + b; loss = mean ½(y − t)²; dw = mean (y − t)·x
  const rows = [
    { x: [1, 2], t: 1 },
    { x: [-1, 0.5], t: 0 },
    { x: [3, -2], t: 2 },
  ];
  const error = ({ x, t }: (typeof rows)[number]) => 0.5 * x[0]! - x[1]! + 0.25 - t;

  test.each([3, 2, 1])('a batch of %i divides by its own size', (batch) => {
    const part = rows.slice(0, batch);
    const mean = (f: (row: (typeof rows)[number]) => number) => part.reduce((sum, row) => sum + f(row), 0) / batch;
    const found = trainStep(line(), batch, { ...WEIGHTS, x: part.flatMap(({ x }) => x), 'y:target': part.map(({ t }) => t) }, {}, 0.5);
    expect(found['y:loss']![0]).toBeCloseTo(mean((row) => error(row) ** 2 / 2), 10);
    expect(found[':objective']).toEqual(found['y:loss']);
    const slopes = [mean((row) => error(row) * row.x[0]!), mean((row) => error(row) * row.x[1]!)];
    slopes.forEach((slope, index) => {
      expect(found['line.weight:gradient']![index]).toBeCloseTo(slope, 10);
      expect(found['line.weight']![index]).toBeCloseTo(WEIGHTS['line.weight'][index]! - 0.5 * slope, 10);
    });
    expect(found['line.bias']![0]).toBeCloseTo(0.25 - 0.5 * mean(error), 10);
  });

  test('class weights divide by the weight in the batch', () => {
    const sketch = new Sketch();
    sketch.chain(
      { type: 'input', name: 'x', params: { shape: [1] } },
      { type: 'dense', name: 'line', params: { units: 2, bias: false } },
      { type: 'output', name: 'y', params: { loss: 'cross-entropy', classWeights: [1, 3] } },
    );
    const found = trainStep(sketch.document(), 3, { 'line.weight': [0, 1], x: [0, 0, 1], 'y:target': [0, 1, 1] });
    const losses = [Math.log(2), Math.log(2), Math.log(1 + Math.exp(-1))];
    expect(found['y:loss']![0]).toBeCloseTo((losses[0]! + 3 * losses[1]! + 3 * losses[2]!) / 7, 6);
  });
});

/** One trunk, two outputs with weights 2 and 1. */
function twoOutputs(): LoomDocument {
  const sketch = new Sketch();
  const trunk = sketch.chain({ type: 'input', name: 'x', params: { shape: [1] } }, { type: 'dense', name: 'trunk', params: { units: 1, bias: false } });
  for (const [name, lossWeight] of [['left', 2], ['right', 1]] as const) {
    const head = sketch.add({ type: 'dense', name: `${name}Head`, params: { units: 1, bias: false } }, trunk);
    sketch.add({ type: 'output', name, params: { loss: 'half-squared-error', lossWeight } }, head);
  }
  return sketch.document();
}

describe('several outputs', () => {
  const feeds = { x: [1], 'trunk.weight': [1], 'leftHead.weight': [2], 'rightHead.weight': [3], 'left:target': [0], 'right:target': [0] };

  test('the objective is the weighted sum; each loss is reported bare', () => {
    const found = trainStep(twoOutputs(), 1, feeds);
    expect(found['left:loss']).toEqual([2]);
    expect(found['right:loss']).toEqual([4.5]);
    expect(found[':objective']).toEqual([8.5]);
    // 2·(2·2) + 3·3: both paths meet in the trunk.
    expect(found['trunk.weight:gradient']).toEqual([17]);
  });

  test('an update of one loss over some tensors leaves the others alone', () => {
    const update: Update = { ...SGD, losses: 'right', tensors: 'right*' };
    const found = trainStep(twoOutputs(), 1, feeds, { update });
    expect(found[':objective']).toEqual([4.5]);
    expect(Object.keys(found).filter((name) => name.endsWith('.weight'))).toEqual(['rightHead.weight']);
    expect(found['left:loss']).toEqual([2]);
  });

  test('a tensor that no chosen loss depends on is not updated', () => {
    const found = trainStep(twoOutputs(), 1, feeds, { update: { ...SGD, losses: 'left' } });
    expect(found).not.toHaveProperty(['rightHead.weight']);
    expect(found).toHaveProperty(['trunk.weight']);
  });
});

describe('freezing', () => {
  const feeds = { ...WEIGHTS, x: [1, 2], 'y:target': [1] };

  test('of one tensor', () => {
    const found = trainStep(line({ tensors: { weight: { frozen: true } } }), 1, feeds);
    expect(found).not.toHaveProperty(['line.weight']);
    expect(found).toHaveProperty(['line.bias']);
  });

  test('of a layer lets the gradient through to the layers before it', () => {
    const sketch = new Sketch();
    sketch.chain(
      { type: 'input', name: 'x', params: { shape: [1] } },
      { type: 'dense', name: 'first', params: { units: 1, bias: false } },
      { type: 'dense', name: 'second', params: { units: 1, bias: false }, frozen: true },
      { type: 'output', name: 'y', params: { loss: 'half-squared-error' } },
    );
    const found = trainStep(sketch.document(), 1, { x: [1], 'first.weight': [1], 'second.weight': [2], 'y:target': [1] });
    expect(found).not.toHaveProperty(['second.weight']);
    expect(found['first.weight:gradient']).toEqual([2]);
  });
});

describe('what stands in the way is said', () => {
  function problemOf(document: LoomDocument, update: Update = SGD): Diagnostic {
    try {
      compileTraining(inferNetwork(document), { update }, TARGET);
    } catch (error) {
      if (error instanceof LoomError) return error.diagnostics[0]!;
      throw error;
    }
    throw new Error('it compiled');
  }

  test('no output', () => {
    const sketch = new Sketch();
    sketch.chain({ type: 'input', name: 'x', params: { shape: [2] } }, { type: 'dense', name: 'line', params: { units: 1 } });
    expect(problemOf(sketch.document())).toMatchObject({ code: 'no-loss', remedy: expect.stringContaining('Add an Output') });
  });

  test('an update that names no output there is', () => {
    expect(problemOf(line(), { ...SGD, losses: 'z*' })).toMatchObject({ code: 'no-loss', message: 'No Output is called “z*”.', expected: 'y' });
  });

  test('nothing to train: all frozen, or none of that name', () => {
    expect(problemOf(line({ frozen: true }))).toMatchObject({ code: 'nothing-to-train' });
    expect(problemOf(line(), { ...SGD, tensors: 'cube.*' })).toMatchObject({ code: 'nothing-to-train', message: expect.stringContaining('“cube.*”') });
  });

  test('a step without a surrogate on the way to weights', () => {
    const sketch = new Sketch();
    sketch.chain(
      { type: 'input', name: 'x', params: { shape: [2] } },
      { type: 'dense', name: 'line', params: { units: 1 } },
      { type: 'step', name: 'fire', params: { surrogate: 'none' } },
      { type: 'output', name: 'y', params: { loss: 'half-squared-error' } },
    );
    expect(problemOf(sketch.document())).toMatchObject({ code: 'no-gradient', node: 'fire', message: expect.stringContaining('“fire” (Step)') });
  });

  test('problems of the network come first', () => {
    const sketch = new Sketch();
    sketch.add({ type: 'dense', name: 'line', params: { units: 1 } });
    expect(problemOf(sketch.document())).toMatchObject({ code: 'missing-wire', node: 'line' });
  });
});
