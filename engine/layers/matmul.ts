import { boolean } from '../core/parameters';
import { formatShape, sameShape, staticDim, staticElementCount, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';

interface MatMulParameters {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export const matmul = defineLayer<MatMulParameters>({
  type: 'matmul',
  version: 1,
  title: 'MatMul',
  category: 'merge',
  summary: 'Multiplies two matrices: each result is a row of the first times a column of the second',
  documentation: {
    text: 'Works on the last two axes; axes before them must agree and are gone through one by one. With the second matrix transposed it compares every step of one sequence with every step of another.',
    formulas: [String.raw`y_{i,j} = \sum_k a_{i,k} \, b_{k,j}`],
    source: 'ONNX MatMul',
  },
  parameters: {
    transposeA: boolean({ label: 'Transpose A', help: 'Whether rows and columns of the first matrix change places', default: false }),
    transposeB: boolean({ label: 'Transpose B', help: 'Whether rows and columns of the second matrix change places', default: false }),
  },
  inputs: [
    { name: 'a', help: 'The first matrix' },
    { name: 'b', help: 'The second matrix' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters }) => {
    const { lead, rows, columns } = factors(inputs, parameters);
    return [[...lead, rows, columns]];
  },
  macs: ({ inputs, parameters }) => {
    const { lead, rows, inner, columns } = factors(inputs, parameters);
    return staticElementCount(lead) * rows * inner * columns;
  },
  lower: ({ builder, inputs: [a, b], parameters: { transposeA, transposeB } }) => [builder.matmul(oriented(builder, a!, transposeA), oriented(builder, b!, transposeB))],
  torch: ({ parameters: { transposeA, transposeB } }) => ({
    forward: ([a, b]) => `${a}${transposeA ? '.transpose(-1, -2)' : ''} @ ${b}${transposeB ? '.transpose(-1, -2)' : ''}`,
  }),
  examples: [
    { title: 'Two matrices', parameters: {}, inputs: [[4, 3], [3, 5]], outputs: [[4, 5]], parameterCount: 0, macs: 60 },
    { title: 'Every step with every other', parameters: { transposeB: true }, inputs: [[20, 8], [20, 8]], outputs: [[20, 20]], parameterCount: 0, macs: 3_200 },
  ],
});

function oriented(b: Builder, x: Value, transposed: boolean): Value {
  return transposed ? b.transposeLast(x) : x;
}

function factors([a, b]: readonly Shape[], { transposeA, transposeB }: MatMulParameters) {
  for (const [port, shape] of [['a', a!], ['b', b!]] as const) {
    if (shape.length < 2) throw new LayerProblem(`needs a matrix at ${port}, but gets ${formatShape(shape)}`, { port, expected: 'rows × columns', found: formatShape(shape) });
  }
  const [height, width] = a!.slice(-2).map(staticDim) as [number, number];
  const [tall, wide] = b!.slice(-2).map(staticDim) as [number, number];
  const [rows, inner] = transposeA ? [width, height] : [height, width];
  const [innerB, columns] = transposeB ? [wide, tall] : [tall, wide];
  const lead = a!.slice(0, -2);
  if (inner === innerB && sameShape(lead, b!.slice(0, -2))) return { lead, rows, inner, columns };
  const expected = formatShape([...lead, ...(transposeB ? ['?', inner] : [inner, '?'])]);
  throw new LayerProblem(`cannot multiply ${formatShape(a!)} at a by ${formatShape(b!)} at b`, { port: 'b', expected, found: formatShape(b!) });
}
