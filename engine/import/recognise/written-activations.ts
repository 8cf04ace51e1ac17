/** Activations that exporters write with several operators. */
import { floatOf } from '../../ops/onnx/translate';
import type { TypedGraph, TypedNode } from '../typed-graph';
import type { LayerType } from '../../layers/index';
import { inner, numberOf, operandsOf, sampleOf, shortest, sorted, type Recogniser } from './recogniser';

const near = (value: number | undefined, wanted: number) => value !== undefined && Math.abs(value - wanted) <= 1e-6 * Math.abs(wanted);

function written(layer: LayerType, input: string, nodes: readonly TypedNode[], graph: TypedGraph) {
  return sampleOf(graph, input) ? { layer, params: {}, inputs: [input], output: nodes.at(-1)!.outputs[0]!, nodes } : undefined;
}

/** The operand that such a node writes, and the other one. */
function factor(node: TypedNode, graph: TypedGraph, ...ops: readonly string[]): readonly [TypedNode, string] | undefined {
  const operands = sorted(node, (name) => inner(graph, name, ...ops) !== undefined);
  return operands && [inner(graph, operands[0], ...ops)!, operands[1]];
}

/** x · sigmoid(x) */
export const silu: Recogniser = (node, graph) => {
  const [gate, x] = factor(node, graph, 'Sigmoid') ?? [];
  return gate && gate.inputs[0] === x ? written('silu', x!, [gate, node], graph) : undefined;
};

/** x · tanh(softplus(x)) */
export const mish: Recogniser = (node, graph) => {
  const [bend, x] = factor(node, graph, 'Tanh') ?? [];
  const soft = bend && inner(graph, bend.inputs[0], 'Softplus');
  return soft && soft.inputs[0] === x ? written('mish', x!, [soft, bend!, node], graph) : undefined;
};

/** x · hardSigmoid(x), with slope 1/6. */
export const hardSwish: Recogniser = (node, graph) => {
  const [gate, x] = factor(node, graph, 'HardSigmoid') ?? [];
  if (!gate || gate.inputs[0] !== x) return undefined;
  const operands = operandsOf(graph, gate);
  return near(floatOf(operands, 'alpha', 0.2), 1 / 6) && near(floatOf(operands, 'beta', 0.5), 0.5) ? written('hard-swish', x!, [gate, node], graph) : undefined;
};

/** x · clip(x + 3, 0, 6) / 6 */
export const hardSwishByParts: Recogniser = (node, graph) => {
  const product = near(numberOf(graph, node.inputs[1]), 6) ? inner(graph, node.inputs[0], 'Mul') : undefined;
  const [clip, x] = (product && factor(product, graph, 'Clip')) ?? [];
  const shift = clip && numberOf(graph, clip.inputs[1]) === 0 && near(numberOf(graph, clip.inputs[2]), 6) ? inner(graph, clip.inputs[0], 'Add') : undefined;
  const [from, by] = (shift && sorted(shift, (name) => name === x)) ?? [];
  return from !== undefined && near(numberOf(graph, by), 3) ? written('hard-swish', x!, [shift!, clip!, product!, node], graph) : undefined;
};

/** ½ · x · (1 + erf(x/√2)), in the orders in which it is written. */
export const gelu: Recogniser = (node, graph) => {
  for (const [name, other] of [node.inputs, [...node.inputs].reverse()] as unknown as [string, string][]) {
    if (near(numberOf(graph, other), 0.5)) {
      const product = inner(graph, name, 'Mul');
      const [sum, x] = (product && factor(product, graph, 'Add')) ?? [];
      const inside = sum && bell(graph, sum, x!);
      if (inside) return written('gelu', x!, [...inside, product!, node], graph);
    }
    const half = inner(graph, name, 'Mul');
    const sum = inner(graph, other, 'Add');
    const [x, by] = (half && sorted(half, (operand) => !graph.constants.has(operand))) ?? [];
    const inside = sum && x !== undefined && near(numberOf(graph, by), 0.5) ? bell(graph, sum, x) : undefined;
    if (inside) return written('gelu', x!, [...inside, half!, node], graph);
  }
  return undefined;
};

/** The nodes of 1 + erf(x/√2). */
function bell(graph: TypedGraph, sum: TypedNode, x: string): readonly TypedNode[] | undefined {
  const [curve, one] = factor(sum, graph, 'Erf') ?? [];
  const scaled = curve && inner(graph, curve.inputs[0], 'Div', 'Mul');
  if (!scaled || numberOf(graph, one) !== 1 || scaled.inputs[0] !== x) return undefined;
  return near(numberOf(graph, scaled.inputs[1]), scaled.op === 'Div' ? Math.SQRT2 : Math.SQRT1_2) ? [scaled, curve, sum] : undefined;
}

/** clip(x/6 + ½, 0, 1) */
export const hardSigmoid: Recogniser = (node, graph) => {
  const sum = numberOf(graph, node.inputs[1]) === 0 && numberOf(graph, node.inputs[2]) === 1 ? inner(graph, node.inputs[0], 'Add') : undefined;
  const scaled = sum && near(numberOf(graph, sum.inputs[1]), 0.5) ? inner(graph, sum.inputs[0], 'Mul') : undefined;
  return scaled && near(numberOf(graph, scaled.inputs[1]), 1 / 6) ? written('hard-sigmoid', scaled.inputs[0]!, [scaled, sum!, node], graph) : undefined;
};

/** 1 where x reaches a threshold, else 0. */
export const step: Recogniser = (node, graph) => {
  const { to } = node.attributes;
  const comparison = to && 'int' in to && to.int === 1 ? inner(graph, node.inputs[0], 'GreaterOrEqual') : undefined;
  const threshold = comparison && numberOf(graph, comparison.inputs[1]);
  const found = threshold === undefined ? undefined : written('step', comparison!.inputs[0]!, [comparison!, node], graph);
  return found && { ...found, params: { threshold: shortest(threshold!) } };
};
