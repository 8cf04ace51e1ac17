/** How the network ends: an Output with a loss where what leaves is a batch of real numbers, else a plain answer. */
import type { NodeSpec } from '../document/edits';
import type { GraphNode } from '../document/model';
import { layerFor } from '../layers/index';
import { LayerProblem } from '../layers/define-layer';
import { sampleOf, type Recognised } from './recognise/recogniser';
import type { SourceModel } from './source-model';
import type { TypedGraph, TypedNode } from './typed-graph';

export interface Head {
  /** The value that the box gets. */
  readonly from: string;
  readonly spec: Pick<NodeSpec, 'type' | 'params'>;
  /** The last node of a Softmax or Sigmoid that the loss computes itself. */
  readonly absorbs?: TypedNode;
}

/** Losses from logits answer with what these layers give. */
const LOSS_AFTER: Readonly<Record<string, string>> = { softmax: 'cross-entropy', sigmoid: 'binary-cross-entropy' };
/** Its answer is what arrives, so that the network answers as the file does. */
const ASSUMED_LOSS = 'mean-squared-error';

export function chooseHeads({ outputs }: SourceModel, graph: TypedGraph, found: ReadonlyMap<TypedNode, Recognised>): ReadonlyMap<string, Head> {
  return new Map(outputs.map(({ name }) => [name, headOf(name, graph, found)]));
}

export function hasAssumedLoss({ type, params }: GraphNode): boolean {
  return type === 'output' && params['loss'] === ASSUMED_LOSS;
}

function headOf(name: string, graph: TypedGraph, found: ReadonlyMap<TypedNode, Recognised>): Head {
  const last = graph.writer(name);
  const layer = last && found.get(last);
  const loss = layer?.layer && Object.keys(layer.params ?? {}).length === 0 ? LOSS_AFTER[layer.layer] : undefined;
  if (layer && loss && graph.readersOf(name).length === 0 && accepts(loss, sampleOf(graph, layer.inputs[0]))) {
    return { from: layer.inputs[0]!, spec: { type: 'output', params: { loss } }, absorbs: last! };
  }
  if (accepts(ASSUMED_LOSS, sampleOf(graph, name))) return { from: name, spec: { type: 'output', params: { loss: ASSUMED_LOSS } } };
  return { from: name, spec: { type: 'onnx-output', params: {} } };
}

function accepts(loss: string, sample: readonly number[] | undefined): boolean {
  if (!sample || sample.length === 0) return false;
  const definition = layerFor('output', {})!;
  try {
    definition.shape({ inputs: [sample], parameters: { loss, classWeights: [] } });
    return true;
  } catch (error) {
    if (error instanceof LayerProblem) return false;
    throw error;
  }
}
