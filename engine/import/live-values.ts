/** Which values have to be computed for the answers of the network. */
import { isShapeOperand } from '../ops/onnx';
import type { Head } from './heads';
import type { Recognised } from './recognise/recogniser';
import type { TypedGraph, TypedNode } from './typed-graph';

/**
 * From the answers backwards. What only led to sizes that are known by now is left behind, and so are the nodes inside a
 * layer, which has its own way to compute.
 */
export function liveValues(graph: TypedGraph, found: ReadonlyMap<TypedNode, Recognised>, heads: ReadonlyMap<string, Head>): ReadonlySet<string> {
  const live = new Set([...heads.values()].map(({ from }) => from));
  for (const node of [...graph.nodes].reverse()) {
    const layer = found.get(node);
    if (layer) {
      if ([layer.output, ...(layer.more ?? [])].some((value) => live.has(value))) layer.inputs.forEach((value) => live.add(value));
    } else if (node.outputs.some((value) => live.has(value))) {
      node.inputs.forEach((value, index) => {
        if (!isKnown(graph, node, index)) live.add(value);
      });
      node.captured.forEach((value) => live.add(value));
    }
  }
  return live;
}

/** Constants stand in the box; so do shapes, where the operator is one of ours. */
function isKnown(graph: TypedGraph, node: TypedNode, index: number): boolean {
  const value = node.inputs[index]!;
  return value === '' || graph.constants.has(value) || (node.translated && isShapeOperand(node.op, node.domain, index) && graph.sizes(value) !== undefined);
}
