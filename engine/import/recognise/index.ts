/** Which layers a graph is made of. Larger patterns are tried before smaller ones, from the end of the network to its start. */
import { BATCH } from '../../core/shape';
import { layerFor } from '../../layers/index';
import { LayerProblem } from '../../layers/define-layer';
import { parseParameters } from '../../infer/parse-parameters';
import type { TypedGraph, TypedNode } from '../typed-graph';
import { ACTIVATIONS } from './activations';
import { concat, permute, reshape, split, upsample, zeroPad } from './arrangement';
import { conv, convTranspose } from './conv';
import { gemm, matmul, matmulAdd } from './dense';
import { MERGES, multiply } from './merges';
import { classToken, layerScale, positionalEmbedding } from './tokens';
import { plainLayerNorm, writtenLayerNorm } from './layer-norm';
import { batchNorm, instanceNorm, layerNorm } from './normalization';
import { selfAttention } from './attention';
import { averagePool, flatGlobalPool, globalPool, maxPool } from './pooling';
import { sampleOf, type Recognised, type Recogniser } from './recogniser';
import { gelu, hardSigmoid, hardSwish, hardSwishByParts, mish, silu, step } from './written-activations';

/** By the last operator of the pattern. */
const RECOGNISERS: Readonly<Record<string, readonly Recogniser[]>> = {
  ...Object.fromEntries(Object.entries({ ...ACTIVATIONS, ...MERGES }).map(([op, one]) => [op, [one]])),
  Conv: [conv],
  ConvTranspose: [convTranspose],
  Gemm: [gemm],
  MatMul: [selfAttention, matmul],
  Add: [selfAttention, matmulAdd, writtenLayerNorm, positionalEmbedding, MERGES['Add']!],
  Mul: [gelu, silu, mish, hardSwish, plainLayerNorm, layerScale, multiply],
  Div: [hardSwishByParts, plainLayerNorm],
  Clip: [hardSigmoid, ACTIVATIONS['Clip']!],
  Cast: [step],
  Split: [split],
  BatchNormalization: [batchNorm],
  LayerNormalization: [layerNorm],
  InstanceNormalization: [instanceNorm],
  MaxPool: [maxPool],
  AveragePool: [averagePool],
  GlobalAveragePool: [globalPool],
  GlobalMaxPool: [globalPool],
  ReduceMean: [globalPool],
  ReduceMax: [globalPool],
  Flatten: [flatGlobalPool, reshape],
  Reshape: [flatGlobalPool, reshape],
  Squeeze: [flatGlobalPool, reshape],
  Unsqueeze: [reshape],
  Transpose: [permute],
  Concat: [classToken, concat],
  Pad: [zeroPad],
  Resize: [upsample],
};

/** Every pattern found, by the index of its last node in `graph.nodes`; no node stands in two of them. */
export function recognise(graph: TypedGraph): ReadonlyMap<TypedNode, Recognised> {
  const found = new Map<TypedNode, Recognised>();
  const taken = new Set<TypedNode>();
  for (const node of [...graph.nodes].reverse()) {
    if (taken.has(node) || node.folded || node.domain !== '' || !Object.hasOwn(RECOGNISERS, node.op)) continue;
    for (const recogniser of RECOGNISERS[node.op]!) {
      const one = recogniser(node, graph);
      if (!one || one.nodes.some((part) => taken.has(part) || part.folded) || !fits(one, graph)) continue;
      found.set(node, one);
      for (const part of one.nodes) taken.add(part);
      break;
    }
  }
  return found;
}

/** A layer is taken only if its own rules give what the file has: the sizes, and the shapes of its tensors. */
function fits({ layer, params = {}, inputs, output, more = [], tensors = {} }: Recognised, graph: TypedGraph): boolean {
  if (layer === undefined) return true;
  const definition = layerFor(layer, params);
  const samples = inputs.map((name) => sampleOf(graph, name));
  if (!definition || samples.includes(undefined)) return false;
  const { values, problems } = parseParameters(definition, params, '');
  if (problems.length > 0) return false;
  const context = { inputs: samples.map((sample) => sample!), parameters: values };
  try {
    const shapes = definition.shape(context);
    const results = [output, ...more].map((name) => graph.type(name));
    if (!results.every((result, index) => result?.dtype === 'float32' && [BATCH, ...(shapes[index] ?? [])].join() === result.shape.join())) return false;
    const wanted = Object.entries(definition.tensors?.(context) ?? {});
    return wanted.length === Object.keys(tensors).length && wanted.every(([name, spec]) => tensors[name]?.shape.join() === spec.shape.join());
  } catch (error) {
    if (error instanceof LayerProblem) return false;
    throw error;
  }
}
