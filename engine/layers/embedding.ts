import { integer } from '../core/parameters';
import { formatShape, staticDim, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const embedding = defineLayer<{ entries: number; size: number }>({
  type: 'embedding',
  version: 1,
  title: 'Embedding',
  category: 'core',
  summary: 'Looks each number of its input up in a table of trained vectors',
  documentation: {
    text: 'Words, letters and other symbols come as whole numbers from 0; the table holds a vector for each. A number beyond the table counts as its nearest entry. It equals a Dense layer without bias on one-hot vectors, at no cost.',
    formulas: [String.raw`y_t = W_{x_t}`, String.raw`\text{parameters} = \text{entries} \cdot \text{size}`],
    source: 'Bengio et al. 2003; ONNX Gather',
  },
  parameters: {
    entries: integer({ label: 'Entries', help: 'How many different symbols there are', default: 1000, minimum: 1 }),
    size: integer({ label: 'Size', help: 'How long the vector of a symbol is', default: 64, minimum: 1 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { size } }) => [[stepsOf(x!), size]],
  tensors: ({ parameters: { entries, size } }) => ({ weight: { shape: [entries, size], initializer: 'normal', amount: 1, fanIn: size, fanOut: size, trainable: true } }),
  lower: ({ builder: b, inputs: [x], parameters: { entries }, tensor }) => {
    // The choice of an entry has no slope: what comes before an embedding is not trained through it.
    const numbers = b.one('StopGradient', [x!], {});
    const inside = b.one('Clip', [numbers], { min: 0, max: entries - 1 });
    return [b.one('Gather', [tensor('weight'), b.cast(inside, 'int64')], {})];
  },
  torch: ({ parameters: { entries, size } }) => ({
    module: `nn.Embedding(${entries}, ${size})`,
    forward: ([value], self) => `${self}(${value}.long().clamp(0, ${entries - 1}))`,
  }),
  examples: [
    { title: 'Twenty words of a thousand', parameters: {}, inputs: [[20]], outputs: [[20, 64]], parameterCount: 64_000, macs: 0 },
    { title: 'Letters', parameters: { entries: 27, size: 8 }, inputs: [[5]], outputs: [[5, 8]], parameterCount: 216, macs: 0 },
  ],
});

function stepsOf(shape: Shape): number {
  if (shape.length === 1) return staticDim(shape[0]!);
  throw new LayerProblem(`needs a row of whole numbers, but gets ${formatShape(shape)}`, { port: 'in', expected: 'one number per step', found: formatShape(shape) });
}
