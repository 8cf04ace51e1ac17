/** Operators over several wires of one shape. */
import type { LayerType } from '../../layers/index';
import { isWire, sampleOf, type Recogniser } from './recogniser';

function merge(layer: LayerType): Recogniser {
  return (node, graph) => {
    const samples = node.inputs.map((name) => (isWire(graph, name) ? sampleOf(graph, name) : undefined));
    const isEqual = samples.length > 1 && samples.every((sample) => sample !== undefined && sample.join() === samples[0]!.join());
    return isEqual ? { layer, params: {}, inputs: node.inputs, output: node.outputs[0]!, nodes: [node] } : undefined;
  };
}

export const MERGES: Readonly<Record<string, Recogniser>> = {
  Add: merge('add'),
  Sum: merge('add'),
  Sub: merge('subtract'),
  Mean: merge('average'),
  Max: merge('maximum'),
  Min: merge('minimum'),
};

/** A gate may have axes of size 1. */
export const multiply: Recogniser = (node, graph) => {
  const samples = node.inputs.map((name) => (isWire(graph, name) ? sampleOf(graph, name) : undefined));
  const [a, b] = samples;
  if (!a || !b || samples.length !== 2 || a.length !== b.length) return undefined;
  const fits = a.every((size, axis) => size === b[axis] || size === 1 || b[axis] === 1);
  return fits ? { layer: 'multiply', params: {}, inputs: node.inputs, output: node.outputs[0]!, nodes: [node] } : undefined;
};
