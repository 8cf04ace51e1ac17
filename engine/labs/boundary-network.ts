/** The small network that divides a plane. */
import { createDocument } from '../document/edits';
import { GraphBuilder } from '../document/graph-builder';
import type { LoomDocument } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';

export const LAB_ACTIVATIONS = ['tanh', 'relu', 'sigmoid'] as const;
export type LabActivation = (typeof LAB_ACTIVATIONS)[number];

export interface BoundarySettings {
  /** Units of each hidden layer; none for a straight line. */
  readonly hidden: readonly number[];
  readonly activation: LabActivation;
  readonly optimizer: string;
  readonly rate: number;
  readonly batchSize: number;
  readonly seed: number;
}

export function boundaryNetwork({ hidden, activation, optimizer, rate, batchSize, seed }: BoundarySettings): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  // He suits ReLU; the others saturate with it.
  const initializer = activation === 'relu' ? 'he-uniform' : 'glorot-uniform';
  let last = graph.add({ type: 'input', name: 'point', params: { shape: [2] } });
  for (const [index, units] of hidden.entries()) {
    last = graph.add({ type: 'dense', name: `hidden${index + 1}`, params: { units, initializer } }, last);
    last = graph.add({ type: activation, name: `${activation}${index + 1}` }, last);
  }
  last = graph.add({ type: 'dense', name: 'answer', params: { units: 1, initializer: 'glorot-uniform' } }, last);
  graph.add({ type: 'output', name: 'output', params: { loss: 'binary-cross-entropy' } }, last);
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer: { name: optimizer, learningRate: rate }, every: 1 }];
  return { ...createDocument('boundary', graph.build()), training: { epochs: 100, batchSize, seed, shuffle: true, program } };
}
