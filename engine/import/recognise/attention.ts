/** Self-attention in several heads, written out: three projections of one sequence, two products, a projection of the result. */
import type { Tensor } from '../../core/dtype';
import type { TypedGraph, TypedNode } from '../typed-graph';
import { gemm, matmulAdd, matmul } from './dense';
import { inner, numberOf, sampleOf, sorted, weightOf, type Recognised, type Recogniser } from './recogniser';

interface Projection extends Recognised {
  readonly tensors: Readonly<Record<string, Tensor<'float32'>>>;
}

export const selfAttention: Recogniser = (node, graph) => {
  const out = project(node, graph);
  const joined = out && unwrap(graph, out.inputs[0], 'Reshape');
  const turned = joined && unwrap(graph, joined.inputs[0], 'Transpose', '0,2,1,3');
  const mixed = turned && inner(graph, turned.inputs[0], 'MatMul');
  const shares = mixed && inner(graph, mixed.inputs[0], 'Softmax');
  const scaled = shares && scaledScores(graph, shares.inputs[0]!);
  const products = scaled?.products;
  if (!out || !products || !mixed) return undefined;
  const [q, k, v] = [perHead(graph, products.inputs[0], '0,2,1,3'), perHead(graph, products.inputs[1], '0,2,3,1'), perHead(graph, mixed.inputs[1], '0,2,1,3')];
  if (!q || !k || !v) return undefined;
  const x = q.projection.inputs[0]!;
  const sample = sampleOf(graph, x);
  const [heads, width] = [q.heads, sample?.[1] ?? 0];
  const projections = [q.projection, k.projection, v.projection];
  const isOne = sample?.length === 2 && projections.every(({ inputs, tensors }) => inputs[0] === x && tensors['weight']!.shape.join() === `${width},${width}`) && [k.heads, v.heads].every((count) => count === heads);
  const bias = out.tensors['bias'];
  const isEven = projections.every(({ tensors }) => (tensors['bias'] === undefined) === (bias === undefined));
  if (!isOne || !isEven || !isRoot(scaled.factor, width / heads)) return undefined;
  const joinedOf = (name: string, shape: readonly number[]) => ({ dtype: 'float32' as const, shape, data: concatenated(projections.map(({ tensors }) => tensors[name]!.data)) });
  return {
    layer: 'self-attention',
    params: { heads, ...(bias ? {} : { bias: false }), ...(scaled.isCausal && { causal: true }) },
    inputs: [x],
    output: node.outputs[0]!,
    tensors: {
      in_proj_weight: joinedOf('weight', [3 * width, width]),
      ...(bias && { in_proj_bias: joinedOf('bias', [3 * width]), 'out_proj.bias': bias }),
      'out_proj.weight': out.tensors['weight']!,
    },
    nodes: [...projections.flatMap(({ nodes }) => nodes), ...q.nodes, ...k.nodes, ...v.nodes, ...scaled.nodes, shares!, mixed, turned!, joined!, ...out.nodes],
  };
};

function project(node: TypedNode | undefined, graph: TypedGraph): Projection | undefined {
  if (!node) return undefined;
  const recogniser = node.op === 'Add' ? matmulAdd : node.op === 'MatMul' ? matmul : gemm;
  return ['Add', 'MatMul', 'Gemm'].includes(node.op) ? (recogniser(node, graph) as Projection | undefined) : undefined;
}

/** The node that writes a value read by nothing else; for a Transpose with this order of axes. */
function unwrap(graph: TypedGraph, name: string | undefined, op: 'Reshape' | 'Transpose', order?: string): TypedNode | undefined {
  const node = inner(graph, name, op);
  const perm = node?.attributes['perm'];
  return node && order !== undefined && !(perm && 'ints' in perm && perm.ints.join() === order) ? undefined : node;
}

interface Heads {
  readonly projection: Projection;
  readonly heads: number;
  readonly nodes: readonly TypedNode[];
}

/** [N, T, E] as [N, heads, T, E / heads], or with the last two axes exchanged. */
function perHead(graph: TypedGraph, name: string | undefined, order: string): Heads | undefined {
  const turned = unwrap(graph, name, 'Transpose', order);
  const split = turned && unwrap(graph, turned.inputs[0], 'Reshape');
  const shape = split && graph.type(split.outputs[0]!)?.shape;
  const projection = split && project(inner(graph, split.inputs[0], 'Add', 'MatMul', 'Gemm'), graph);
  const heads = shape?.[2];
  return projection && shape?.length === 4 && typeof heads === 'number' ? { projection, heads, nodes: [split, turned] } : undefined;
}

interface Scores {
  readonly products: TypedNode;
  readonly factor: number;
  readonly isCausal: boolean;
  readonly nodes: readonly TypedNode[];
}

/** The products times 1/√d, or divided by √d; with a mask that hides later steps, or none. */
function scaledScores(graph: TypedGraph, name: string): Scores | undefined {
  const masked = inner(graph, name, 'Add');
  const operands = masked && sorted(masked, (one) => !graph.constants.has(one));
  if (masked && (!operands || !hidesLaterSteps(weightOf(graph, operands[1])))) return undefined;
  const scaled = inner(graph, operands?.[0] ?? name, 'Mul', 'Div');
  const value = scaled && numberOf(graph, scaled.inputs[1]);
  const products = scaled && inner(graph, scaled.inputs[0], 'MatMul');
  if (!products || value === undefined) return undefined;
  return { products, factor: scaled.op === 'Mul' ? value : 1 / value, isCausal: masked !== undefined, nodes: [products, scaled, ...(masked ? [masked] : [])] };
}

function hidesLaterSteps(mask: Tensor<'float32'> | undefined): boolean {
  const steps = mask?.shape.at(-1) ?? 0;
  if (!mask || mask.shape.at(-2) !== steps || mask.data.length !== steps * steps) return false;
  return mask.data.every((value, at) => (at % steps > Math.floor(at / steps) ? value <= -1e9 : value === 0));
}

function isRoot(factor: number, size: number): boolean {
  return Math.abs(factor * Math.sqrt(size) - 1) < 1e-6;
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
