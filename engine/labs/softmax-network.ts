import { createDocument } from '../document/edits';
import { GraphBuilder } from '../document/graph-builder';
import type { LoomDocument } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';

/** Scores to probabilities, and nothing else. */
export function softmaxNetwork(classes: number): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const scores = graph.add({ type: 'input', name: 'scores', params: { shape: [classes] } });
  const probabilities = graph.add({ type: 'softmax', name: 'softmax' }, scores);
  graph.add({ type: 'output', name: 'output', params: { loss: 'cross-entropy-probabilities' } }, probabilities);
  return createDocument('softmax', graph.build());
}
