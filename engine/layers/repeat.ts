import { integer } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const repeat = defineLayer<{ steps: number }>({
  type: 'repeat',
  version: 1,
  title: 'Repeat',
  category: 'shape',
  summary: 'Makes a sequence of one vector, the same at every step',
  documentation: {
    text: 'Goes between the code of an encoder and a recurrent decoder, which then sees the code at every step.',
    formulas: [String.raw`y_t = x, \quad t = 1 \dots T`],
    source: 'Cho et al. 2014; ONNX Expand',
  },
  parameters: { steps: integer({ label: 'Steps', help: 'How often the vector is repeated', default: 2, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { steps } }) => [[steps, vectorSize(x!)]],
  lower: ({ builder: b, inputs: [x], parameters: { steps } }) => {
    const [batch, values] = x!.shape;
    return [b.one('Take', [b.reshape(x!, [batch!, 1, values!])], { axis: 1, indices: Array.from({ length: steps }, () => 0) })];
  },
  torch: ({ parameters: { steps } }) => ({ forward: ([value]) => `${value}.unsqueeze(1).expand(-1, ${steps}, -1)` }),
  examples: [{ title: 'A code for ten steps', parameters: { steps: 10 }, inputs: [[16]], outputs: [[10, 16]], parameterCount: 0, macs: 0 }],
});

function vectorSize(shape: Shape): number {
  if (shape.length === 1 && typeof shape[0] === 'number') return shape[0];
  throw new LayerProblem(`needs a vector, but gets ${formatShape(shape)}`, { port: 'in', expected: 'a vector', found: formatShape(shape) });
}
