import { BLOCKED_DOMAIN } from '../../engine/onnx/model';
import { Graph } from './graph';

/** AVX-512's block; ReorderInput on four channels tells it on any machine. */
export const BLOCK = 16;

/** NCHW → N, C/16, H·W, 16. */
export function toBlocked(data: Float32Array, [n, c, h, w]: readonly [number, number, number, number]): Float32Array {
  return permuted(data, [n, c / BLOCK, BLOCK, h * w], [0, 1, 3, 2]);
}

export function fromBlocked(data: Float32Array, [n, c, h, w]: readonly [number, number, number, number]): Float32Array {
  return permuted(data, [n, c / BLOCK, h * w, BLOCK], [0, 1, 3, 2]);
}

/** OIHW → OIHW16i16o, or OIHW16o where the input channels are no whole block (pictures, depthwise). */
export function toBlockedWeight(data: Float32Array, [o, i, h, w]: readonly [number, number, number, number]): Float32Array {
  if (i < BLOCK) return permuted(data, [o / BLOCK, BLOCK, i, h * w], [0, 2, 3, 1]);
  return permuted(data, [o / BLOCK, BLOCK, i / BLOCK, BLOCK, h * w], [0, 2, 4, 3, 1]);
}

/** The same inside a graph, for parameters that stay OIHW. */
export function blockWeightInGraph(graph: Graph, weight: string, [o, i, h, w]: readonly [number, number, number, number]): string {
  const split = i < BLOCK
    ? graph.transpose(graph.reshape(weight, o / BLOCK, BLOCK, i, h * w), 0, 2, 3, 1)
    : graph.transpose(graph.reshape(weight, o / BLOCK, BLOCK, i / BLOCK, BLOCK, h * w), 0, 2, 4, 3, 1);
  return graph.reshape(split, o, i, h, w);
}

export function blockedConv(
  graph: Graph,
  inputs: readonly string[],
  attributes: Readonly<Record<string, number | string | readonly number[]>>,
): string {
  return graph.op('Conv', inputs, attributes, BLOCKED_DOMAIN);
}

export function reorderInput(graph: Graph, value: string): string {
  return graph.op('ReorderInput', [value], {}, BLOCKED_DOMAIN);
}

export function reorderOutput(graph: Graph, value: string, channels: number): string {
  return graph.op('ReorderOutput', [value], { channels }, BLOCKED_DOMAIN);
}

export function permuted(data: Float32Array, shape: readonly number[], perm: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((all, size) => all * size, 1));
  const result = new Float32Array(data.length);
  const position = perm.map(() => 0);
  for (let index = 0; index < result.length; index++) {
    let from = 0;
    for (let axis = 0; axis < perm.length; axis++) from += position[axis]! * strides[perm[axis]!]!;
    result[index] = data[from]!;
    for (let axis = perm.length - 1; axis >= 0 && ++position[axis]! === shape[perm[axis]!]; axis--) position[axis] = 0;
  }
  return result;
}
