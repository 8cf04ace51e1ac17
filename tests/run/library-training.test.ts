/** Networks of many kinds of layers train as one graph, and their files answer alike. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { eventsOf, runOptions, scratchFolder, train } from './follow-run';
import { trainingSettings } from './networks';

const folder = scratchFolder();
const training = trainingSettings({ epochs: 12 });

/** Edges, a gate, patches, attention, a class token, a drawn code: what a paper may put together. */
function attentive(): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [1, 14, 14] } });
  const edges = graph.add({ type: 'image-gradient', name: 'edges', params: { operator: 'roberts', padding: 'same' } }, input);
  const own = graph.add({ type: 'lambda', name: 'own', params: { expression: 'a + 0.5 * tanh(b)' } }, { in1: input, in2: { node: edges.id, port: 'magnitude' } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 4, padding: 'same' } }, own);
  const gate = graph.add({ type: 'squeeze-excite', name: 'gate', params: { squeeze: 2 } }, conv);
  const patches = graph.add({ type: 'patches', name: 'patches', params: { size: 7 } }, gate);
  const narrow = graph.add({ type: 'dense', name: 'narrow', params: { units: 16 } }, patches);
  const token = graph.add({ type: 'class-token', name: 'token' }, narrow);
  const placed = graph.add({ type: 'positional-embedding', name: 'placed' }, token);
  const attention = graph.add({ type: 'self-attention', name: 'attention', params: { heads: 2 } }, placed);
  const norm = graph.add({ type: 'rms-norm', name: 'norm' }, attention);
  const first = graph.add({ type: 'slice', name: 'first', params: { axis: 'steps', keepAxis: false } }, norm);
  const halves = graph.add({ type: 'split', name: 'halves' }, first);
  const code = graph.add({ type: 'gaussian-sample', name: 'code' }, { mean: { node: halves.id, port: 'first' }, logVariance: { node: halves.id, port: 'rest' } });
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: 10 } }, code);
  graph.add({ type: 'output', name: 'output' }, scores);
  return { ...createDocument('attentive', graph.build()), training };
}

/** Rows of a picture as steps, read from both ends. */
function reader(type: 'rnn' | 'lstm' | 'gru'): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [1, 14, 14] } });
  const rows = graph.add({ type: 'reshape', name: 'rows', params: { shape: [14, 14] } }, input);
  const conv = graph.add({ type: 'conv1d', name: 'conv', params: { filters: 12, padding: 'same' } }, rows);
  const state = graph.add({ type, name: 'state', params: { units: 10, output: 'last', bidirectional: true } }, conv);
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: 10 } }, state);
  graph.add({ type: 'output', name: 'output' }, scores);
  return { ...createDocument(`read by ${type}`, graph.build()), training };
}

it.each([attentive(), reader('rnn'), reader('lstm'), reader('gru')].map((document) => [document.name, document] as const))('%s', async (name, document) => {
  const events = await train(runOptions(join(folder, name), document));
  const losses = eventsOf(events, 'epoch').map((epoch) => epoch.train.loss);
  expect(losses.at(-1)!).toBeLessThan(0.9 * losses[0]!);
  const [done] = eventsOf(events, 'done');
  expect(done!.model).toMatchObject({ realSamples: true });
  expect(done!.model.maxAbsDiff).toBeLessThanOrEqual(1e-5);
});
