/** Networks built by edits, as the canvas does, and one step of them in double precision. */
import { compileTraining, type TrainingOptions } from '../../engine/compile/pipeline';
import { addNode, connect, createDocument, EMPTY_GRAPH, type NodeSpec } from '../../engine/document/edits';
import type { Graph, GraphNode, LoomDocument, Update } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import type { LoweringTarget } from '../../engine/ops/define-op';
import { bindingName } from '../../engine/ops/graph';
import { interpret } from '../interpreter/interpret';
import { countOf, scalar, type NdArray } from '../interpreter/nd-array';

export const TARGET: LoweringTarget = { backend: 'cpu', choose: (_op, _key, variants) => variants[0] };

export const SGD: Update = { name: 'all', losses: '**', tensors: '**', optimizer: { name: 'sgd' }, every: 1 };

export class Sketch {
  private graph: Graph = EMPTY_GRAPH;

  /** Adds a node and wires it to others, `in` to their `out`; several sources go to `in1`, `in2`, … */
  add(spec: NodeSpec, ...sources: readonly GraphNode[]): GraphNode {
    const { graph, node } = addNode(this.graph, spec, LAYER_CATALOG);
    this.graph = sources.reduce(
      (drawn, source, index) => connect(drawn, { node: source.id, port: 'out' }, { node: node.id, port: sources.length === 1 ? 'in' : `in${index + 1}` }),
      graph,
    );
    return node;
  }

  /** Each node wired to the one before; returns the last. */
  chain(...specs: readonly NodeSpec[]): GraphNode {
    return specs.reduce<GraphNode | undefined>((last, spec) => (last ? this.add(spec, last) : this.add(spec)), undefined)!;
  }

  document(): LoomDocument {
    return createDocument('sketch', this.graph);
  }
}

export type Numbers = Readonly<Record<string, readonly number[]>>;

/** What one training step puts out, by the names of the bindings; feeds are flat, their batch follows from `batch`. */
export function trainStep(document: LoomDocument, batch: number, feeds: Numbers, options: Partial<TrainingOptions> = {}, rate = 1): Record<string, number[]> {
  const { graph } = compileTraining(inferNetwork(document), { update: SGD, gradients: true, ...options }, TARGET);
  const arrays = graph.inputs.map(({ value, binding }): [string, NdArray] => {
    const name = bindingName(binding);
    if (binding.kind === 'scalar') return [name, scalar(rate)];
    const shape = value.shape.map((dim) => (typeof dim === 'number' ? dim : batch));
    const data = feeds[name];
    if (data?.length !== countOf(shape)) throw new Error(`“${name}” needs ${countOf(shape)} numbers`);
    return [name, { shape, data: Float64Array.from(data) }];
  });
  const results = interpret(graph, Object.fromEntries(arrays));
  return Object.fromEntries(graph.outputs.map(({ binding }, index) => [bindingName(binding), [...results[index]!.data]]));
}
