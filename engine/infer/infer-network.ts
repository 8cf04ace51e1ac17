/**
 * Sizes and problems of a whole network. Made for editing: a node whose parameters and operand shapes are as before is
 * not worked out again, so one edit in a network of a thousand boxes costs what it changed.
 */
import { problem, type Diagnostic } from '../core/diagnostic';
import { formatShape, type Shape } from '../core/shape';
import type { FlatGraph, FlatNode } from '../document/flat-graph';
import { tryFlatten } from '../document/flatten';
import type { GraphNode, LoomDocument } from '../document/model';
import { layerFor } from '../layers/index';
import type { LayerDefinition } from '../layers/define-layer';
import { inferNode, type NodeInference, type NodeSizes, type TensorInfo } from './infer-node';
import { inputField, spatial, throughWindow, wholeInput, widest, type ReceptiveField } from './receptive-field';

export interface InferredNode {
  readonly flat: FlatNode;
  /** Undefined for a layer this version does not know. */
  readonly definition?: LayerDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sizes?: NodeSizes;
  readonly receptiveField?: ReceptiveField;
  /** Where the operands come from, in the order of the layer's ports; `path:port`. */
  readonly operands: readonly string[];
}

export interface Totals {
  /** Weights, frozen or not; running statistics are no parameters, as in PyTorch. */
  readonly params: number;
  readonly trainableParams: number;
  readonly macs: number;
  readonly activations: number;
}

export interface InferredNetwork {
  readonly graph: FlatGraph;
  /** Sources first. */
  readonly nodes: readonly InferredNode[];
  readonly problems: readonly Diagnostic[];
  /** Shared tensors count once. */
  readonly totals: Totals;
  /** Every tensor once, by key. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

interface Remembered {
  readonly key: string;
  readonly inference: NodeInference;
}

/** What is known when a node is visited, of those before it. */
interface Pass {
  /** By `path:port`, as are the fields. */
  readonly shapes: Map<string, Shape>;
  readonly fields: Map<string, ReceptiveField>;
  /** Layers whose sizes are known, by path. */
  readonly sized: Map<string, LayerDefinition>;
  /** The first to use each tensor, by key, and its shape. */
  readonly tensors: Map<string, { readonly path: string; readonly shape: string }>;
  readonly found: Diagnostic[];
}

export class NetworkInference {
  /** By box and place, because copies of a block share their boxes. */
  private readonly remembered = new WeakMap<GraphNode, Map<string, Remembered>>();

  /** `inferOne` works out a single box; another way to do so can take its place. */
  constructor(private readonly inferOne: typeof inferNode = inferNode) {}

  infer(document: LoomDocument): InferredNetwork {
    const { graph, problems } = tryFlatten(document);
    const found = [...problems];
    const pass: Pass = { shapes: new Map(), fields: new Map(), sized: new Map(), tensors: new Map(), found };
    const incoming = groupWires(graph);
    const nodes = graph.nodes.map((flat) => this.visit(flat, incoming.get(flat.path) ?? new Map(), pass));
    return { graph, nodes, problems: found, ...summarize(nodes) };
  }

  private visit(flat: FlatNode, wires: ReadonlyMap<string, string>, pass: Pass): InferredNode {
    const { shapes, fields, found } = pass;
    const definition = layerFor(flat.node.type, flat.params);
    if (!definition) {
      found.push(problem('unknown-layer', `“${flat.path}” is a layer of type “${flat.node.type}”, which this version of LayerLoom does not know.`, { node: flat.path, found: flat.node.type, remedy: 'It is kept as it is; update LayerLoom or replace the layer to train.' }));
      return { flat, parameters: {}, operands: [...wires.values()] };
    }
    const { ports, problems } = resolvePorts(flat, definition, wires);
    found.push(...problems);
    const operands = ports.map((port) => wires.get(port)!);
    const inputs = operands.map((operand) => shapes.get(operand));
    if (problems.length > 0) return { flat, definition, parameters: {}, operands };
    if (inputs.includes(undefined)) {
      found.push(...operands.flatMap((operand, index) => (shapes.has(operand) ? [] : missingOutput(flat, ports[index]!, operand, pass.sized))));
      return { flat, definition, parameters: {}, operands };
    }

    const inference = this.recall(flat, definition, inputs as Shape[]);
    const { sizes, parameters } = inference;
    found.push(...inference.problems.map((one) => nameSources(one, ports, operands)));
    if (!sizes) return { flat, definition, parameters, operands };
    found.push(...sharedProblems(flat, sizes, pass.tensors));
    pass.sized.set(flat.path, definition);
    const field = fieldOf(definition, sizes, operands.flatMap((operand) => fields.get(operand) ?? []));
    definition.outputs.forEach(({ name }, index) => {
      shapes.set(`${flat.path}:${name}`, sizes.outputs[index]!);
      if (field) fields.set(`${flat.path}:${name}`, field);
    });
    return { flat, definition, parameters, sizes, operands, ...(field && { receptiveField: field }) };
  }

