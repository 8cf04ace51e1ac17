/** Activations that are one operator. */
import type { LayerType } from '../../layers/index';
import { floatOf, intOf, textOf } from '../../ops/onnx/translate';
import { numberOf, operandsOf, sampleOf, shortest, single, weightOf, type Recogniser } from './recogniser';

function plain(layer: LayerType): Recogniser {
  return (node, graph) => (sampleOf(graph, node.inputs[0]) ? single(node, layer) : undefined);
}

function withAlpha(layer: LayerType, usual: number): Recogniser {
  return (node, graph) => (sampleOf(graph, node.inputs[0]) ? single(node, layer, { alpha: shortest(floatOf(operandsOf(graph, node), 'alpha', usual)) }) : undefined);
}

/** `channels` where that is the axis, else `last`. */
function competing(layer: 'softmax' | 'log-softmax'): Recogniser {
  return (node, graph) => {
    const x = sampleOf(graph, node.inputs[0]);
    if (!x || x.length === 0) return undefined;
    const axis = intOf(operandsOf(graph, node), 'axis', -1);
    const place = (axis < 0 ? axis + x.length + 1 : axis) - 1;
    const channels = [0, 1, 0][x.length - 1];
    return place === channels ? single(node, layer) : place === x.length - 1 ? single(node, layer, { axis: 'last' }) : undefined;
  };
}

const clip: Recogniser = (node, graph) => {
  const [low, high] = [numberOf(graph, node.inputs[1]), numberOf(graph, node.inputs[2])];
  if (!sampleOf(graph, node.inputs[0]) || low !== 0) return undefined;
  if (high === 6) return single(node, 'relu6');
  return node.inputs[2] ? undefined : single(node, 'relu');
};

const selu: Recogniser = (node, graph) => {
  const operands = operandsOf(graph, node);
  const isUsual = Math.abs(floatOf(operands, 'alpha', 1.6732632) - 1.6732632) < 1e-6 && Math.abs(floatOf(operands, 'gamma', 1.050701) - 1.050701) < 1e-6;
  return sampleOf(graph, node.inputs[0]) && isUsual ? single(node, 'selu') : undefined;
};

const prelu: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const slope = weightOf(graph, node.inputs[1]);
  const channels = x && (x.length === 2 ? x[1] : x[0]);
  if (!x || !slope || channels === undefined) return undefined;
  const isPerChannel = x.length === 3 ? slope.shape.slice(-3).join() === `${channels},1,1` : slope.shape.at(-1) === channels;
  if (slope.data.length === channels && isPerChannel) return single(node, 'prelu', {}, { weight: { ...slope, shape: [channels] } });
  if (slope.data.length !== 1) return undefined;
  return single(node, 'prelu', {}, { weight: { dtype: 'float32', shape: [channels], data: new Float32Array(channels).fill(slope.data[0]!) } });
};

const gelu: Recogniser = (node, graph) => (sampleOf(graph, node.inputs[0]) && textOf(operandsOf(graph, node), 'approximate', 'none') === 'none' ? single(node, 'gelu') : undefined);

const hardSigmoid: Recogniser = (node, graph) => {
  const operands = operandsOf(graph, node);
  const isUsual = Math.abs(floatOf(operands, 'alpha', 0.2) - 1 / 6) < 1e-6 && floatOf(operands, 'beta', 0.5) === 0.5;
  return sampleOf(graph, node.inputs[0]) && isUsual ? single(node, 'hard-sigmoid') : undefined;
};

/** What does nothing while the network is in use. */
const nothing: Recogniser = (node) => ({ inputs: [node.inputs[0]!], output: node.outputs[0]!, nodes: [node] });

const dropout: Recogniser = (node, graph) => {
  const rate = node.inputs[1] ? numberOf(graph, node.inputs[1]) : 0.5;
  const isInUse = !node.inputs[2] || Number(graph.tensor(node.inputs[2])?.data[0]) === 0;
  if (!sampleOf(graph, node.inputs[0]) || rate === undefined || !(rate >= 0 && rate < 1) || !isInUse || node.outputs.length > 1) return undefined;
  return single(node, 'dropout', { rate: shortest(rate) });
};

export const ACTIVATIONS: Readonly<Record<string, Recogniser>> = {
  Relu: plain('relu'),
  Sigmoid: plain('sigmoid'),
  Tanh: plain('tanh'),
  Softplus: plain('softplus'),
  HardSwish: plain('hard-swish'),
  LeakyRelu: withAlpha('leaky-relu', 0.01),
  Elu: withAlpha('elu', 1),
  Selu: selu,
  PRelu: prelu,
  Gelu: gelu,
  HardSigmoid: hardSigmoid,
  Softmax: competing('softmax'),
  LogSoftmax: competing('log-softmax'),
  Clip: clip,
  Identity: nothing,
  Dropout: dropout,
};
