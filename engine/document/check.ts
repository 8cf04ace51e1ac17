/**
 * What no single field can tell: ids and names that clash, wires that lead nowhere, blocks that are missing or contain
 * themselves. Everything else about a network (cycles, shapes) is no reason to refuse a document and is found later.
 */
import { problem, type Diagnostic } from '../core/diagnostic';
import type { JsonPath } from './json-text';
import { BLOCK_INPUT, BLOCK_OUTPUT, BLOCK_TYPE, type BlockDefinition, type Endpoint, type Graph, type GraphNode, type LoomDocument, type Wire } from './model';

export interface Finding {
  /** Where in the JSON of the document. */
  readonly path: JsonPath;
  readonly diagnostic: Diagnostic;
}

/** The graph at the top, or that of a definition. */
interface Scope {
  readonly graph: Graph;
  readonly path: JsonPath;
  readonly definition?: BlockDefinition;
}

class Checker {
  readonly findings: Finding[] = [];
  private readonly ids = new Set<string>();
  private readonly definitions = new Map<string, BlockDefinition>();

  constructor(private readonly document: LoomDocument) {
    for (const definition of document.definitions) this.definitions.set(definition.id, definition);
  }

  run(): readonly Finding[] {
    this.unique(this.document.definitions.map(({ name }) => name), (index) => ['definitions', index, 'name'], 'Two blocks are');
    this.checkGraph({ graph: this.document.graph, path: ['graph'] });
    this.document.definitions.forEach((definition, index) => {
      const path = ['definitions', index];
      this.claimId(definition.id, [...path, 'id']);
      for (const list of ['inputs', 'outputs', 'parameters'] as const) {
        const names = definition[list].map(({ name }) => name);
        this.unique(names, (at) => [...path, list, at, 'name'], `Two ${list} of the block "${definition.name}" are`);
      }
      this.checkGraph({ graph: definition.graph, path: [...path, 'graph'], definition });
    });
    this.checkRecursion();
    return this.findings;
  }

  private add(path: JsonPath, code: string, message: string, fields: Parameters<typeof problem>[2] = {}): void {
    this.findings.push({ path, diagnostic: problem(code, message, fields) });
  }

  private claimId(id: string, path: JsonPath): void {
    if (this.ids.has(id)) this.add(path, 'duplicate-id', `The id "${id}" stands in the document twice.`);
    this.ids.add(id);
  }

  private unique(names: readonly string[], pathOf: (index: number) => JsonPath, subject: string): void {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (seen.has(name)) this.add(pathOf(index), 'duplicate-name', `${subject} named "${name}".`, { remedy: 'Rename one of them.' });
      seen.add(name);
    });
  }

  private checkGraph(scope: Scope): void {
    const { graph, path } = scope;
    const place = scope.definition ? ` in the block "${scope.definition.name}"` : '';
    this.unique(graph.nodes.map(({ name }) => name), (index) => [...path, 'nodes', index, 'name'], `Two nodes${place} are`);
    graph.nodes.forEach((node, index) => this.checkNode(node, [...path, 'nodes', index]));
    graph.notes.forEach((note, index) => this.claimId(note.id, [...path, 'notes', index, 'id']));
    this.checkWires(scope);
  }

  private checkNode(node: GraphNode, path: JsonPath): void {
    this.claimId(node.id, [...path, 'id']);
    if ((node.type === BLOCK_TYPE) !== (node.block !== undefined)) {
      const message = node.block
        ? `The node "${node.name}" names a block definition, but its type is "${node.type}" and not "${BLOCK_TYPE}".`
        : `The node "${node.name}" is a block, but names no definition.`;
      this.add(node.block ? [...path, 'type'] : path, 'block-incomplete', message, { node: node.name });
    }
    if (node.block && !this.definitions.has(node.block.definition)) {
      const message = `The node "${node.name}" uses the block "${node.block.definition}", which is not defined in this document.`;
      this.add([...path, 'block', 'definition'], 'block-missing', message, { node: node.name });
    }
  }

  private checkWires({ graph, path, definition }: Scope): void {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const taken = new Set<string>();
    graph.wires.forEach((wire, index) => {
      const at = [...path, 'wires', index];
      this.claimId(wire.id, [...at, 'id']);
      this.checkEndpoint(wire, 'from', nodes, definition, [...at, 'from']);
      this.checkEndpoint(wire, 'to', nodes, definition, [...at, 'to']);
      const key = `${wire.to.node} ${wire.to.port}`;
      if (taken.has(key)) {
        const node = nodes.get(wire.to.node)?.name ?? `the output of "${definition?.name}"`;
        const message = `Two wires lead to the port "${wire.to.port}" of "${node}".`;
        this.add([...at, 'to'], 'port-taken', message, { node, port: wire.to.port, remedy: 'Join them with Add or Concat.' });
      }
      taken.add(key);
    });
  }

  private checkEndpoint(wire: Wire, side: 'from' | 'to', nodes: ReadonlyMap<string, GraphNode>, definition: BlockDefinition | undefined, path: JsonPath): void {
    const end: Endpoint = wire[side];
    const boundary = side === 'from' ? BLOCK_INPUT : BLOCK_OUTPUT;
    if (end.node === boundary && definition) {
      const ports = side === 'from' ? definition.inputs : definition.outputs;
      if (ports.some(({ name }) => name === end.port)) return;
      const kind = side === 'from' ? 'input' : 'output';
      this.add([...path, 'port'], 'wire-port', `The wire "${wire.id}" uses the ${kind} "${end.port}", which the block "${definition.name}" does not have.`, { port: end.port });
      return;
    }
    const node = nodes.get(end.node);
    if (!node) {
      this.add([...path, 'node'], 'wire-node', `The wire "${wire.id}" leads ${side} the node "${end.node}", which is not in the same graph.`);
      return;
    }
    const used = node.block && this.definitions.get(node.block.definition);
    const ports = used && (side === 'from' ? used.outputs : used.inputs);
    if (ports && !ports.some(({ name }) => name === end.port)) {
      const message = `The wire "${wire.id}" leads ${side} the port "${end.port}" of "${node.name}", but the block "${used.name}" has no such port.`;
      this.add([...path, 'port'], 'wire-port', message, { node: node.name, port: end.port });
    }
  }

  /** Depth-first over "is used in"; a definition met again on the way down contains itself. */
  private checkRecursion(): void {
    const done = new Set<string>();
    const visit = (definition: BlockDefinition, trail: readonly BlockDefinition[]): void => {
      const at = trail.indexOf(definition);
      if (at >= 0) {
        const names = [...trail.slice(at), definition].map(({ name }) => name).join(' → ');
        const index = this.document.definitions.indexOf(definition);
        this.add(['definitions', index], 'block-recursion', `The block "${definition.name}" contains itself: ${names}.`);
        return;
      }
      if (done.has(definition.id)) return;
      for (const node of definition.graph.nodes) {
        const inner = node.block && this.definitions.get(node.block.definition);
        if (inner) visit(inner, [...trail, definition]);
      }
      done.add(definition.id);
    };
    for (const definition of this.document.definitions) visit(definition, []);
  }
}

/** Everything wrong between the parts of a document; empty where it is sound. */
export function checkDocument(document: LoomDocument): readonly Finding[] {
  return new Checker(document).run();
}
