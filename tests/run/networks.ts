/** Small networks that the tests of runs train. */
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { JsonObject, LoomDocument, NamedSettings, TrainingSettings } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

export function trainingSettings({ optimizer = { name: 'adam', learningRate: 0.01 }, ...settings }: Partial<Omit<TrainingSettings, 'program'>> & { readonly optimizer?: NamedSettings } = {}): TrainingSettings {
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }];
  return { epochs: 3, batchSize: 14, seed: 7, shuffle: true, ...settings, program };
}

/** Everything that draws at random or remembers: augmentation, BatchNorm, dropout, noise, Adam, one cycle. */
export const RANDOM_AUGMENTATION: readonly JsonObject[] = [
  { kind: 'rotate', degrees: 10 },
  { kind: 'crop', smallest: 0.8 },
  { kind: 'noise', standardDeviation: 0.05 },
];

/** A convolutional network for the built-in digits, reduced to 14×14. */
export function digitNetwork(training: TrainingSettings = trainingSettings({ schedule: { name: 'one-cycle' } }), filters = 4): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [1, 14, 14] } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters, kernel: 3 } }, input);
  const norm = graph.add({ type: 'batch-norm', name: 'norm' }, conv);
  const relu = graph.add({ type: 'relu', name: 'relu' }, norm);
  const pool = graph.add({ type: 'max-pool2d', name: 'pool' }, relu);
  const flat = graph.add({ type: 'flatten', name: 'flat' }, pool);
  const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 16 } }, flat);
  const noise = graph.add({ type: 'gaussian-noise', name: 'noise' }, hidden);
  const drop = graph.add({ type: 'dropout', name: 'drop', params: { rate: 0.3 } }, noise);
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: 10 } }, drop);
  graph.add({ type: 'output', name: 'output' }, scores);
  return { ...createDocument('digit network', graph.build()), training, data: { source: { kind: 'builtin', name: 'digits' }, augmentation: RANDOM_AUGMENTATION } };
}

/** Numbers in, one of `classes` out. */
export function classifier(inputs: number, classes: number, training: TrainingSettings): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const input = graph.add({ type: 'input', name: 'input', params: { shape: [inputs] } });
  const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 12 } }, input);
  const tanh = graph.add({ type: 'tanh', name: 'tanh' }, hidden);
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: classes } }, tanh);
  graph.add({ type: 'output', name: 'output' }, scores);
  return { ...createDocument('classifier', graph.build()), training };
}

/** A dial and three numbers in; its status and its reading out. */
export function dialNetwork(training: TrainingSettings): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const picture = graph.add({ type: 'input', name: 'picture', params: { shape: [1, 16, 16] } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters: 4, kernel: 3, stride: 2 } }, picture);
  const relu = graph.add({ type: 'relu', name: 'relu' }, conv);
  const flat = graph.add({ type: 'flatten', name: 'flat' }, relu);
  const numbers = graph.add({ type: 'input', name: 'numbers', params: { shape: [3] } });
  const joined = graph.add({ type: 'concat', name: 'joined' }, { in1: flat, in2: numbers });
  const hidden = graph.add({ type: 'dense', name: 'hidden', params: { units: 24 } }, joined);
  const tanh = graph.add({ type: 'tanh', name: 'tanh' }, hidden);
  const scores = graph.add({ type: 'dense', name: 'scores', params: { units: 3 } }, tanh);
  graph.add({ type: 'output', name: 'status', params: { loss: 'cross-entropy' } }, scores);
  const value = graph.add({ type: 'dense', name: 'value', params: { units: 1 } }, tanh);
  graph.add({ type: 'output', name: 'reading', params: { loss: 'mean-squared-error', lossWeight: 0.1 } }, value);
  return { ...createDocument('dial network', graph.build()), training };
}
