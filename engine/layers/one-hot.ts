import { float32Tensor } from '../core/dtype';
import { integer } from '../core/parameters';
import { formatShape, staticDim, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const oneHot = defineLayer<{ entries: number }>({
  type: 'one-hot',
  version: 1,
  title: 'OneHot',
  category: 'shape',
  summary: 'Turns each whole number into a vector with a single 1 at its place',
  documentation: {
    text: 'Numbers count from 0; what lies behind the point is cut off, and a number beyond the entries gives zeros only. An Embedding does this and a Dense layer in one.',
    formulas: [String.raw`y_{t,k} = 1 \text{ where } x_t = k, \text{ else } 0`],
    source: 'ONNX OneHot, as a comparison',
  },
  parameters: { entries: integer({ label: 'Entries', help: 'How many different numbers there are', default: 10, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { entries } }) => [[stepsOf(x!), entries]],
  lower: ({ builder: b, inputs: [x], parameters: { entries } }) => {
    const whole = b.cast(b.cast(x!, 'int64'), 'float32');
    const places = b.constant(float32Tensor([entries], Float32Array.from({ length: entries }, (_, place) => place)));
    // Which number it is has no slope: nothing before is trained through it.
    return [b.one('StopGradient', [b.cast(b.equal(b.reshape(whole, [...x!.shape, 1]), places), 'float32')], {})];
  },
  torch: ({ parameters: { entries } }) => ({ forward: ([value]) => `(${value}.trunc().unsqueeze(-1) == torch.arange(${entries}, device=${value}.device)).to(${value}.dtype)` }),
  examples: [{ title: 'Five letters', parameters: { entries: 27 }, inputs: [[5]], outputs: [[5, 27]], parameterCount: 0, macs: 0 }],
});

function stepsOf(shape: Shape): number {
  if (shape.length === 1) return staticDim(shape[0]!);
  throw new LayerProblem(`needs a row of whole numbers, but gets ${formatShape(shape)}`, { port: 'in', expected: 'one number per step', found: formatShape(shape) });
}
