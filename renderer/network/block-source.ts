/** Where blocks come from: this network, the person's own drawer, or those that every window offers. */
import { adoptBlock, takeBlock, type Block } from '../../engine/document/adopt-block';
import { addNode, blockInstance, editGraph, graphAt, uniqueName, type GraphPlace } from '../../engine/document/edits';
import type { BlockDefinition, LoomDocument, Point } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { unpackDocument } from '../../engine/shell/document-payload';
import type { SavedBlock } from '../../engine/shell/protocol/documents';
import { blockLibrary } from '../../engine/templates/blocks/library';
import { arrange, moveNodes } from './arrange';

export interface BlockSource {
  /** Names it for a drag: `document:…`, `saved:…` or `library:…`. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
}

const source = (key: string, { definition: { name, description = '' } }: Block): BlockSource => ({ key, name, description });

export const LIBRARY_SOURCES: readonly BlockSource[] = blockLibrary().map((block) => source(`library:${block.definition.name}`, block));

export function savedSources(saved: readonly SavedBlock[]): readonly BlockSource[] {
  return saved.flatMap((one) => {
    const block = openSaved(one);
    return block ? [source(`saved:${one.id}`, block)] : [];
  });
}

/** Blocks of the network that can stand in the open place: none that contains it. */
export function documentSources(definitions: readonly BlockDefinition[], place: GraphPlace): readonly BlockSource[] {
  return definitions.flatMap(({ id }) => {
    const block = takeBlock({ definitions }, id)!;
    const contains = place !== undefined && (id === place || block.inner.some((inner) => inner.id === place));
    return contains ? [] : [source(`document:${id}`, block)];
  });
}

/** The block that a key names; undefined where it is gone. */
export function findBlock(key: string, document: LoomDocument, saved: readonly SavedBlock[]): Block | undefined {
  const [kind, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (kind === 'document') return takeBlock(document, name);
  if (kind === 'library') return tidied(blockLibrary().find(({ definition }) => definition.name === name));
  const found = saved.find(({ id }) => id === name);
  return found && openSaved(found);
}

/** Arranged as a window shows networks. */
function tidied(block: Block | undefined): Block | undefined {
  const tidy = (definition: BlockDefinition): BlockDefinition => ({ ...definition, graph: moveNodes(definition.graph, arrange(definition.graph, 'rows')) });
  return block && { definition: tidy(block.definition), inner: block.inner.map(tidy) };
}

function openSaved({ document, name }: SavedBlock): Block | undefined {
  const { definitions } = unpackDocument(document, name).document;
  const definition = definitions.at(-1);
  return definition && { definition, inner: definitions.slice(0, -1) };
}

/** An instance of the block in the open graph; the block itself comes along where the network does not have it yet. */
export function insertBlock(document: LoomDocument, place: GraphPlace, block: Block, position: Point): { readonly document: LoomDocument; readonly node: string } {
  const isOwn = document.definitions.includes(block.definition);
  const adopted = isOwn ? { document, id: block.definition.id } : adoptBlock(document, block);
  const definition = adopted.document.definitions.find(({ id }) => id === adopted.id)!;
  const taken = new Set(graphAt(adopted.document, place).nodes.map(({ name }) => name));
  let node = '';
  const edited = editGraph(adopted.document, place, (graph) => {
    const grown = addNode(graph, { ...blockInstance(definition, { name: uniqueName(taken, definition.name) }), position }, LAYER_CATALOG);
    node = grown.node.id;
    return grown.graph;
  });
  return { document: edited, node };
}
