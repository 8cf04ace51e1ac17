/** Normalizations with their statistics, scale and shift. */
import type { Tensor } from '../../core/dtype';
import { floatOf, intOf } from '../../ops/onnx/translate';
import type { TypedGraph } from '../typed-graph';
import { inner, numberOf, operandsOf, sampleOf, shortest, single, weightOf, type Recogniser } from './recogniser';

export const batchNorm: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const [weight, bias, mean, variance] = node.inputs.slice(1).map((name) => weightOf(graph, name));
  if (!x || ![1, 3].includes(x.length) || !weight || !bias || !mean || !variance || node.outputs.length > 1) return undefined;
  const operands = operandsOf(graph, node);
  if (intOf(operands, 'training_mode', 0) !== 0) return undefined;
  // ONNX counts what is kept of the running statistics, we what is new.
  const params = { momentum: shortest(1 - shortest(floatOf(operands, 'momentum', 0.9))), epsilon: shortest(floatOf(operands, 'epsilon', 1e-5)) };
  return single(node, 'batch-norm', params, { weight, bias, running_mean: mean, running_var: variance });
};

export const layerNorm: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const operands = operandsOf(graph, node);
  const axis = intOf(operands, 'axis', -1);
  if (!x || node.outputs.length > 1) return undefined;
  const first = axis < 0 ? axis + x.length + 1 : axis;
  const over = first === x.length && x.length < 3 ? 'channels' : first === 1 ? 'sample' : undefined;
  if (!over) return undefined;
  return affine(graph, node.inputs[1], node.inputs[2], (tensors, flags) => single(node, 'layer-norm', { over, epsilon: shortest(floatOf(operands, 'epsilon', 1e-5)), ...flags }, tensors));
};

export const instanceNorm: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  if (x?.length !== 3) return undefined;
  const epsilon = shortest(floatOf(operandsOf(graph, node), 'epsilon', 1e-5));
  return affine(graph, node.inputs[1], node.inputs[2], (tensors, flags) => single(node, 'instance-norm', { epsilon, ...flags }, tensors));
};

type Flags = { readonly scale: boolean; readonly center: boolean };

function affine<T>(graph: TypedGraph, scale: string | undefined, shift: string | undefined, make: (tensors: Record<string, Tensor<'float32'>>, flags: Flags) => T): T | undefined {
  const [weight, bias] = [weightOf(graph, scale), weightOf(graph, shift)];
  if ((scale && !weight) || (shift && !bias)) return undefined;
  return make({ ...(weight && { weight }), ...(bias && { bias }) }, { scale: weight !== undefined, center: bias !== undefined });
}

/** (x − mean) / √(mean((x − mean)²) + ε) · weight + bias, as exporters wrote it before there was an operator for it. */
export const writtenLayerNorm: Recogniser = (node, graph) => {
  const bias = weightOf(graph, node.inputs[1]);
  const scaled = bias && inner(graph, node.inputs[0], 'Mul');
  const weight = scaled && weightOf(graph, scaled.inputs[1]);
  const quotient = weight && inner(graph, scaled!.inputs[0], 'Div');
  const centred = quotient && graph.writer(quotient.inputs[0]!);
  const root = quotient && inner(graph, quotient.inputs[1], 'Sqrt');
  const sum = root && inner(graph, root.inputs[0], 'Add');
  const epsilon = sum && numberOf(graph, sum.inputs[1]);
  const variance = sum && inner(graph, sum.inputs[0], 'ReduceMean');
  const square = variance && inner(graph, variance.inputs[0], 'Pow', 'Mul');
  if (!centred || centred.op !== 'Sub' || epsilon === undefined || !square || !isSquareOf(graph, square, centred.outputs[0]!)) return undefined;
  const mean = inner(graph, centred.inputs[1], 'ReduceMean');
  const x = sampleOf(graph, centred.inputs[0]);
  const channels = x?.at(-1);
  const readers = graph.readersOf(centred.outputs[0]!).length;
  if (!mean || mean.inputs[0] !== centred.inputs[0] || !x || x.length > 2 || readers !== 2 || weight!.data.length !== channels || bias!.data.length !== channels) return undefined;
  if (![mean, variance!].every((one) => isLastAxis(graph, one.inputs[1], x.length))) return undefined;
  const flat = (tensor: Tensor<'float32'>) => ({ ...tensor, shape: [channels!] });
  return { layer: 'layer-norm', params: { epsilon: shortest(epsilon) }, inputs: [centred.inputs[0]!], output: node.outputs[0]!, tensors: { weight: flat(weight!), bias: flat(bias!) }, nodes: [mean, centred, square, variance!, sum!, root!, quotient!, scaled!, node] };
};

function isSquareOf(graph: TypedGraph, node: { readonly op: string; readonly inputs: readonly string[] }, value: string): boolean {
  if (node.inputs[0] !== value) return false;
  return node.op === 'Mul' ? node.inputs[1] === value : numberOf(graph, node.inputs[1]) === 2;
}

function isLastAxis(graph: TypedGraph, name: string | undefined, last: number): boolean {
  const axes = graph.sizes(name ?? '')?.items;
  return axes?.length === 1 && (axes[0] === -1 || axes[0] === last);
}
