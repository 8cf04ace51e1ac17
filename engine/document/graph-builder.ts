/** Builds a graph from its inputs to its outputs, one call per node; templates and tests are written with it. */
import type { LayerVersions } from './catalog';
import { createNode, refuseSecondWire, type NodeSpec } from './edits';
import { newId } from './ids';
import { BLOCK_INPUT, BLOCK_OUTPUT, type Endpoint, type Graph, type GraphNode, type Wire } from './model';

/** An output port; a node alone stands for its port `out`. */
export type Source = GraphNode | Endpoint;

/** Distances between boxes, in canvas units. */
const COLUMN = 220;
const ROW = 140;

function endpointOf(source: Source): Endpoint {
  return 'node' in source ? source : { node: source.id, port: 'out' };
}

export class GraphBuilder {
  // Grown in place: a large imported model would otherwise be copied once per node.
  private readonly nodes: GraphNode[] = [];
  private readonly wires: Wire[] = [];
  private readonly names = new Set<string>();
  private readonly takenPorts = new Set<string>();
  private readonly columnOf = new Map<string, number>();
  private readonly rowsIn = new Map<number, number>();

  constructor(private readonly versions: LayerVersions) {}

  /** Adds a node to the right of its sources and wires them: one to the port `in`, or several by port name. */
  add(spec: NodeSpec, inputs: Source | Readonly<Record<string, Source>> = {}): GraphNode {
    const sources = Object.entries(isSource(inputs) ? { in: inputs } : inputs);
    const columns = sources.map(([, source]) => (this.columnOf.get(endpointOf(source).node) ?? 0) + 1);
    const column = Math.max(0, ...columns);
    const row = this.rowsIn.get(column) ?? 0;
    const node = createNode({ position: { x: column * COLUMN, y: row * ROW }, ...spec }, this.names, this.versions);
    this.nodes.push(node);
    this.names.add(node.name);
    this.columnOf.set(node.id, column);
    this.rowsIn.set(column, row + 1);
    for (const [port, source] of sources) this.connect(source, { node: node.id, port }, node.name);
    return node;
  }

  /** The input port of the block whose graph this is. */
  blockInput(port = 'in'): Endpoint {
    return { node: BLOCK_INPUT, port };
  }

  /** Feeds an output port of the block whose graph this is. */
  blockOutput(source: Source, port = 'out'): void {
    this.connect(source, { node: BLOCK_OUTPUT, port }, 'the block');
  }

  build(): Graph {
    return { nodes: [...this.nodes], wires: [...this.wires], notes: [] };
  }

  private connect(source: Source, to: Endpoint, name: string): void {
    const key = `${to.node} ${to.port}`;
    if (this.takenPorts.has(key)) refuseSecondWire(name, to.port);
    this.takenPorts.add(key);
    this.wires.push({ id: newId(), from: endpointOf(source), to });
  }
}

function isSource(inputs: Source | Readonly<Record<string, Source>>): inputs is Source {
  return ('id' in inputs && typeof inputs.id === 'string') || ('node' in inputs && typeof inputs.node === 'string');
}
