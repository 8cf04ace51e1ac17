/**
 * Removes work from a primitive graph without changing what it computes: equal ops are done once, ops that change nothing
 * disappear, and what no output needs is left out. Inputs that nothing reads any more are dropped with it.
 */
import { sameShape } from '../core/shape';
import type { Graph, OpNode, Value } from '../ops/graph';
import { fuseBlockedConv } from './fuse-blocked-conv';
import { keep, rebuild, type RewriteRule } from './rebuild';

export function simplify(graph: Graph): Graph {
  return removeUnused(fuseBlockedConv(removeRepeats(removeNoOps(sharePoolings(graph)))));
}

/** A gradient asks for the positions that won a max pooling; the forward pooling then takes its values from the same op. */
function sharePoolings(graph: Graph): Graph {
  const wanted = new Set(graph.nodes.filter(({ op }) => op === 'MaxPoolWithIndices').map((node) => node.inputs[0]));
  return rebuild(graph, (node, inputs, builder) => {
    if (node.op !== 'MaxPool' || !wanted.has(node.inputs[0])) return keep(node, inputs, builder);
    return [builder.apply('MaxPoolWithIndices', inputs, node.attributes as never)[0]!];
  });
}

/** Broadcasting ops expand their operands by themselves. */
const BROADCASTING = new Set<OpNode['op']>(['Add', 'Sub', 'Mul', 'Div', 'Where', 'Max', 'Min']);

function removeNoOps(graph: Graph): Graph {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const unexpanded = (value: Value, node: OpNode): Value => {
    const producer = producers.get(value);
    if (producer?.op !== 'ExpandLike' || !BROADCASTING.has(node.op)) return value;
    const others = node.inputs.filter((input) => input !== value);
    return others.some((other) => sameShape(other.shape, value.shape)) ? producer.inputs[0]! : value;
  };
  const slim: Graph = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, inputs: removeExpansion(node, unexpanded) })) };
  const rule: RewriteRule = (node, inputs, builder) => {
    const isIdentity = node.op === 'Identity' || (node.op === 'Reshape' && sameShape(inputs[0]!.shape, node.outputs[0]!.shape));
    return isIdentity ? [inputs[0]!] : keep(node, inputs, builder);
  };
  return rebuild(slim, rule);
}

/** At most one operand loses its expansion: another must keep the full shape. */
function removeExpansion(node: OpNode, unexpanded: (value: Value, node: OpNode) => Value): readonly Value[] {
  const at = node.inputs.findIndex((input) => unexpanded(input, node) !== input);
  return at < 0 ? node.inputs : node.inputs.map((input, index) => (index === at ? unexpanded(input, node) : input));
}

function removeRepeats(graph: Graph): Graph {
  const done = new Map<string, readonly Value[]>();
  return rebuild(graph, (node, inputs, builder) => {
    const key = `${node.op}|${inputs.map(({ id }) => id).join()}|${describe(node)}`;
    const known = done.get(key);
    if (known) return known;
    const outputs = keep(node, inputs, builder);
    done.set(key, outputs);
    return outputs;
  });
}

let largeConstants = 0;
const largeConstantIds = new WeakMap<object, number>();

/** Attributes as a key; large constants are equal only if they are the same object. */
function describe({ attributes }: OpNode): string {
  return JSON.stringify(attributes, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (!ArrayBuffer.isView(value)) return typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : value;
    const data = value as unknown as ArrayLike<number | bigint> & object;
    if (data.length <= 64) return Array.from(data, (item) => (Object.is(item, -0) ? '-0' : String(item)));
    const id = largeConstantIds.get(data) ?? largeConstants++;
    largeConstantIds.set(data, id);
    return `constant ${id}`;
  });
}

function removeUnused(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ value }) => value));
  const nodes = [...graph.nodes].reverse().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    node.inputs.forEach((input) => needed.add(input));
    return true;
  });
  return { inputs: graph.inputs.filter(({ value }) => needed.has(value)), nodes: nodes.reverse(), outputs: graph.outputs };
}
