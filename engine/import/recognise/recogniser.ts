/** The contract of a recogniser: it looks at one node, and at what leads to it, and says which layer they are. */
import type { Tensor } from '../../core/dtype';
import { BATCH, isStatic } from '../../core/shape';
import type { JsonObject } from '../../document/model';
import { Builder } from '../../ops/builder';
import type { OnnxOperands } from '../../ops/onnx/translate';
import type { LayerType } from '../../layers/index';
import type { TypedGraph, TypedNode } from '../typed-graph';

export interface Recognised {
  /** Absent where nothing happens to the value: what reads it reads the input instead. */
  readonly layer?: LayerType;
  readonly params?: JsonObject;
  /** Names of values, in the order of the layer's ports. */
  readonly inputs: readonly string[];
  readonly output: string;
  /** Further results, for layers with several outputs. */
  readonly more?: readonly string[];
  readonly tensors?: Readonly<Record<string, Tensor<'float32'>>>;
  /** All nodes that the layer stands for; the one that was looked at comes last. */
  readonly nodes: readonly TypedNode[];
}

export type Recogniser = (node: TypedNode, graph: TypedGraph) => Recognised | undefined;

/** The shape of one sample, for a batch of float32 samples of known sizes. */
export function sampleOf(graph: TypedGraph, name: string | undefined): readonly number[] | undefined {
  const type = graph.type(name ?? '');
  if (!type || type.dtype !== 'float32' || type.shape[0] !== BATCH) return undefined;
  const sample = type.shape.slice(1);
  return isStatic(sample) ? sample : undefined;
}

/** A float32 constant. */
export function weightOf(graph: TypedGraph, name: string | undefined): Tensor<'float32'> | undefined {
  const tensor = graph.tensor(name ?? '');
  return tensor?.dtype === 'float32' ? (tensor as Tensor<'float32'>) : undefined;
}

/** The one number of a float32 constant. */
export function numberOf(graph: TypedGraph, name: string | undefined): number | undefined {
  const tensor = weightOf(graph, name);
  return tensor?.data.length === 1 ? tensor.data[0] : undefined;
}

/** The node that writes a value which nothing else reads, if it is one of these operators. */
export function inner(graph: TypedGraph, name: string | undefined, ...ops: readonly string[]): TypedNode | undefined {
  const node = graph.writer(name ?? '');
  return node && node.domain === '' && ops.includes(node.op) && isInner(graph, name!) ? node : undefined;
}

export function isInner(graph: TypedGraph, name: string): boolean {
  return graph.readersOf(name).length === 1 && !graph.isOutput(name);
}

/** The two operands of a commutative node, so that the first is the one that `isFirst` takes. */
export function sorted(node: TypedNode, isFirst: (name: string) => boolean): readonly [string, string] | undefined {
  const [a, b] = node.inputs as [string, string];
  return isFirst(a) ? [a, b] : isFirst(b) ? [b, a] : undefined;
}

export function isWire(graph: TypedGraph, name: string): boolean {
  return name !== '' && !graph.constants.has(name);
}

/** The operands as translations of operators read them. */
export function operandsOf(graph: TypedGraph, node: TypedNode): OnnxOperands {
  const builder = new Builder();
  return graph.operands(node, node.inputs.map((name) => {
    const type = graph.type(name);
    return type && builder.input(type, { kind: 'feature', node: name });
  }));
}

/** A layer that stands for one node with one operand. */
export function single(node: TypedNode, layer: LayerType, params: JsonObject = {}, tensors: Recognised['tensors'] = {}): Recognised {
  return { layer, params, inputs: [node.inputs[0]!], output: node.outputs[0]!, tensors, nodes: [node] };
}

/** Float32 numbers as people write them: 0.10000000149011612 is 0.1. */
export function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}
