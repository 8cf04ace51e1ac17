/** What transformers and their kin add to a sequence, and factors per channel. */
import { inner, isWire, sampleOf, single, sorted, weightOf, type Recogniser } from './recogniser';

/** A trained vector per place. */
export const positionalEmbedding: Recogniser = (node, graph) => {
  const operands = sorted(node, (name) => isWire(graph, name));
  const x = operands && sampleOf(graph, operands[0]);
  const weight = operands && weightOf(graph, operands[1]);
  if (x?.length !== 2 || !weight || weight.shape.filter((size, axis) => axis >= weight.shape.length - 2 || size !== 1).join() !== x.join()) return undefined;
  return { ...single(node, 'positional-embedding', {}, { weight: { ...weight, shape: x } }), inputs: [operands![0]] };
};

/** A trained vector in front of the sequence, repeated for every sample. */
export const classToken: Recogniser = (node, graph) => {
  const [token, x] = node.inputs;
  const sample = sampleOf(graph, x);
  const expand = inner(graph, token, 'Expand');
  const weight = expand && weightOf(graph, expand.inputs[0]);
  const { axis } = node.attributes;
  const isInFront = axis && 'int' in axis && (axis.int === 1 || axis.int === -2);
  if (node.inputs.length !== 2 || sample?.length !== 2 || !weight || weight.data.length !== sample[1] || !isInFront) return undefined;
  return { layer: 'class-token', params: {}, inputs: [x!], output: node.outputs[0]!, tensors: { weight: { ...weight, shape: [sample[1]!] } }, nodes: [expand, node] };
};

/** A trained factor per channel. */
export const layerScale: Recogniser = (node, graph) => {
  const operands = sorted(node, (name) => isWire(graph, name));
  const x = operands && sampleOf(graph, operands[0]);
  const weight = operands && weightOf(graph, operands[1]);
  if (!x || x.length === 0 || !weight || weight.data.length < 2) return undefined;
  const channels = x[x.length === 2 ? 1 : 0]!;
  const laid = x.length === 3 ? [channels, 1, 1] : [channels];
  if (weight.shape.filter((size, axis) => axis >= weight.shape.length - laid.length || size !== 1).join() !== laid.join()) return undefined;
  return { ...single(node, 'layer-scale', {}, { weight: { ...weight, shape: [channels] } }), inputs: [operands![0]] };
};
