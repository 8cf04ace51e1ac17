/** First values of a network: the layer's own initializer, the document's, or numbers set by hand. */
import { expect, test } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { TensorSettings } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { initialTensors } from '../../engine/run/initial-tensors';

function tensorsOf(type: string, tensors: Readonly<Record<string, TensorSettings>> = {}, seed = 1) {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [3] } });
  graph.add({ type, name: 'layer', tensors }, input);
  return initialTensors(inferNetwork(createDocument('test', graph.build())).tensors, seed);
}

test('the amount that a layer states reaches its initializer', () => {
  expect(new Set(tensorsOf('prelu').get('layer.weight')!.data)).toEqual(new Set([0.25]));
});

test('the document chooses another initializer and amount', () => {
  const { data } = tensorsOf('dense', { weight: { init: { name: 'constant', amount: 3 } } }).get('layer.weight')!;
  expect(new Set(data)).toEqual(new Set([3]));
});

test('numbers set by hand win, and are copied', () => {
  const value = { dtype: 'float32', shape: [10, 3], data: new Float32Array(30).fill(7) } as const;
  const { data } = tensorsOf('dense', { weight: { value, init: { name: 'zeros' } } }).get('layer.weight')!;
  expect(data).toEqual(value.data);
  expect(data).not.toBe(value.data);
});

test('seeds and keys draw differently, the same ones alike', () => {
  const weight = (seed: number) => tensorsOf('dense', {}, seed).get('layer.weight')!.data;
  expect(weight(1)).toEqual(weight(1));
  expect(weight(1)).not.toEqual(weight(2));
});

test('an initializer that does not exist is named', () => {
  expect(() => tensorsOf('dense', { weight: { init: { name: 'xavier' } } })).toThrow('The tensor “layer.weight” asks for the initializer “xavier”, which does not exist.');
});
