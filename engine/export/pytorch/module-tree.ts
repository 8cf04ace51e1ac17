/**
 * The flat network as a tree again: each copy of a block a module with inputs and outputs. A network in which a block
 * cannot be called as one (it feeds itself from outside, or holds an Input or Output) stays flat.
 */
import type { FlatBlock, FlatEndpoint } from '../../document/flat-graph';
import type { InferredNetwork, InferredNode } from '../../infer/infer-network';
import { topologicalOrder } from '../../document/topological-order';

export interface ModuleNode {
  /** Empty for the network itself. */
  readonly path: string;
  readonly block: FlatBlock | undefined;
  /** Each after what it needs. */
  readonly items: readonly ModuleItem[];
}

export type ModuleItem = { readonly kind: 'layer'; readonly name: string; readonly layer: InferredNode } | { readonly kind: 'module'; readonly name: string; readonly module: ModuleNode };

export function sourceKey({ path, port }: FlatEndpoint): string {
  return `${path}:${port}`;
}

/** The tree, or undefined where it has to stay flat. */
export function moduleTree(network: InferredNetwork): ModuleNode | undefined {
  const isInside = ({ flat, definition }: InferredNode) => flat.instancePath.length > 0 && (definition?.source || definition?.search || definition?.target);
  if (network.nodes.some(isInside)) return undefined;
  return buildModule('', network);
}

export function flatTree(network: InferredNetwork): ModuleNode {
  return { path: '', block: undefined, items: network.nodes.map((layer) => ({ kind: 'layer', name: layer.flat.path, layer })) };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function buildModule(path: string, network: InferredNetwork): ModuleNode | undefined {
  const layers = network.nodes.filter(({ flat }) => parentOf(flat.path) === path).map((layer): ModuleItem => ({ kind: 'layer', name: nameIn(layer.flat.path), layer }));
  const blocks = network.graph.blocks.filter((block) => parentOf(block.path) === path && network.nodes.some(({ flat }) => flat.path.startsWith(`${block.path}/`)));
  const modules: ModuleItem[] = [];
  for (const block of blocks) {
    const module = buildModule(block.path, network);
    if (!module) return undefined;
    modules.push({ kind: 'module', name: nameIn(block.path), module });
  }
  const items = inOrder([...layers, ...modules]);
  return items && { path, block: network.graph.blocks.find((block) => block.path === path), items };
}

/** Undefined where the items run in a circle, which layers alone do not. */
function inOrder(items: readonly ModuleItem[]): readonly ModuleItem[] | undefined {
  const giver = new Map<string, number>();
  items.forEach((item, index) => {
    if (item.kind === 'layer') giver.set(item.layer.flat.path, index);
    else for (const path of layersIn(item.module)) giver.set(path, index);
  });
  const sources = items.map((item, index) => needs(item).flatMap((source) => giver.get(source.slice(0, source.lastIndexOf(':'))) ?? []).filter((other) => other !== index));
  const { order, cycles } = topologicalOrder(items.length, (index) => sources[index]!);
  return cycles.length > 0 ? undefined : order.map((index) => items[index]!);
}

function layersIn({ items }: ModuleNode): readonly string[] {
  return items.flatMap((item) => (item.kind === 'layer' ? [item.layer.flat.path] : layersIn(item.module)));
}

export function needs(item: ModuleItem): readonly string[] {
  if (item.kind === 'layer') return item.layer.operands;
  return item.module.block!.inputs.flatMap(({ from }) => (from ? [sourceKey(from)] : []));
}
