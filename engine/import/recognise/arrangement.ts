/** Shapes, axes, edges, sizes of pictures. */
import { textOf } from '../../ops/onnx/translate';
import type { AxisName } from '../../layers/named-axis';
import { weightOf, operandsOf, sampleOf, single, type Recogniser } from './recogniser';

/** Flatten, Reshape, Squeeze and Unsqueeze that leave the batch alone. */
export const reshape: Recogniser = (node, graph) => {
  const [from, to] = [sampleOf(graph, node.inputs[0]), sampleOf(graph, node.outputs[0])];
  if (!from || !to || from.length === 0 || to.length === 0 || product(from) !== product(to)) return undefined;
  if (from.join() === to.join()) return { inputs: [node.inputs[0]!], output: node.outputs[0]!, nodes: [node] };
  return to.length === 1 ? single(node, 'flatten') : single(node, 'reshape', { shape: to });
};

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}

export const permute: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const perm = node.attributes['perm'];
  if (!x || !perm || !('ints' in perm) || perm.ints[0] !== 0) return undefined;
  return single(node, 'permute', { order: perm.ints.slice(1).map((axis) => axis - 1) });
};

const AXES: Readonly<Record<number, readonly AxisName[]>> = { 1: ['channels'], 2: ['steps', 'channels'], 3: ['channels', 'height', 'width'] };

export const concat: Recogniser = (node, graph) => {
  const samples = node.inputs.map((name) => sampleOf(graph, name));
  const { axis } = node.attributes;
  const [first] = samples;
  if (!first || samples.includes(undefined) || samples.length < 2 || !axis || !('int' in axis)) return undefined;
  const name = AXES[first.length]?.[(axis.int < 0 ? axis.int + first.length + 1 : axis.int) - 1];
  return name && { layer: 'concat', params: { axis: name }, inputs: node.inputs, output: node.outputs[0]!, nodes: [node] };
};

/** Zeros around a picture. */
export const zeroPad: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const pads = graph.sizes(node.inputs[1] ?? '')?.items as readonly number[] | undefined;
  const value = node.inputs[2] ? graph.tensor(node.inputs[2])?.data[0] : 0;
  if (x?.length !== 3 || pads?.length !== 8 || Number(value) !== 0 || node.inputs[3] || textOf(operandsOf(graph, node), 'mode', 'constant') !== 'constant') return undefined;
  const [, , top, left, , , bottom, right] = pads;
  if ([0, 1, 4, 5].some((place) => pads[place] !== 0)) return undefined;
  return single(node, 'zero-pad2d', { pads: [top!, left!, bottom!, right!] });
};

/** Enlarged by whole factors. */
export const upsample: Recogniser = (node, graph) => {
  const [from, to] = [sampleOf(graph, node.inputs[0]), sampleOf(graph, node.outputs[0])];
  if (from?.length !== 3 || to?.length !== 3 || from[0] !== to[0]) return undefined;
  const factor = [to[1]! / from[1]!, to[2]! / from[2]!];
  const scales = weightOf(graph, node.inputs[2]);
  const isWhole = factor.every((times) => Number.isInteger(times)) && (!scales || scales.data.length === 0 || Array.from(scales.data).join() === [1, 1, ...factor].join());
  if (!isWhole || node.attributes['antialias'] || node.attributes['axes']) return undefined;
  const operands = operandsOf(graph, node);
  const coordinates = textOf(operands, 'coordinate_transformation_mode', 'half_pixel');
  const mode = textOf(operands, 'mode', 'nearest');
  if (mode === 'nearest' && coordinates === 'asymmetric' && textOf(operands, 'nearest_mode', 'round_prefer_floor') === 'floor') return single(node, 'upsample2d', { factor, mode: 'nearest' });
  const isCentred = coordinates === 'half_pixel' || (coordinates === 'pytorch_half_pixel' && to[1]! > 1 && to[2]! > 1);
  return mode === 'linear' && isCentred ? single(node, 'upsample2d', { factor, mode: 'bilinear' }) : undefined;
};

/** Cut in two along one axis. */
export const split: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const [first, rest] = node.outputs.map((name) => sampleOf(graph, name));
  const { axis } = node.attributes;
  if (!x || node.outputs.length !== 2 || !first || !rest || !axis || !('int' in axis)) return undefined;
  const place = (axis.int < 0 ? axis.int + x.length + 1 : axis.int) - 1;
  const name = AXES[x.length]?.[place];
  if (name === undefined) return undefined;
  const params = { axis: name, ...(first[place] !== rest[place] && { at: first[place]! }) };
  return { layer: 'split', params, inputs: [node.inputs[0]!], output: node.outputs[0]!, more: [node.outputs[1]!], nodes: [node] };
};
