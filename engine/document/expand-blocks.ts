/** The first half of flattening: a tree of open graphs, one per copy of a block, and the layers in them. */
import { fail, problem, warning, type Diagnostic } from '../core/diagnostic';
import { bindArguments, evaluateParams, repeatCount, type Scope } from './block-arguments';
import type { FlatNode } from './flat-graph';
import type { BlockDefinition, Graph, GraphNode, LoomDocument, TensorSettings } from './model';

type Tensors = Readonly<Record<string, TensorSettings>>;

/** The top graph, or one copy of a block with its arguments bound. */
export interface OpenGraph {
  readonly graph: Graph;
  /** Absent at the top. */
  readonly definition?: BlockDefinition;
  readonly definitions: ReadonlyMap<string, BlockDefinition>;
  /** Ends with `/` inside a block; empty at the top. */
  readonly path: string;
  readonly tensorPath: string;
  readonly instancePath: readonly string[];
  readonly scope: Scope;
  readonly frozen: boolean;
  /** Tensor settings made outside, by key within this graph; they win. */
  readonly overrides: Tensors;
  /** The graph and node this copy stands for, and the copy before it. */
  readonly outer?: { readonly home: OpenGraph; readonly node: GraphNode };
  readonly previous?: OpenGraph;
  /** The last copy of each block node in this graph; none where it repeats zero times or is muted. */
  readonly lastCopies: Map<string, OpenGraph>;
}

export interface Leaf {
  readonly node: FlatNode;
  readonly home: OpenGraph;
}

export interface Expansion {
  readonly leaves: readonly Leaf[];
  readonly copies: readonly OpenGraph[];
}

/** A few nested repeats could otherwise ask for more nodes than there is memory. */
const MAX_NODES = 100_000;

const NO_TENSORS: Tensors = {};

/** The settings of one place by the first name of their keys, found once however many nodes ask. */
const byFirstName = new WeakMap<Tensors, ReadonlyMap<string, readonly (readonly [string, TensorSettings])[]>>();

/** `stage/` of `stage/conv.weight`. */
function firstName(key: string): string {
  return key.slice(0, key.search(/[./]/) + 1);
}

