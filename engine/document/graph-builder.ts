/** Builds a graph from its inputs to its outputs, one call per node; templates and tests are written with it. */
import { addNode, connect, EMPTY_GRAPH, type NodeSpec } from './edits';
import { BLOCK_INPUT, BLOCK_OUTPUT, type Endpoint, type Graph, type GraphNode } from './model';

/** An output port; a node alone stands for its port `out`. */
export type Source = GraphNode | Endpoint;

/** Distances between boxes, in canvas units. */
const COLUMN = 220;
const ROW = 140;

function endpointOf(source: Source): Endpoint {
  return 'node' in source ? source : { node: source.id, port: 'out' };
}

export class GraphBuilder {
  private graph: Graph = EMPTY_GRAPH;
  private readonly columnOf = new Map<string, number>();
  private readonly rowsIn = new Map<number, number>();

  /** Adds a node to the right of its sources and wires them: one to the port `in`, or several by port name. */
  add(spec: NodeSpec, inputs: Source | Readonly<Record<string, Source>> = {}): GraphNode {
    const sources = isSource(inputs) ? { in: inputs } : inputs;
    const entries = Object.entries(sources).map(([port, source]): [string, Endpoint] => [port, endpointOf(source)]);
    const column = Math.max(0, ...entries.map(([, from]) => (this.columnOf.get(from.node) ?? 0) + 1));
    const row = this.rowsIn.get(column) ?? 0;
    const { graph, node } = addNode(this.graph, { position: { x: column * COLUMN, y: row * ROW }, ...spec });
    this.columnOf.set(node.id, column);
    this.rowsIn.set(column, row + 1);
    this.graph = entries.reduce((wired, [port, from]) => connect(wired, from, { node: node.id, port }), graph);
    return node;
  }

  /** The input port of the block whose graph this is. */
  blockInput(port = 'in'): Endpoint {
    return { node: BLOCK_INPUT, port };
  }

  /** Feeds an output port of the block whose graph this is. */
  blockOutput(source: Source, port = 'out'): void {
    this.graph = connect(this.graph, endpointOf(source), { node: BLOCK_OUTPUT, port });
  }

  build(): Graph {
    return this.graph;
  }
}

function isSource(inputs: Source | Readonly<Record<string, Source>>): inputs is Source {
  return ('id' in inputs && typeof inputs.id === 'string') || ('node' in inputs && typeof inputs.node === 'string');
}
