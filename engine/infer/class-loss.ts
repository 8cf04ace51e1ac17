/**
 * Classes compared as if they were numbers. An ONNX file does not say how its answers are judged, so an import assumes mean squared error,
 * whose answers are those of the file; where what arrives are raw scores and what is compared are classes, cross-entropy is what is meant.
 */
import { updateNode } from '../document/edits';
import { wiresInto } from '../document/graph-index';
import type { Graph, GraphNode } from '../document/model';

const CLASS_LOSS = 'cross-entropy';
/** Losses that accept classes and compare them one by one as numbers. */
const NUMBER_LOSSES: ReadonlySet<string> = new Set(['mean-squared-error', 'half-squared-error']);
/** What these give has no bounds and is no probability. */
const GIVES_SCORES: ReadonlySet<string> = new Set(['dense', 'conv2d']);
/** What comes out of these is a score where a score went in. */
const KEEPS_SCORES: ReadonlySet<string> = new Set(['flatten', 'global-avg-pool', 'global-max-pool', 'dropout', 'reshape']);

/** Whether an Output compares raw scores as numbers. That they are compared with classes is for the caller to know. */
export function comparesScoresAsNumbers(graph: Graph, { id, type, params }: GraphNode): boolean {
  if (type !== 'output' || !NUMBER_LOSSES.has(String(params['loss']))) return false;
  const seen = new Set<string>();
  for (let at = before(graph, id); at && !seen.has(at.id); at = before(graph, at.id)) {
    if (GIVES_SCORES.has(at.type)) return true;
    if (!KEEPS_SCORES.has(at.type)) return false;
    seen.add(at.id);
  }
  return false;
}

/** The graph with cross-entropy where raw scores were compared as numbers; else the same graph. */
export function withClassLoss(graph: Graph, output: GraphNode): Graph {
  return comparesScoresAsNumbers(graph, output) ? updateNode(graph, output.id, { params: { ...output.params, loss: CLASS_LOSS } }) : graph;
}

function before(graph: Graph, id: string): GraphNode | undefined {
  const from = [...wiresInto(graph, id).values()][0]?.from.node;
  return graph.nodes.find((node) => node.id === from);
}