function grouped(tensors: Tensors): ReadonlyMap<string, readonly (readonly [string, TensorSettings])[]> {
  const known = byFirstName.get(tensors);
  if (known) return known;
  const groups = new Map<string, [string, TensorSettings][]>();
  for (const entry of Object.entries(tensors)) {
    const name = firstName(entry[0]);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  byFirstName.set(tensors, groups);
  return groups;
}

/** The entries of `tensors` below `prefix`, with the prefix taken off. */
function below(tensors: Tensors, prefix: string): Tensors {
  if (tensors === NO_TENSORS) return NO_TENSORS;
  const entries = (grouped(tensors).get(firstName(prefix)) ?? []).filter(([key]) => key.startsWith(prefix));
  return entries.length === 0 ? NO_TENSORS : Object.fromEntries(entries.map(([key, settings]) => [key.slice(prefix.length), settings]));
}

function overlay(own: Tensors | undefined, outside: Tensors): Tensors {
  if (outside === NO_TENSORS) return own ?? NO_TENSORS;
  const merged: Record<string, TensorSettings> = { ...own };
  for (const [key, settings] of Object.entries(outside)) merged[key] = { ...merged[key], ...settings };
  return merged;
}

class Expander {
  readonly leaves: Leaf[] = [];
  readonly copies: OpenGraph[] = [];
  private readonly paths = new Set<string>();

  constructor(private readonly found: Diagnostic[]) {}

  expand(home: OpenGraph): void {
    this.warnUnmatched(home);
    for (const node of home.graph.nodes) {
      if (node.muted) continue;
      if (node.block) this.openBlock(node, home);
      else this.addLeaf(node, home);
    }
  }

  private claim(path: string): void {
    if (this.paths.has(path)) {
      this.found.push(problem('duplicate-path', `Two nodes have the path "${path}".`, { node: path, remedy: 'Rename one of them.' }));
    }
    this.paths.add(path);
    if (this.paths.size > MAX_NODES) {
      fail('too-many-nodes', `The blocks of this network unfold to more than ${MAX_NODES} nodes.`, { node: path, remedy: 'Lower a "repeat".' });
    }
  }

  private addLeaf(node: GraphNode, home: OpenGraph): void {
    const path = home.path + node.name;
    this.claim(path);
    const flat: FlatNode = {
      path,
      node,
      params: evaluateParams(node.params, home.scope, path, this.found),
      tensors: overlay(node.tensors, below(home.overrides, `${node.name}.`)),
      frozen: home.frozen || node.frozen === true,
      instancePath: home.instancePath,
      tensorPath: home.tensorPath + node.name,
    };
    this.leaves.push({ node: flat, home });
  }

  private openBlock(node: GraphNode, home: OpenGraph): void {
    const path = home.path + node.name;
    const definition = home.definitions.get(node.block!.definition);
    if (!definition) {
      this.found.push(problem('block-missing', `The block that "${path}" uses is not defined in this document.`, { node: path }));
      return;
    }
    for (let at: OpenGraph | undefined = home; at; at = at.outer?.home) {
      if (at.definition !== definition) continue;
      this.found.push(problem('block-recursion', `The block "${definition.name}" contains itself, at "${path}".`, { node: path }));
      return;
    }
    const repeat = repeatCount(node, path, home.scope, this.found);
    if (repeat !== undefined && repeat > 1 && definition.outputs.length > definition.inputs.length) {
      const message = `The block "${path}" cannot be repeated: "${definition.name}" has more outputs than inputs, so a copy cannot feed the next.`;
      this.found.push(problem('block-repeat', message, { node: path, parameter: 'repeat' }));
    }
    const scope = bindArguments(definition, node, path, home.scope, this.found);
    let previous: OpenGraph | undefined;
    for (let copy = 1; copy <= (repeat ?? 1); copy++) {
      previous = this.openCopy(node, home, definition, { ...scope, copy }, repeat === undefined ? undefined : copy, previous);
    }
    if (previous) home.lastCopies.set(node.id, previous);
  }

  private openCopy(node: GraphNode, home: OpenGraph, definition: BlockDefinition, scope: Scope, number: number | undefined, previous: OpenGraph | undefined): OpenGraph {
    const name = `${node.name}${number ?? ''}`;
    this.claim(home.path + name);
    const own = number === undefined ? (node.tensors ?? NO_TENSORS) : below(node.tensors ?? NO_TENSORS, `${number}/`);
    const copy: OpenGraph = {
      graph: definition.graph,
      definition,
      definitions: home.definitions,
      path: `${home.path}${name}/`,
      tensorPath: node.block!.shareWeights && previous ? previous.tensorPath : `${home.tensorPath}${name}/`,
      instancePath: [...home.instancePath, node.id],
      scope,
      frozen: home.frozen || node.frozen === true,
      overrides: overlay(own, below(home.overrides, `${name}/`)),
      outer: { home, node },
      previous,
      lastCopies: new Map(),
    };
    this.copies.push(copy);
    this.expand(copy);
    return copy;
  }

  private warnUnmatched({ graph, overrides, path }: OpenGraph): void {
    if (overrides === NO_TENSORS) return;
    const layers = new Set(graph.nodes.flatMap(({ name, block }) => (block ? [] : [`${name}.`])));
    const blocks = graph.nodes.flatMap(({ name, block }) => (block ? [name] : []));
    for (const [first, entries] of grouped(overrides)) {
      // Copies have a number behind their name.
      if (layers.has(first) || (first.endsWith('/') && blocks.some((name) => first.startsWith(name)))) continue;
      for (const [key] of entries) this.found.push(warning('tensor-unmatched', `Settings are kept for the tensor "${path}${key}", but there is no such node.`, { node: path.slice(0, -1) }));
    }
  }
}

/** Opens every block of `document`, with muted nodes left out. Reports to `found`. */
export function expandBlocks(document: LoomDocument, found: Diagnostic[]): Expansion {
  const expander = new Expander(found);
  expander.expand({
    graph: document.graph,
    definitions: new Map(document.definitions.map((definition) => [definition.id, definition])),
    path: '',
    tensorPath: '',
    instancePath: [],
    scope: {},
    frozen: false,
    overrides: NO_TENSORS,
    lastCopies: new Map(),
  });
  return expander;
}
