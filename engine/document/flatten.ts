/**
 * Opens all blocks: one flat graph of layers for inference and the compiler, in an order in which sources come first.
 * Every flat node keeps the boxes it came from, so that whatever is found later points at the canvas.
 */
import { LoomError, problem, type Diagnostic } from '../core/diagnostic';
import { expandBlocks, type Leaf, type OpenGraph } from './expand-blocks';
import { wiresInto } from './graph-index';
import type { FlatBlock, FlatGraph, FlatPort, FlatWire } from './flat-graph';
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockPort, type LoomDocument } from './model';
import { resolveSource } from './resolve-source';
import { topologicalOrder } from './topological-order';

export interface FlattenResult {
  /** Complete even where there are problems: nodes of a cycle stand in it, just not after all of their sources. */
  readonly graph: FlatGraph;
  readonly problems: readonly Diagnostic[];
}

/** The flat wires that lead to one layer. */
function wiresTo({ node: { node, path }, home }: Leaf, found: Diagnostic[]): FlatWire[] {
  const wires: FlatWire[] = [];
  for (const [port, wire] of wiresInto(home.graph, node.id)) {
    const from = resolveSource(home, wire.from, found);
    if (from) wires.push({ id: wire.id, from, to: { path, port } });
  }
  return wires;
}

function flatBlock(copy: OpenGraph, found: Diagnostic[]): FlatBlock {
  const { definition, graph, path, instancePath } = copy;
  const input = ({ name, kind }: BlockPort): FlatPort => ({ name, kind, from: resolveSource(copy, { node: BLOCK_INPUT, port: name }, found) });
  const output = ({ name, kind }: BlockPort): FlatPort => {
    const wire = wiresInto(graph, BLOCK_OUTPUT).get(name);
    return { name, kind, from: wire && resolveSource(copy, wire.from, found) };
  };
  return { path: path.slice(0, -1), instancePath, inputs: definition!.inputs.map(input), outputs: definition!.outputs.map(output) };
}

function cycleProblem(names: readonly string[]): Diagnostic {
  const [first] = names;
  const cycle = [...names, first].join(' → ');
  return problem('cycle', `The network runs in a circle: ${cycle}.`, { node: first, remedy: 'Remove one of the wires between these nodes.' });
}

/**
 * Opens all blocks and reports what is wrong on the way; for the canvas, where a network is often unfinished. Throws only
 * where the blocks unfold to more nodes than there is room for.
 */
export function tryFlatten(document: LoomDocument): FlattenResult {
  const found: Diagnostic[] = [];
  const expansion = expandBlocks(document, found);
  const { leaves } = expansion;
  const indexOf = new Map(leaves.map(({ node }, index) => [node.path, index]));
  const wires = leaves.map((leaf) => wiresTo(leaf, found));
  const sources = wires.map((list) => list.map(({ from }) => indexOf.get(from.path)!));
  const { order, cycles } = topologicalOrder(leaves.length, (index) => sources[index]!);
  for (const cycle of cycles) found.push(cycleProblem(cycle.map((index) => leaves[index]!.node.path)));
  const graph = {
    nodes: order.map((index) => leaves[index]!.node),
    wires: order.flatMap((index) => wires[index]!),
    blocks: expansion.copies.map((copy) => flatBlock(copy, found)),
  };
  return { graph, problems: distinct(found) };
}

/** A circle of muted nodes is met once per wire that leads into it. */
function distinct(found: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(found.map((diagnostic) => [`${diagnostic.code} ${diagnostic.message}`, diagnostic])).values()];
}

/** Opens all blocks. Throws LoomError naming every node with a problem. */
export function flatten(document: LoomDocument): FlatGraph {
  const { graph, problems } = tryFlatten(document);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new LoomError(errors);
  return graph;
}
