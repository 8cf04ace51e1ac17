import { float32Tensor } from '../core/dtype';
import { boolean, integers, number, numbers } from '../core/parameters';
import { formatShape, isStatic, staticElementCount } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { pythonParameters, pythonTuple } from './python-text';

interface ConstantParameters {
  readonly shape: readonly number[];
  readonly value: number;
  readonly values: readonly number[];
  readonly trained: boolean;
}

export const constant = defineLayer<ConstantParameters>({
  type: 'constant',
  version: 1,
  title: 'Constant',
  category: 'core',
  summary: 'Gives the same numbers for every sample, fixed or trained',
  documentation: {
    text: 'A number to multiply by, a grid of places, a picture to subtract; or, trained, a tensor that the network finds by itself. The wire into it only says how many samples there are.',
    formulas: [String.raw`y = w`, String.raw`\text{parameters} = \prod \text{shape} \text{ where trained}`],
    source: 'ONNX Constant and Expand',
  },
  parameters: {
    shape: integers({ label: 'Shape', help: 'Sizes without the batch', default: [1], minimum: 1 }),
    value: number({ label: 'Value', help: 'The number everywhere, where no list is given; a trained one starts from it', default: 0 }),
    values: numbers({ label: 'Values', help: 'All numbers in order, for a fixed one; empty for the same everywhere', default: [] }),
    trained: boolean({ label: 'Trained', help: 'Whether training changes the numbers', default: false }),
  },
  inputs: [{ name: 'in', help: 'Says how many samples there are; its values do not matter' }],
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { shape, values } }) => {
    if (x!.length === 0 || !isStatic(x!)) throw new LayerProblem('needs a wire from something with known sizes', { port: 'in', expected: 'known sizes', found: formatShape(x!) });
    if (shape.length === 0) throw new LayerProblem('needs at least one size', { parameter: 'shape', expected: 'sizes such as [3]', found: 'none' });
    const count = staticElementCount(shape);
    if (values.length > 0 && values.length !== count) {
      throw new LayerProblem(`has ${values.length} values for ${formatShape(shape)}`, { parameter: 'values', expected: `${count} numbers, or none`, found: `${values.length}` });
    }
    return [shape];
  },
  tensors: ({ parameters: { shape, value, trained } }) => ({
    ...(trained && { weight: { shape, initializer: 'constant' as const, amount: value, fanIn: 1, fanOut: 1, trainable: true } }),
  }),
  lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
    const { shape, trained } = parameters;
    const held = trained ? tensor('weight') : b.constant(float32Tensor([...shape], listed(parameters)));
    // One zero for every sample, whatever stands in the operand.
    const first = b.one('Slice', [b.reshape(x!, [x!.shape[0]!, staticElementCount(x!.shape.slice(1))])], { starts: [0], ends: [1], axes: [1], steps: [1] });
    const zeros = b.one('ZerosLike', [b.one('StopGradient', [first], {})], {});
    return [b.add(b.reshape(zeros, [x!.shape[0]!, ...shape.map(() => 1)]), held)];
  },
  torch: ({ parameters }) => {
    const { shape, trained } = parameters;
    const expanded = (tensor: string, value: string) => `${tensor}.expand(${[`${value}.shape[0]`, ...shape].join(', ')})`;
    if (trained) return { module: pythonParameters({ weight: shape }), forward: ([value], self) => expanded(`${self}['weight']`, value!) };
    return {
      forward: ([value]) => expanded(`torch.tensor([${listed(parameters).join(', ')}], dtype=${value}.dtype, device=${value}.device).view(${pythonTuple(shape)})`, value!),
    };
  },
  examples: [
    { title: 'Three numbers', parameters: { shape: [3], values: [0.1, 0.2, 0.3] }, inputs: [[5]], outputs: [[3]], parameterCount: 0, macs: 0 },
    { title: 'A trained picture', parameters: { shape: [1, 4, 4], trained: true }, inputs: [[3, 8, 8]], outputs: [[1, 4, 4]], parameterCount: 16, macs: 0 },
  ],
});

function listed({ shape, value, values }: ConstantParameters): readonly number[] {
  return values.length > 0 ? values : Array.from({ length: staticElementCount(shape) }, () => value);
}
