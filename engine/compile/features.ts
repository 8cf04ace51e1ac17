/** The graph of what the first part of a network makes of samples, where that part never changes: computed once per sample. */
import type { InferredNetwork } from '../infer/infer-network';
import { Builder } from '../ops/builder';
import type { LoweringTarget } from '../ops/define-op';
import { lowerNetwork, type NetworkPart } from './1-lower';
import { finish, layOut, portTrace, type CompiledGraph } from './pipeline';
import { verify } from './verify';

export interface FeatureGraph {
  readonly part: NetworkPart;
  /** What is wanted, each as `path:port`. */
  readonly ports: readonly string[];
  /** The only number of rows the graph will ever see, as in training; without it any number does. */
  readonly batch?: number;
}

export function compileFeatures(network: InferredNetwork, { part, ports, batch }: FeatureGraph, target: LoweringTarget): CompiledGraph {
  const builder = new Builder();
  const lowered = lowerNetwork(builder, network, 'infer', part);
  for (const port of ports) builder.output(lowered.ports.get(port)!, portTrace(port));
  const graph = builder.finish();
  verify(graph, '1-lower');
  return finish(batch === undefined ? graph : layOut(graph, batch, target), target, 'features');
}
