/** Convolutions over pictures. */
import { intOf, intsOf } from '../../ops/onnx/translate';
import { windowOf } from '../../ops/onnx/compute';
import { operandsOf, sampleOf, single, weightOf, type Recogniser } from './recogniser';

export const conv: Recogniser = (node, graph) => {
  const [x, weight, bias] = [sampleOf(graph, node.inputs[0]), weightOf(graph, node.inputs[1]), weightOf(graph, node.inputs[2])];
  if (x?.length !== 3 || weight?.shape.length !== 4 || (node.inputs[2] && !bias)) return undefined;
  const operands = operandsOf(graph, node);
  const window = windowOf(operands, operands.inputs[1]!);
  if (!window) return undefined;
  const params = { filters: weight.shape[0]!, kernel: weight.shape.slice(2), ...plainWindow(window), groups: intOf(operands, 'group', 1), bias: bias !== undefined };
  return single(node, 'conv2d', params, { weight, ...(bias && { bias }) });
};

export const convTranspose: Recogniser = (node, graph) => {
  const [x, weight, bias] = [sampleOf(graph, node.inputs[0]), weightOf(graph, node.inputs[1]), weightOf(graph, node.inputs[2])];
  if (x?.length !== 3 || weight?.shape.length !== 4 || (node.inputs[2] && !bias) || !node.translated) return undefined;
  const operands = operandsOf(graph, node);
  const window = windowOf(operands, operands.inputs[1]!)!;
  const groups = intOf(operands, 'group', 1);
  const outputPadding = intsOf(operands, 'output_padding') ?? [0, 0];
  const params = { filters: weight.shape[1]! * groups, kernel: weight.shape.slice(2), ...plainWindow(window), outputPadding, groups, bias: bias !== undefined };
  return single(node, 'conv-transpose2d', params, { weight, ...(bias && { bias }) });
};

/** With the words of the layers; settings at their usual value are left out. */
export function plainWindow({ strides, pads, dilations }: { readonly strides: readonly number[]; readonly pads: readonly number[]; readonly dilations: readonly number[] }) {
  return {
    stride: strides,
    ...(pads.some((pad) => pad !== 0) ? { padding: 'explicit', pads } : { padding: 'valid' }),
    ...(dilations.some((step) => step !== 1) && { dilation: dilations }),
  };
}
