import { COMPARED, channelAxis, comparedShape, EPSILON, sumOfSquares } from './comparison';
import { defineLayer, ONE_OUTPUT } from './define-layer';
import { axisNamed } from './named-axis';

export const cosineSimilarity = defineLayer<Record<string, never>>({
  type: 'cosine-similarity',
  version: 1,
  title: 'CosineSimilarity',
  category: 'merge',
  summary: 'The cosine of the angle between two vectors',
  documentation: {
    text: '1 where both point the same way, 0 at a right angle, −1 where they are opposite; how long they are does not matter. Works at every step of sequences and pixel of pictures.',
    formulas: [String.raw`y = \frac{a \cdot b}{\sqrt{a \cdot a + \varepsilon} \sqrt{b \cdot b + \varepsilon}}, \quad \varepsilon = 10^{-8}`],
    source: 'Salton et al. 1975',
  },
  parameters: {},
  inputs: COMPARED,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [comparedShape(inputs)],
  lower: ({ builder: b, inputs: [x, y] }) => {
    const product = b.sum(b.mul(x!, y!), [channelAxis(x!)], true);
    const length = (value: typeof product) => b.sqrt(b.add(value, EPSILON));
    return [b.div(product, b.mul(length(sumOfSquares(b, x!)), length(sumOfSquares(b, y!))))];
  },
  torch: ({ inputs: [x] }) => {
    const axis = axisNamed(x!, 'channels') + 1;
    const length = (value: string) => `torch.sqrt(${value}.pow(2).sum(${axis}, keepdim=True) + ${EPSILON})`;
    return { forward: ([a, b]) => `(${a} * ${b}).sum(${axis}, keepdim=True) / (${length(a!)} * ${length(b!)})` };
  },
  examples: [
    { title: 'Two descriptions of faces', parameters: {}, inputs: [[128], [128]], outputs: [[1]], parameterCount: 0, macs: 0 },
    { title: 'At every pixel', parameters: {}, inputs: [[16, 8, 8], [16, 8, 8]], outputs: [[1, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});
