/** (x − mean) / √(mean((x − mean)²) + ε) · weight + bias, as exporters write it who have no operator for it; so do we. */
import type { Tensor } from '../../core/dtype';
import type { TypedGraph, TypedNode } from '../typed-graph';
import { inner, numberOf, sampleOf, shortest, sorted, weightOf, type Recognised, type Recogniser } from './recogniser';

interface Standard {
  readonly x: string;
  readonly epsilon: number;
  readonly axes: readonly number[];
  readonly nodes: readonly TypedNode[];
}

/** With scale and shift. */
export const writtenLayerNorm: Recogniser = (node, graph) => {
  const [scaledName, bias] = operandAndWeight(node, graph) ?? [];
  const scaled = scaledName === undefined ? undefined : inner(graph, scaledName, 'Mul');
  const [standardName, weight] = (scaled && operandAndWeight(scaled, graph)) ?? [];
  const quotient = standardName === undefined ? undefined : inner(graph, standardName, 'Div', 'Mul');
  const standard = quotient && standardize(quotient, graph);
  return standard && layer(graph, standard, node, [scaled!, node], { weight: weight!, bias: bias! });
};

/** Without them. */
export const plainLayerNorm: Recogniser = (node, graph) => {
  const standard = standardize(node, graph);
  return standard && layer(graph, standard, node, [], {});
};

function layer(graph: TypedGraph, { x, epsilon, axes, nodes }: Standard, last: TypedNode, more: readonly TypedNode[], tensors: Readonly<Record<string, Tensor<'float32'>>>): Recognised | undefined {
  const sample = sampleOf(graph, x)!;
  const channels = sample[sample.length === 2 ? 1 : 0];
  const channelAxis = sample.length === 2 ? 2 : 1;
  const isChannels = axes.length === 1 && axes[0] === channelAxis;
  const isAll = axes.length === sample.length;
  if (!isChannels && !isAll) return undefined;
  const shape = isChannels ? [channels!] : sample;
  const count = shape.reduce((product, size) => product * size, 1);
  const fits = Object.values(tensors).every((tensor) => tensor.data.length === count && standsAt(tensor, sample, isChannels ? channelAxis : 1));
  if (!fits) return undefined;
  const shaped = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, { ...tensor, shape }]));
  const hasTensors = Object.keys(tensors).length > 0;
  const params = { ...(!isChannels && { over: 'sample' }), epsilon, ...(!hasTensors && { scale: false, center: false }) };
  return { layer: 'layer-norm', params, inputs: [x], output: last.outputs[0]!, tensors: shaped, nodes: [...nodes, ...more] };
}

/** Whether a tensor meets the axes from `first` on: the sizes before and after are 1 or left out. */
function standsAt({ shape }: Tensor, sample: readonly number[], first: number): boolean {
  const whole = [1, ...sample];
  const laid = [...Array.from({ length: whole.length - shape.length }, () => 1), ...shape];
  return laid.length === whole.length && laid.every((size, axis) => (size === 1 ? true : axis >= first && size === whole[axis]));
}

function operandAndWeight(node: TypedNode, graph: TypedGraph): readonly [string, Tensor<'float32'>] | undefined {
  const operands = sorted(node, (name) => !graph.constants.has(name));
  const weight = operands && weightOf(graph, operands[1]);
  return weight && [operands![0], weight];
}

/** x̂: the centred values divided by their deviation, or multiplied by its reciprocal. */
function standardize(node: TypedNode, graph: TypedGraph): Standard | undefined {
  const inverse = node.op === 'Mul' ? sorted(node, (name) => inner(graph, name, 'Reciprocal') !== undefined) : undefined;
  const reciprocal = inverse && inner(graph, inverse[0], 'Reciprocal');
  const centredName = node.op === 'Div' ? node.inputs[0] : inverse?.[1];
  const root = inner(graph, node.op === 'Div' ? node.inputs[1] : reciprocal?.inputs[0], 'Sqrt');
  const sum = root && inner(graph, root.inputs[0], 'Add');
  const epsilon = sum && numberOf(graph, sum.inputs[1]);
  const variance = sum && inner(graph, sum.inputs[0], 'ReduceMean');
  const square = variance && inner(graph, variance.inputs[0], 'Pow', 'Mul');
  const centred = graph.writer(centredName ?? '');
  if (epsilon === undefined || !square || centred?.op !== 'Sub' || !isSquareOf(graph, square, centredName!)) return undefined;
  const mean = inner(graph, centred.inputs[1], 'ReduceMean');
  const x = centred.inputs[0]!;
  const sample = sampleOf(graph, x);
  if (!mean || mean.inputs[0] !== x || !sample || graph.readersOf(centredName!).length !== 2 || graph.isOutput(centredName!)) return undefined;
  const [axes, others] = [mean, variance!].map((one) => reducedAxes(graph, one, sample.length + 1));
  if (!axes || axes.join() !== others?.join()) return undefined;
  return { x, epsilon: shortest(epsilon), axes, nodes: [mean, centred, square, variance!, sum!, root!, ...(reciprocal ? [reciprocal] : []), node] };
}

function isSquareOf(graph: TypedGraph, node: TypedNode, value: string): boolean {
  if (node.inputs[0] !== value) return false;
  return node.op === 'Mul' ? node.inputs[1] === value : numberOf(graph, node.inputs[1]) === 2;
}

function reducedAxes(graph: TypedGraph, node: TypedNode, rank: number): number[] | undefined {
  const axes = graph.sizes(node.inputs[1] ?? '')?.items as number[] | undefined;
  const { keepdims } = node.attributes;
  if (keepdims && 'int' in keepdims && keepdims.int === 0) return undefined;
  return axes?.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}
