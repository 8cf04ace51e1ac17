/** A matrix of weights, with or without a bias: Gemm, or MatMul and Add. */
import type { Tensor } from '../../core/dtype';
import { floatOf, intOf } from '../../ops/onnx/translate';
import { transposed } from '../known-values';
import type { TypedGraph, TypedNode } from '../typed-graph';
import { inner, operandsOf, sampleOf, sorted, weightOf, type Recogniser } from './recogniser';

export const gemm: Recogniser = (node, graph) => {
  const operands = operandsOf(graph, node);
  const [x, weight] = [sampleOf(graph, node.inputs[0]), weightOf(graph, node.inputs[1])];
  const isPlain = intOf(operands, 'transA', 0) === 0 && floatOf(operands, 'alpha', 1) === 1 && floatOf(operands, 'beta', 1) === 1;
  if (x?.length !== 1 || weight?.shape.length !== 2 || !isPlain) return undefined;
  const rows = intOf(operands, 'transB', 0) === 1 ? weight : transposed(weight);
  const bias = node.inputs[2] ? biasOf(weightOf(graph, node.inputs[2]), rows.shape[0]!) : undefined;
  return node.inputs[2] && !bias ? undefined : layer(node.inputs[0]!, node.outputs[0]!, rows, bias, [node]);
};

export const matmul: Recogniser = (node, graph) => {
  const weight = matrixOf(node, graph);
  return weight && layer(node.inputs[0]!, node.outputs[0]!, transposed(weight), undefined, [node]);
};

/** MatMul, then a constant per unit. */
export const matmulAdd: Recogniser = (node, graph) => {
  const operands = sorted(node, (name) => inner(graph, name, 'MatMul') !== undefined);
  const product = operands && inner(graph, operands[0], 'MatMul');
  const weight = product && matrixOf(product, graph);
  const bias = weight && biasOf(weightOf(graph, operands![1]), weight.shape[1]!);
  return bias && layer(product!.inputs[0]!, node.outputs[0]!, transposed(weight), bias, [product!, node]);
};

function matrixOf(node: TypedNode, graph: TypedGraph): Tensor<'float32'> | undefined {
  const x = sampleOf(graph, node.inputs[0]);
  const weight = weightOf(graph, node.inputs[1]);
  return (x?.length === 1 || x?.length === 2) && weight?.shape.length === 2 ? weight : undefined;
}

function biasOf(tensor: Tensor<'float32'> | undefined, units: number): Tensor<'float32'> | undefined {
  if (!tensor || tensor.data.length !== units || tensor.shape.at(-1) !== units) return undefined;
  return { ...tensor, shape: [units] };
}

function layer(input: string, output: string, weight: Tensor<'float32'>, bias: Tensor<'float32'> | undefined, nodes: readonly TypedNode[]) {
  return { layer: 'dense' as const, params: { units: weight.shape[0]!, bias: bias !== undefined }, inputs: [input], output, tensors: { weight, ...(bias && { bias }) }, nodes };
}
