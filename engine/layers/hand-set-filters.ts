/** Filters that people set by hand, before networks learned theirs. */
import { formatShape, type Shape } from '../core/shape';
import { LayerProblem } from './define-layer';
import { imageShape, windowPositions, type WindowParameters } from './image-window';

export type Filter = readonly (readonly number[])[];

/** Differences in two directions: across the columns and down the rows, of Roberts along the two diagonals. */
export const GRADIENT_OPERATORS = {
  sobel: [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]],
  prewitt: [[[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]],
  'prewitt-4x4': [
    [[-3, -1, 1, 3], [-3, -1, 1, 3], [-3, -1, 1, 3], [-3, -1, 1, 3]],
    [[3, 3, 3, 3], [1, 1, 1, 1], [-1, -1, -1, -1], [-3, -3, -3, -3]],
  ],
  roberts: [[[0, 1], [-1, 0]], [[1, 0], [0, -1]]],
} as const satisfies Readonly<Record<string, readonly [Filter, Filter]>>;

export type GradientOperator = keyof typeof GRADIENT_OPERATORS;

export const HAND_SET_FILTERS = {
  'sobel-across': GRADIENT_OPERATORS.sobel[0],
  'sobel-down': GRADIENT_OPERATORS.sobel[1],
  'prewitt-across': GRADIENT_OPERATORS.prewitt[0],
  'prewitt-down': GRADIENT_OPERATORS.prewitt[1],
  'prewitt-4x4-across': GRADIENT_OPERATORS['prewitt-4x4'][0],
  'prewitt-4x4-down': GRADIENT_OPERATORS['prewitt-4x4'][1],
  'roberts-first': GRADIENT_OPERATORS.roberts[0],
  'roberts-second': GRADIENT_OPERATORS.roberts[1],
  sharpen: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
  gaussian: [[1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16]],
  mean: [[1 / 9, 1 / 9, 1 / 9], [1 / 9, 1 / 9, 1 / 9], [1 / 9, 1 / 9, 1 / 9]],
  laplace: [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
} as const satisfies Readonly<Record<string, Filter>>;

export type HandSetFilter = keyof typeof HAND_SET_FILTERS;

export function pythonFilter(filter: Filter): string {
  return `[${filter.map((row) => `[${row.join(', ')}]`).join(', ')}]`;
}

export function filterWindow(side: number, padding: 'valid' | 'same'): WindowParameters {
  return { kernel: [side, side], stride: [1, 1], dilation: [1, 1], padding, pads: [0, 0, 0, 0] };
}

/** The shape after a filter has slid over each channel; `parameter` is the setting that chose it. */
export function filteredShape(x: Shape, side: number, padding: 'valid' | 'same', parameter: string): Shape {
  const image = imageShape(x);
  if (padding === 'valid' && Math.min(image.height, image.width) < side) {
    throw new LayerProblem(`slides over ${side}×${side} pixels, but gets ${formatShape(x)}`, {
      port: 'in',
      parameter,
      expected: `a picture of at least ${side}×${side} pixels`,
      found: formatShape(x),
      remedy: 'Use same padding or a smaller filter.',
    });
  }
  return [image.channels, ...windowPositions(image, filterWindow(side, padding))];
}
