/** Chains of boxes with hand-set weights: what every worked example is. */
import { float32Tensor } from '../core/dtype';
import { createDocument } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import type { JsonObject, LoomDocument, TensorSettings } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';
import { flat, type Nested } from './example';

export interface Box {
  readonly type: string;
  readonly name: string;
  readonly params?: JsonObject;
  readonly tensors?: Readonly<Record<string, Nested>>;
}

/** Boxes one after the other, trained by plain SGD at `rate`. */
export function chain(title: string, boxes: readonly Box[], rate = 0.1): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source | undefined;
  for (const { type, name, params = {}, tensors = {} } of boxes) {
    const settings = Object.fromEntries(Object.entries(tensors).map(([key, values]): [string, TensorSettings] => [key, { value: float32Tensor(shapeOf(values), flat(values)) }]));
    last = graph.add({ type, name, params, ...(Object.keys(settings).length > 0 && { tensors: settings }) }, last ?? {});
  }
  const optimizer = { name: 'sgd', learningRate: rate };
  const program = [{ name: 'main', losses: '**', tensors: '**', optimizer, every: 1 }];
  return { ...createDocument(title, graph.build()), training: { epochs: 1, batchSize: 1, seed: 1, shuffle: false, program } };
}

function shapeOf(values: Nested): number[] {
  return typeof values === 'number' ? [] : [values.length, ...shapeOf(values[0] ?? 0)];
}

export function input(name: string, shape: readonly number[]): Box {
  return { type: 'input', name, params: { shape: [...shape] } };
}

/** Weights are stored [unit, input]. */
export function dense(name: string, weight: readonly (readonly number[])[], bias?: readonly number[]): Box {
  return { type: 'dense', name, params: { units: weight.length, bias: bias !== undefined }, tensors: { weight, ...(bias && { bias }) } };
}

export function output(loss: string, more: JsonObject = {}): Box {
  return { type: 'output', name: 'output', params: { loss, ...more } };
}
