/** Pooling under a window, and over everything. */
import { intOf } from '../../ops/onnx/translate';
import { poolOf } from '../../ops/onnx/compute';
import type { LayerType } from '../../layers/index';
import { plainWindow } from './conv';
import { inner, operandsOf, sampleOf, single, type Recogniser } from './recogniser';

export const maxPool: Recogniser = (node, graph) => {
  const window = sampleOf(graph, node.inputs[0])?.length === 3 && node.outputs.length === 1 ? poolOf(operandsOf(graph, node)) : undefined;
  return window && single(node, 'max-pool2d', { kernel: window.kernel, ...plainWindow(window) });
};

export const averagePool: Recogniser = (node, graph) => {
  const operands = operandsOf(graph, node);
  const window = sampleOf(graph, node.inputs[0])?.length === 3 ? poolOf(operands) : undefined;
  if (!window || window.dilations.some((step) => step !== 1)) return undefined;
  return single(node, 'avg-pool2d', { kernel: window.kernel, ...plainWindow(window), ...(intOf(operands, 'count_include_pad', 0) === 1 && { countPadding: true }) });
};

const GLOBAL: Readonly<Record<string, LayerType>> = { GlobalAveragePool: 'global-avg-pool', GlobalMaxPool: 'global-max-pool', ReduceMean: 'global-avg-pool', ReduceMax: 'global-max-pool' };

/** Over all positions; the axes stay with size 1 or go, as the node says. */
export const globalPool: Recogniser = (node, graph) => {
  const x = sampleOf(graph, node.inputs[0]);
  const result = sampleOf(graph, node.outputs[0]);
  if (!x || !result || (x.length !== 3 && x.length !== 2)) return undefined;
  const isReduction = node.op.startsWith('Reduce');
  if (isReduction && !poolsPositions(graph.sizes(node.inputs[1] ?? '')?.items as number[] | undefined, x.length)) return undefined;
  // A sequence has its values last, where the operator takes them for the axis of channels.
  if (!isReduction && x.length === 2) return undefined;
  return single(node, GLOBAL[node.op]!, { keepAxes: result.length === x.length });
};

/** Axes with the batch counted: height and width of a picture, the steps of a sequence. */
function poolsPositions(axes: readonly number[] | undefined, sample: number): boolean {
  if (!axes) return false;
  const found = axes.map((axis) => (axis < 0 ? axis + sample + 1 : axis)).sort((a, b) => a - b);
  return found.join() === (sample === 3 ? '2,3' : '1');
}

/** Global pooling, then the axes of size 1 taken away. */
export const flatGlobalPool: Recogniser = (node, graph) => {
  const pool = inner(graph, node.inputs[0], ...Object.keys(GLOBAL));
  const found = pool && globalPool(pool, graph);
  const result = sampleOf(graph, node.outputs[0]);
  if (!found || result?.length !== 1 || sampleOf(graph, pool!.inputs[0])?.[0] !== result[0]) return undefined;
  return { ...found, params: { keepAxes: false }, output: node.outputs[0]!, nodes: [pool!, node] };
};
