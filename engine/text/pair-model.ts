/** Which lines and functions of a text stand for which boxes and blocks of a document. */
import { EMPTY_GRAPH, type GraphPlace } from '../document/edits';
import type { LoomDocument } from '../document/model';
import { lineOfNode, lineOfSyntax, type PrintScope } from './box-line';
import { pairLines } from './pair';
import { definitionsById } from './print-model';
import { printName } from './print-value';
import type { BlockSyntax, BoxSyntax } from './syntax';

/** What is printed of a place: the top graph, or that of a block; nothing where there is no such block. */
export function scopeAt(document: LoomDocument, place: GraphPlace): PrintScope {
  const definitions = definitionsById(document);
  if (place === undefined) return { graph: document.graph, definition: undefined, definitions };
  const definition = definitions.get(place);
  return { graph: definition?.graph ?? EMPTY_GRAPH, definition, definitions };
}

/** For each line the id of its box. */
export function pairBoxes(lines: readonly BoxSyntax[], document: LoomDocument, place: GraphPlace): readonly (string | undefined)[] {
  const scope = scopeAt(document, place);
  const pairs = pairLines(lines.map(lineOfSyntax), scope.graph.nodes.map((node) => lineOfNode(node, scope)));
  const used = new Set<number>();
  // The second line of the same name is a mistake, reported elsewhere, and has no box.
  return pairs.map((index) => {
    if (index === undefined || used.has(index)) return undefined;
    used.add(index);
    return scope.graph.nodes[index]!.id;
  });
}

/** For each function the place of its definition: by name, or else by the names of most of its boxes. */
export function pairBlocks(blocks: readonly BlockSyntax[], { definitions }: LoomDocument): readonly (number | undefined)[] {
  const pairs: (number | undefined)[] = [];
  const free = new Set(definitions.keys());
  for (const { name } of blocks) {
    const index = definitions.findIndex((definition, at) => definition.name === name.text && free.has(at));
    pairs.push(index < 0 ? undefined : index);
    free.delete(index);
  }
  blocks.forEach(({ boxes }, at) => {
    if (pairs[at] !== undefined) return;
    const names = new Set(boxes.map(({ name }) => printName(name.text)));
    const found = [...free].find((index) => {
      const inside = definitions[index]!.graph.nodes.map(({ name }) => printName(name));
      return 2 * inside.filter((name) => names.has(name)).length > Math.max(inside.length, names.size);
    });
    if (found === undefined) return;
    pairs[at] = found;
    free.delete(found);
  });
  return pairs;
}
