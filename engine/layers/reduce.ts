import { boolean, choice, integers } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { pythonBoolean, pythonTuple } from './python-text';

interface ReduceParameters {
  readonly method: keyof typeof METHODS;
  readonly axes: readonly number[];
  readonly keepAxes: boolean;
}

interface Method {
  readonly lower: (b: Builder, x: Value, axes: readonly number[]) => Value;
  readonly torch: (value: string, options: string) => string;
}

const METHODS = {
  mean: { lower: (b, x, axes) => b.mean(x, axes, true), torch: (value, options) => `${value}.mean(${options})` },
  sum: { lower: (b, x, axes) => b.sum(x, axes, true), torch: (value, options) => `${value}.sum(${options})` },
  max: { lower: (b, x, axes) => b.one('ReduceMax', [x], { axes, keepdims: true }), torch: (value, options) => `${value}.amax(${options})` },
  min: { lower: (b, x, axes) => b.neg(b.one('ReduceMax', [b.neg(x)], { axes, keepdims: true })), torch: (value, options) => `${value}.amin(${options})` },
  'sum-of-squares': { lower: (b, x, axes) => b.one('ReduceSumSquare', [x], { axes, keepdims: true }), torch: (value, options) => `${value}.pow(2).sum(${options})` },
} as const satisfies Record<string, Method>;

export const reduce = defineLayer<ReduceParameters>({
  type: 'reduce',
  version: 1,
  title: 'Reduce',
  category: 'shape',
  summary: 'Replaces all values along some axes by their mean, sum, maximum or minimum',
  documentation: {
    text: 'Axes count from 0, without the batch: for a picture 0 is channels, 1 height, 2 width. Where every axis goes, one number is left. GlobalAvgPool is a shorter way to the mean of each channel.',
    formulas: [String.raw`y_i = \frac{1}{n} \sum_{j=1}^{n} x_{i,j}`],
    source: 'ONNX ReduceMean, ReduceSum, ReduceMax, ReduceSumSquare',
  },
  parameters: {
    method: choice({ label: 'Method', help: 'What becomes of the values', options: ['mean', 'sum', 'max', 'min', 'sum-of-squares'], default: 'mean' }),
    axes: integers({ label: 'Axes', help: 'The axes that go, counted from 0', default: [0], minimum: 0 }),
    keepAxes: boolean({ label: 'Keep axes', help: 'Whether they stay, with size 1', default: false }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => [reducedShape(x!, parameters)],
  lower: ({ builder: b, inputs: [x], parameters }) => {
    const reduced = METHODS[parameters.method].lower(b, x!, parameters.axes.map((axis) => axis + 1));
    return [b.reshape(reduced, [x!.shape[0]!, ...reducedShape(x!.shape.slice(1), parameters)])];
  },
  torch: ({ inputs: [x], parameters: { method, axes, keepAxes } }) => {
    // All axes but the batch leave a single number, which stays as a vector of one.
    const isAll = axes.length === x!.length && !keepAxes;
    const options = `dim=${pythonTuple(axes.map((axis) => axis + 1))}, keepdim=${pythonBoolean(keepAxes)}`;
    return { forward: ([value]) => `${METHODS[method].torch(value!, options)}${isAll ? '.unsqueeze(1)' : ''}` };
  },
  examples: [
    { title: 'The mean over the steps of a sequence', parameters: {}, inputs: [[20, 8]], outputs: [[8]], parameterCount: 0, macs: 0 },
    { title: 'The strongest channel at each place', parameters: { method: 'max', keepAxes: true }, inputs: [[16, 8, 8]], outputs: [[1, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});

function reducedShape(shape: Shape, { axes, keepAxes }: ReduceParameters): Shape {
  if (axes.length === 0 || new Set(axes).size < axes.length || axes.some((axis) => axis >= shape.length)) {
    throw new LayerProblem(`cannot reduce the axes [${axes.join(', ')}] of ${formatShape(shape)}`, {
      parameter: 'axes',
      expected: `some of ${shape.map((_, axis) => axis).join(', ')}, each once`,
      found: `[${axes.join(', ')}]`,
    });
  }
  const left = shape.flatMap((dim, axis) => (axes.includes(axis) ? (keepAxes ? [1] : []) : [dim]));
  return left.length > 0 ? left : [1];
}
