/** Kernels that people have drawn by hand, before networks learned theirs. */
import { createDocument } from '../document/edits';
import { GraphBuilder } from '../document/graph-builder';
import type { LoomDocument } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';

export type Kernel = readonly (readonly number[])[];

export interface NamedKernel {
  readonly name: string;
  readonly title: string;
  /** Two for a gradient: across and down. */
  readonly kernels: readonly [Kernel] | readonly [Kernel, Kernel];
  readonly lesson: string;
}

export const KERNELS: readonly NamedKernel[] = [
  { name: 'sobel', title: 'Sobel', kernels: [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]], lesson: 'Differences across and down, smoothed along the edge.' },
  { name: 'prewitt', title: 'Prewitt', kernels: [[[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]], lesson: 'Differences across and down, each row weighing the same.' },
  { name: 'roberts', title: 'Roberts', kernels: [[[0, 1], [-1, 0]], [[1, 0], [0, -1]]], lesson: 'Differences along the diagonals, over 2 × 2 cells: quick, and easily disturbed by noise.' },
  { name: 'sharpen', title: 'Sharpen', kernels: [[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]], lesson: 'The cell itself plus its difference from its neighbours.' },
  { name: 'gaussian', title: 'Gaussian blur', kernels: [[[1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16]]], lesson: 'A weighted mean: noise goes, and so do fine lines.' },
  { name: 'laplace', title: 'Laplace', kernels: [[[0, 1, 0], [1, -4, 1], [0, 1, 0]]], lesson: 'The second difference in all directions: it crosses zero at an edge.' },
];

export const POOLS = ['max', 'min', 'avg'] as const;
export type Pool = (typeof POOLS)[number];

/** A picture through filters of one size and through the three poolings. The filters' weights come with each question. */
export function benchNetwork(side: number, filters: number, kernel: number, window: number): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const picture = graph.add({ type: 'input', name: 'picture', params: { shape: [1, side, side] } });
  const conv = graph.add({ type: 'conv2d', name: 'conv', params: { filters, kernel: [kernel, kernel], bias: false } }, picture);
  for (const pool of POOLS) graph.add({ type: `${pool}-pool2d`, name: pool, params: { kernel: [window, window], stride: [window, window] } }, picture);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' } }, conv);
  return createDocument('bench', graph.build());
}

/** One row of a picture and its first and second difference, each a convolution in one dimension. */
export function edgeNetwork(length: number): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const row = graph.add({ type: 'input', name: 'row', params: { shape: [1, 1, length] } });
  const first = graph.add({ type: 'conv2d', name: 'first', params: { filters: 1, kernel: [1, 2], bias: false } }, row);
  graph.add({ type: 'conv2d', name: 'second', params: { filters: 1, kernel: [1, 3], bias: false } }, row);
  graph.add({ type: 'output', name: 'output', params: { loss: 'mean-squared-error' } }, first);
  return createDocument('edge', graph.build());
}

export const EDGE_WEIGHTS = { 'first.weight': [-1, 1], 'second.weight': [1, -2, 1] } as const;

/** √(gx² + gy²), cell by cell. */
export function gradientMagnitude(across: readonly number[], down: readonly number[]): number[] {
  return across.map((value, cell) => Math.hypot(value, down[cell]!));
}

/** Where the picture grows brighter, as an angle from −π to π; `down` counts upwards as positive, as the kernels do. */
export function gradientDirection(across: readonly number[], down: readonly number[]): number[] {
  return across.map((value, cell) => Math.atan2(down[cell]!, value));
}
