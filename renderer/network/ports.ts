/** The ports of a box, as they are drawn and wired. */
import { portsFromWires } from '../../engine/document/catalog';
import { wiresInto } from '../../engine/document/graph-index';
import type { Graph, GraphNode, LoomDocument, PortKind } from '../../engine/document/model';
import { layerFor } from '../../engine/layers/index';

export interface PortView {
  readonly name: string;
  readonly help: string;
  readonly kind: PortKind;
}

export interface NodePorts {
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
}

const any = (name: string, help: string): PortView => ({ name, help, kind: 'any' });

export function portsOf(node: GraphNode, graph: Graph, document: LoomDocument): NodePorts {
  if (node.block) {
    const definition = document.definitions.find(({ id }) => id === node.block!.definition);
    const view = ({ name, kind }: { name: string; kind: PortKind }): PortView => ({ name, kind, help: kind === 'any' ? 'A port of the block' : `Takes a ${kind}` });
    return definition ? { inputs: definition.inputs.map(view), outputs: definition.outputs.map(view) } : unknownPorts(node, graph);
  }
  const layer = layerFor(node.type, node.params);
  if (!layer) return unknownPorts(node, graph);
  const outputs = layer.outputs.map(({ name, help }) => any(name, help));
  if (!('prefix' in layer.inputs)) return { inputs: layer.inputs.map(({ name, help }) => any(name, help)), outputs };
  const { prefix, minimum, help } = layer.inputs;
  const numbers = [...wiresInto(graph, node.id).keys()].map((port) => Number(port.slice(prefix.length))).filter(Number.isInteger);
  // One port is always free, so that another wire can be drawn.
  const count = Math.max(minimum, Math.max(0, ...numbers) + 1);
  return { inputs: Array.from({ length: count }, (_, index) => any(`${prefix}${index + 1}`, help)), outputs };
}

function unknownPorts(node: GraphNode, graph: Graph): NodePorts {
  const { inputs, outputs } = portsFromWires(graph, node.id);
  return { inputs: inputs.map((name) => any(name, '')), outputs: outputs.map((name) => any(name, '')) };
}
