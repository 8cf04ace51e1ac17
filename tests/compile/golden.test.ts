/**
 * The op graph of a small network, line by line: forward, with its training step, and as it reaches ONNX. A change here
 * is read before it is taken over with `UPDATE_GOLDEN=1 npx vitest run tests/compile/golden.test.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileTraining, inferenceGraph, trainingGraph } from '../../engine/compile/pipeline';
import { printGraph } from '../../engine/compile/print';
import { inferNetwork } from '../../engine/infer/infer-network';
import { SGD, Sketch, TARGET } from './small-network';

function network() {
  const sketch = new Sketch();
  sketch.chain(
    { type: 'input', name: 'image', params: { shape: [1, 6, 6] } },
    { type: 'conv2d', name: 'conv', params: { filters: 2, kernel: [3, 3] } },
    { type: 'relu', name: 'act' },
    { type: 'max-pool2d', name: 'pool', params: { kernel: [2, 2] } },
    { type: 'flatten', name: 'flat' },
    { type: 'dense', name: 'scores', params: { units: 3 }, tensors: { weight: { regularizer: { l2: 0.5 } } } },
    { type: 'output', name: 'digit' },
  );
  const inferred = inferNetwork(sketch.document());
  expect(inferred.problems).toEqual([]);
  return inferred;
}

function expectGolden(file: string, text: string): void {
  const place = new URL(`../golden/${file}`, import.meta.url);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(place, text);
  expect(text).toBe(readFileSync(place, 'utf8'));
}

const options = { update: { ...SGD, optimizer: { name: 'momentum' } } };

test('forward', () => expectGolden('forward.txt', printGraph(inferenceGraph(network()))));

test('one training step', () => expectGolden('training.txt', printGraph(trainingGraph(network(), options))));

test('one training step, expanded and simplified for the CPU', () => expectGolden('training-cpu.txt', printGraph(compileTraining(network(), options, TARGET).graph)));

test('one training step, expanded and simplified for WebGPU', () =>
  expectGolden('training-webgpu.txt', printGraph(compileTraining(network(), options, { ...TARGET, backend: 'webgpu' }).graph)));
