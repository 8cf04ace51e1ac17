import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { pythonParameters } from './python-text';

/** Powers of values below this have no use, and of negative ones no meaning. */
const LEAST = 1e-6;

export const gemPool = defineLayer<{ start: number }>({
  type: 'gem-pool',
  version: 1,
  title: 'GeMPool',
  category: 'pooling',
  summary: 'A mean over the whole picture that learns how far to lean towards the maximum',
  documentation: {
    text: 'Generalized mean: an exponent of 1 is the average, a large one nearly the maximum, and training finds what lies between. Values below 10⁻⁶ count as that. Good for finding pictures again.',
    formulas: [String.raw`y_c = \Big(\frac{1}{h w} \sum_{i,j} x_{c,i,j}^{\,p}\Big)^{1/p}`, String.raw`\text{parameters} = 1`],
    source: 'Radenović et al. 2019',
  },
  parameters: { start: number({ label: 'Start', help: 'The exponent before training', default: 3, minimum: 0.1, maximum: 20 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => [[imageShape(x!).channels]],
  tensors: ({ parameters: { start } }) => ({ weight: { shape: [1], initializer: 'constant', amount: start, fanIn: 1, fanOut: 1, trainable: true } }),
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const exponent = tensor('weight');
    const powers = b.one('Pow', [b.max(x!, LEAST), exponent], {});
    return [b.one('Pow', [b.mean(powers, [2, 3]), b.reciprocal(exponent)], {})];
  },
  torch: () => ({ module: pythonParameters({ weight: [1] }), forward: ([value], self) => `${value}.clamp(min=${LEAST}).pow(${self}['weight']).mean((2, 3)).pow(1 / ${self}['weight'])` }),
  examples: [{ title: 'Before a description of pictures', parameters: {}, inputs: [[512, 7, 7]], outputs: [[512]], parameterCount: 1, macs: 0 }],
});
