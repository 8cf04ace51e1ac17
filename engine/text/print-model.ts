/** The text of a model that nobody has written yet: blocks first, then the boxes, each after what it needs. */
import type { BlockDefinition, Graph, LoomDocument } from '../document/model';
import { topologicalOrder } from '../document/topological-order';
import { lineOfNode, printHead, printLine, printReturn, type PrintScope } from './box-line';

export const INDENT = '  ';

export function definitionsById(document: LoomDocument): ReadonlyMap<string, BlockDefinition> {
  return new Map(document.definitions.map((definition) => [definition.id, definition]));
}

/** The nodes of a graph, sources first; as drawn where they run in a circle. */
export function inReadingOrder(graph: Graph): Graph['nodes'] {
  const indexOf = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const sources = graph.nodes.map((): number[] => []);
  for (const { from, to } of graph.wires) {
    const [source, target] = [indexOf.get(from.node), indexOf.get(to.node)];
    if (source !== undefined && target !== undefined) sources[target]!.push(source);
  }
  return topologicalOrder(graph.nodes.length, (index) => sources[index]!).order.map((index) => graph.nodes[index]!);
}

export function printBlock(scope: PrintScope & { readonly definition: BlockDefinition }): string {
  const body = [...inReadingOrder(scope.graph).map((node) => printLine(lineOfNode(node, scope))), printReturn(scope)].filter((line) => line !== undefined);
  return [printHead(scope.definition), ...body.map((line) => INDENT + line), '}'].join('\n');
}

/** Ends with a line break where there is anything to write. */
export function printModel(document: LoomDocument): string {
  const definitions = definitionsById(document);
  const blocks = document.definitions.map((definition) => `${printBlock({ graph: definition.graph, definition, definitions })}\n\n`);
  const scope: PrintScope = { graph: document.graph, definition: undefined, definitions };
  return [...blocks, ...inReadingOrder(document.graph).map((node) => `${printLine(lineOfNode(node, scope))}\n`)].join('');
}
