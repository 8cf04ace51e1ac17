import { boolean, choice, integer } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import { INITIALIZER_NAMES, type InitializerName } from '../initializers';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { pythonBoolean } from './python-text';

interface BilinearParameters {
  readonly units: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const bilinear = defineLayer<BilinearParameters>({
  type: 'bilinear',
  version: 1,
  title: 'Bilinear',
  category: 'merge',
  summary: 'Every output is a weighted sum of all products of two vectors',
  documentation: {
    text: 'Lets two branches speak to each other: each unit has a weight for every pair of a value here and a value there.',
    formulas: [String.raw`y_k = a^T W_k b + c_k`, String.raw`\text{parameters} = (n \cdot m + 1) \cdot \text{units}`],
    source: 'Tenenbaum and Freeman 2000; Lin et al. 2015',
  },
  parameters: {
    units: integer({ label: 'Units', help: 'How many outputs', default: 10, minimum: 1 }),
    bias: boolean({ label: 'Bias', help: 'Whether each unit adds a trained constant', default: true }),
    initializer: choice({ label: 'Initializer', help: 'How the weights start', options: INITIALIZER_NAMES, default: 'glorot-uniform' }),
  },
  inputs: [
    { name: 'a', help: 'The first vector' },
    { name: 'b', help: 'The second vector' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters: { units } }) => {
    vectors(inputs);
    return [[units]];
  },
  tensors: ({ inputs, parameters: { units, bias, initializer } }) => {
    const [n, m] = vectors(inputs);
    const fans = { fanIn: n * m, fanOut: units, trainable: true };
    return {
      weight: { shape: [units, n, m], initializer, ...fans },
      ...(bias && { bias: { shape: [units], initializer: 'zeros' as const, ...fans } }),
    };
  },
  macs: ({ inputs, parameters: { units } }) => {
    const [n, m] = vectors(inputs);
    return units * m * (n + 1);
  },
  lower: ({ builder: b, inputs: [first, second], parameters: { units, bias }, tensor }) => {
    const [batch, n] = first!.shape as [string, number];
    const m = second!.shape[1] as number;
    const rows = b.reshape(b.transpose(tensor('weight'), [1, 0, 2]), [n, units * m]);
    const halfway = b.reshape(b.matmul(first!, rows), [batch, units, m]);
    const sums = b.reshape(b.matmul(halfway, b.reshape(second!, [batch, m, 1])), [batch, units]);
    return [bias ? b.add(sums, tensor('bias')) : sums];
  },
  torch: ({ inputs, parameters: { units, bias } }) => ({ module: `nn.Bilinear(${vectors(inputs).join(', ')}, ${units}, bias=${pythonBoolean(bias)})` }),
  examples: [{ title: 'A question and a picture', parameters: { units: 5 }, inputs: [[16], [8]], outputs: [[5]], parameterCount: 645, macs: 680 }],
});

function vectors([a, b]: readonly Shape[]): [number, number] {
  const size = (shape: Shape, port: string): number => {
    if (shape.length === 1 && typeof shape[0] === 'number') return shape[0];
    throw new LayerProblem(`needs a vector at ${port}, but gets ${formatShape(shape)}`, { port, expected: 'a vector', found: formatShape(shape), remedy: 'Insert a Flatten layer before it.' });
  };
  return [size(a!, 'a'), size(b!, 'b')];
}
