/** An Output that is compared with a picture: with the very one that was fed where the sizes agree, else with one of its own size. */
import { expect, it } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import type { Column } from '../../engine/data/dataset';
import { GraphBuilder } from '../../engine/document/graph-builder';
import { createDocument } from '../../engine/document/edits';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { bindColumns } from '../../engine/run/bind-columns';
import { addFeeds, dataBindings } from '../../engine/run/feeds';
import { modelSignature } from '../../engine/run/signature';

const PICTURE: Column = { name: 'image', kind: 'image', image: { channels: 1, height: 8, width: 8 }, isTarget: false };
const LABEL: Column = { name: 'label', kind: 'category', classes: ['a', 'b'], isTarget: true };
const binding = { column: 'image' };

function signature(enlarges: boolean) {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [1, 8, 8] }, binding });
  const drawn = enlarges ? graph.add({ type: 'upsample2d', name: 'enlarge' }, input) : graph.add({ type: 'sigmoid', name: 'drawn' }, input);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' }, binding }, drawn);
  const network = inferNetwork(createDocument('again', graph.build()));
  return modelSignature(network, bindColumns(network, { columns: [PICTURE, LABEL] }), 'test');
}

const tensor = (shape: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: new Float32Array(shape.reduce((product, side) => product * side, 1)).fill(shape.at(-1)!) });

it('is the picture that was fed, read and augmented once', () => {
  const augmentations = [{ kind: 'flip' }] as never;
  const bindings = dataBindings(signature(false), { augmentations });
  expect(bindings).toHaveLength(1);
  expect(bindings[0]).toMatchObject({ kind: 'image', tensor: 'image', augmentations });
  const feeds = new Map<string, Tensor>();
  addFeeds(signature(false), { image: tensor([2, 1, 8, 8]) }, feeds);
  expect([...feeds.values()].map(({ shape }) => shape)).toEqual([[2, 1, 8, 8], [2, 1, 8, 8]]);
});

it('is a picture of its own where the answer has another size', () => {
  const bindings = dataBindings(signature(true));
  expect(bindings.map((one) => [one.tensor, one.kind === 'image' && one.steps[0]])).toEqual([
    ['image', { kind: 'resize', height: 8, width: 8, mode: 'stretch' }],
    ['image for output', { kind: 'resize', height: 16, width: 16, mode: 'stretch' }],
  ]);
  const feeds = new Map<string, Tensor>();
  addFeeds(signature(true), { image: tensor([2, 1, 8, 8]), 'image for output': tensor([2, 1, 16, 16]) }, feeds);
  expect([...feeds.values()].map(({ shape }) => shape)).toEqual([[2, 1, 8, 8], [2, 1, 16, 16]]);
});
