/** What became of a file, for a person and for `--json`. */
import type { LoomDocument } from '../document/model';
import { hasAssumedLoss } from './heads';
import { findObstacles } from './obstacles';
import type { TypedGraph, TypedNode } from './typed-graph';
import type { InputPlan } from './plan-inputs';
import type { Recognised } from './recognise/recogniser';
import type { SourceModel } from './source-model';

export interface ImportReport {
  /** Of the file, upgraded to our operator set. */
  readonly nodes: number;
  /** Those that compute something; the others work out sizes and constants, and are no longer needed. */
  readonly computing: number;
  /** Nodes that became layers. */
  readonly recognised: number;
  /** Boxes by type of layer. */
  readonly layers: Readonly<Record<string, number>>;
  /** Nodes that stayed operators, by operator; a domain other than the standard one stands in front. */
  readonly ops: Readonly<Record<string, number>>;
  /** Of those, the operators that stand between weights and an answer and have no gradient. */
  readonly notTrainable: readonly string[];
  /** Operators nobody knows; a file with any is refused, so here there are none. */
  readonly unsupported: readonly string[];
  /** Outputs whose loss was chosen so that their answers are those of the file; it does not say how they are judged. */
  readonly assumedLoss: readonly string[];
  /** The fixed number of rows that was taken for a batch of any size. */
  readonly assumedBatch?: number;
  readonly producer: string;
}

export interface Described {
  readonly source: SourceModel;
  readonly graph: TypedGraph;
  readonly found: ReadonlyMap<TypedNode, Recognised>;
  /** Values that have to be computed. */
  readonly live: ReadonlySet<string>;
  readonly plan: InputPlan;
  readonly document: LoomDocument;
}

export function describeImport({ source, graph, found, live, plan, document }: Described): ImportReport {
  const parts = new Set([...found.values()].flatMap(({ nodes }) => nodes));
  const isLive = (node: TypedNode) => node.outputs.some((output) => live.has(output));
  const kept = graph.nodes.filter((node) => !parts.has(node) && !node.folded && isLive(node));
  const nameOf = ({ op, domain }: TypedNode) => (domain === '' ? op : `${domain}.${op}`);
  return {
    nodes: graph.nodes.length,
    computing: parts.size + kept.length,
    recognised: parts.size,
    layers: count([...found.values()].flatMap(({ layer }) => (layer === undefined ? [] : [layer]))),
    ops: count(kept.map(nameOf)),
    notTrainable: [...new Set(findObstacles(graph, found, live).map(nameOf))].sort(),
    unsupported: [],
    assumedLoss: document.graph.nodes.filter(hasAssumedLoss).map(({ name }) => name),
    ...(plan.assumedBatch !== undefined && { assumedBatch: plan.assumedBatch }),
    producer: source.producer,
  };
}

function count(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
