import { boolean, choice, integer } from '../core/parameters';
import { elementCount, formatShape, type Shape } from '../core/shape';
import { INITIALIZER_NAMES, type InitializerName } from '../initializers';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const dense = defineLayer<{ units: number; bias: boolean; initializer: InitializerName }>({
  type: 'dense',
  version: 1,
  title: 'Dense',
  category: 'core',
  summary: 'Every output is a weighted sum of every input, plus a bias',
  documentation: {
    text: 'Works on the last axis: a vector gives a vector, a sequence is treated step by step with the same weights. Flatten a picture first.',
    formulas: ['y = Wx + b', String.raw`\text{parameters} = (\text{in} + 1) \cdot \text{out}`],
    source: 'ONNX Gemm',
  },
  parameters: {
    units: integer({ label: 'Units', help: 'How many outputs', default: 10, minimum: 1 }),
    bias: boolean({ label: 'Bias', help: 'Whether each unit adds a trained constant', default: true }),
    initializer: choice({ label: 'Initializer', help: 'How the weights start', options: INITIALIZER_NAMES, default: 'he-uniform' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { units } }) => {
    if (x!.length > 2 || typeof x!.at(-1) !== 'number') {
      throw new LayerProblem(`needs a vector, but gets ${formatShape(x!)}`, {
        port: 'in',
        expected: 'a vector',
        found: formatShape(x!),
        remedy: 'Insert a Flatten layer before it.',
      });
    }
    return [[...x!.slice(0, -1), units]];
  },
  tensors: ({ inputs: [x], parameters: { units, bias, initializer } }) => {
    const fans = { fanIn: lastSize(x!), fanOut: units, trainable: true };
    return {
      weight: { shape: [units, fans.fanIn], initializer, ...fans },
      ...(bias && { bias: { shape: [units], initializer: 'zeros' as const, ...fans } }),
    };
  },
  macs: ({ inputs: [x], parameters: { units } }) => (elementCount(x!) as number) * units,
  lower: ({ builder: b, inputs, parameters, tensor }) => {
    const x = inputs[0]!;
    const bias = parameters.bias ? [tensor('bias')] : [];
    if (x.shape.length === 2) return [b.one('Gemm', [x, tensor('weight'), ...bias], { transA: false, transB: true })];
    const product = b.matmul(x, b.transposeLast(tensor('weight')));
    return [bias.reduce(b.add, product)];
  },
  torch: ({ inputs: [x], parameters: { units, bias } }) => ({
    module: `nn.Linear(${lastSize(x!)}, ${units}${bias ? '' : ', bias=False'})`,
  }),
  examples: [
    { title: 'The third layer of LeNet-5', parameters: { units: 120 }, inputs: [[400]], outputs: [[120]], parameterCount: 48_120, macs: 48_000 },
    { title: 'Step by step', parameters: { units: 4, bias: false }, inputs: [[7, 3]], outputs: [[7, 4]], parameterCount: 12, macs: 84 },
  ],
});

function lastSize(shape: Shape): number {
  return shape.at(-1) as number;
}
