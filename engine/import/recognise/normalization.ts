/** Normalizations with their statistics, scale and shift. */
import type { Tensor } from '../../core/dtype';
import { floatOf, intOf } from '../../ops/onnx/translate';
import type { TypedGraph } from '../typed-graph';
import { operandsOf, sampleOf, shortest, single, weightOf, type Recogniser } from './recogniser';

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
