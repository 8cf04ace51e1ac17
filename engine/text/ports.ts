/** Which ports the operands of a call stand for, in their order, and which output a bare name means. */
import type { BlockDefinition, GraphNode } from '../document/model';
import { layerFor } from '../layers/index';

export interface PortNames {
  /** The port of the operand at a place, from 0; undefined where there is no such place. */
  inputAt(place: number): string | undefined;
  /** How many operands there may be. */
  readonly most: number;
  /** Undefined where nothing is known of the layer. */
  readonly outputs: readonly string[] | undefined;
}

const UNKNOWN: PortNames = { inputAt: (place) => (place === 0 ? 'in' : undefined), most: 1, outputs: undefined };
const USUAL_OUTPUT = 'out';

export function layerPorts(type: string, parameters: Readonly<Record<string, unknown>> = {}): PortNames {
  const layer = layerFor(type, parameters);
  if (!layer) return UNKNOWN;
  const outputs = layer.outputs.map(({ name }) => name);
  const { inputs } = layer;
  if ('prefix' in inputs) return { inputAt: (place) => `${inputs.prefix}${place + 1}`, most: Infinity, outputs };
  return { inputAt: (place) => inputs[place]?.name, most: inputs.length, outputs };
}

export function blockPorts({ inputs, outputs }: { readonly inputs: readonly { readonly name: string }[]; readonly outputs: readonly { readonly name: string }[] }): PortNames {
  return { inputAt: (place) => inputs[place]?.name, most: inputs.length, outputs: outputs.map(({ name }) => name) };
}

export function portsOfNode(node: GraphNode, definitions: ReadonlyMap<string, BlockDefinition>): PortNames {
  const definition = node.block && definitions.get(node.block.definition);
  return definition ? blockPorts(definition) : layerPorts(node.type, node.params);
}

/** The output that a name without a port means. */
export function bareOutput({ outputs }: PortNames): string {
  return outputs?.[0] ?? USUAL_OUTPUT;
}

/** How many of the wired ports stand in a row from the first, gaps counted, so that they can be given as operands. */
export function operandCount(ports: PortNames, wired: ReadonlySet<string>): number {
  // Beyond the wired ports there can only be gaps; a port far out (in900) stands among the settings instead.
  const places = Math.min(ports.most, wired.size * 2 + 2);
  let count = 0;
  for (let place = 0; place < places; place++) if (wired.has(ports.inputAt(place)!)) count = place + 1;
  return count;
}