  private recall(flat: FlatNode, definition: LayerDefinition, inputs: readonly Shape[]): NodeInference {
    const places = this.remembered.get(flat.node) ?? new Map<string, Remembered>();
    this.remembered.set(flat.node, places);
    const key = `${inputs.map(formatShape).join(' ')}|${flat.frozen}|${flat.tensorPath}|${flat.instancePath.length > 0 ? JSON.stringify(flat.params) : ''}`;
    const known = places.get(flat.path);
    if (known?.key === key) return known.inference;
    const inference = this.inferOne(flat, definition, inputs);
    places.set(flat.path, { key, inference });
    return inference;
  }
}

/** One-off inference. */
export function inferNetwork(document: LoomDocument): InferredNetwork {
  return new NetworkInference().infer(document);
}

function groupWires(graph: FlatGraph): Map<string, Map<string, string>> {
  const incoming = new Map<string, Map<string, string>>();
  for (const { from, to } of graph.wires) {
    const ports = incoming.get(to.path) ?? new Map<string, string>();
    ports.set(to.port, `${from.path}:${from.port}`);
    incoming.set(to.path, ports);
  }
  return incoming;
}

/** The ports in use, in the order the layer reads them. */
function resolvePorts(flat: FlatNode, { inputs, title }: LayerDefinition, wires: ReadonlyMap<string, string>): { ports: string[]; problems: Diagnostic[] } {
  const variadic = 'prefix' in inputs ? inputs : undefined;
  const ports = 'prefix' in inputs ? variadicPorts(inputs.prefix, wires) : inputs.map(({ name }) => name);
  const problems: Diagnostic[] = [];
  const complain = (message: string, port: string) => problems.push(problem('missing-wire', `“${flat.path}” (${title}) ${message}.`, { node: flat.path, port, remedy: 'Draw a wire to it.' }));
  if (variadic && ports.length < variadic.minimum) complain(`needs at least ${variadic.minimum} ${variadic.minimum === 1 ? 'input' : 'inputs'}, but has ${ports.length}`, `${variadic.prefix}${ports.length + 1}`);
  for (const port of variadic ? [] : ports) if (!wires.has(port)) complain(`has nothing at its input “${port}”`, port);
  for (const port of wires.keys()) {
    if (!ports.includes(port)) problems.push(problem('unknown-port', `“${flat.path}” (${title}) has no input “${port}”.`, { node: flat.path, port, expected: ports.join(', ') || 'none', found: port }));
  }
  return { ports, problems };
}

/** A wire from a port that its layer does not have; nothing where that layer has no sizes yet, for then its own problems are told. */
function missingOutput({ path }: FlatNode, port: string, operand: string, sized: Pass['sized']): Diagnostic[] {
  const at = operand.lastIndexOf(':');
  const [source, output] = [operand.slice(0, at), operand.slice(at + 1)];
  const definition = sized.get(source);
  if (!definition) return [];
  const expected = definition.outputs.map(({ name }) => name).join(', ') || 'none';
  return [problem('unknown-port', `A wire goes from the output “${output}” of “${source}” (${definition.title}) to “${path}”, but there is no such output.`, { node: path, port, expected, found: output, remedy: 'Remove the wire, or draw it from another output.' })];
}

/** Tensors that a layer before uses with another shape: both cannot have the same weights. */
function sharedProblems({ path }: FlatNode, { tensors }: NodeSizes, known: Pass['tensors']): Diagnostic[] {
  return tensors.flatMap(({ name, key, shape }) => {
    const first = known.get(key) ?? { path, shape: formatShape(shape) };
    known.set(key, first);
    if (first.shape === formatShape(shape)) return [];
    return [problem('shared-shape', `“${path}” has the weights of “${first.path}”, but its ${name} would be ${formatShape(shape)} and not ${first.shape}.`, { node: path, expected: first.shape, found: formatShape(shape), remedy: 'Give both the same sizes, or let them have weights of their own.' })];
  });
}

/** `in1`, `in2`, `in10` in that order. */
function variadicPorts(prefix: string, wires: ReadonlyMap<string, string>): string[] {
  const numbered = [...wires.keys()].filter((port) => port.startsWith(prefix) && /^[1-9]\d*$/.test(port.slice(prefix.length)));
  return numbered.sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)));
}

/** "… gets 5×5×16" becomes "… gets 5×5×16 from “pool2”". */
function nameSources(one: Diagnostic, ports: readonly string[], operands: readonly string[]): Diagnostic {
  const source = one.port === undefined ? undefined : operands[ports.indexOf(one.port)];
  if (source === undefined) return one;
  const path = source.slice(0, source.lastIndexOf(':'));
  return { ...one, message: one.message.replace(/\.$/, ` (from “${path}”).`) };
}

function fieldOf(definition: LayerDefinition, { inputs, outputs, window }: NodeSizes, operands: readonly ReceptiveField[]): ReceptiveField | undefined {
  if (definition.source) return inputField(outputs[0]!);
  const field = widest(operands);
  if (!field) return undefined;
  if (window) return throughWindow(field, window);
  // What keeps the spatial axes works position by position; anything else mixes them all.
  const keepsAxes = spatial(outputs[0] ?? []).length === field.size.length && spatial(inputs[0]!).length === field.size.length;
  return keepsAxes ? field : wholeInput(field);
}

function summarize(nodes: readonly InferredNode[]): { totals: Totals; tensors: ReadonlyMap<string, TensorInfo> } {
  const tensors = new Map<string, TensorInfo>();
  for (const { sizes } of nodes) for (const tensor of sizes?.tensors ?? []) tensors.set(tensor.key, tensor);
  const count = (keep: (tensor: TensorInfo) => boolean) =>
    [...tensors.values()].filter(keep).reduce((total, { shape }) => total + shape.reduce((product, dim) => product * dim, 1), 0);
  const sum = (field: 'macs' | 'activations') => nodes.reduce((total, { sizes }) => total + (sizes?.[field] ?? 0), 0);
  return {
    tensors,
    totals: { params: count(({ trainable }) => trainable), trainableParams: count(({ trained }) => trained), macs: sum('macs'), activations: sum('activations') },
  };
}
