import { choice } from '../core/parameters';
import { COMPARED, channelAxis, comparedShape, EPSILON, sumOfSquares } from './comparison';
import { defineLayer, ONE_OUTPUT } from './define-layer';
import { axisNamed } from './named-axis';

export const distance = defineLayer<{ measure: 'euclidean' | 'squared' | 'manhattan' }>({
  type: 'distance',
  version: 1,
  title: 'Distance',
  category: 'merge',
  summary: 'How far apart two vectors are',
  documentation: {
    text: 'Ends twin networks, which learn to bring alike things together. Works at every step of sequences and pixel of pictures.',
    formulas: [String.raw`\text{euclidean: } \sqrt{\sum_c (a_c - b_c)^2 + \varepsilon}, \quad \text{manhattan: } \sum_c |a_c - b_c|`],
    source: 'Bromley et al. 1993; Hadsell et al. 2006',
  },
  parameters: { measure: choice({ label: 'Measure', help: 'How differences are added up', options: ['euclidean', 'squared', 'manhattan'], default: 'euclidean' }) },
  inputs: COMPARED,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [comparedShape(inputs)],
  lower: ({ builder: b, inputs: [x, y], parameters: { measure } }) => {
    const difference = b.sub(x!, y!);
    if (measure === 'manhattan') return [b.sum(b.abs(difference), [channelAxis(x!)], true)];
    const squared = sumOfSquares(b, difference);
    return [measure === 'squared' ? squared : b.sqrt(b.add(squared, EPSILON))];
  },
  torch: ({ inputs: [x], parameters: { measure } }) => {
    const sum = `.sum(${axisNamed(x!, 'channels') + 1}, keepdim=True)`;
    return {
      forward: ([a, b]) => {
        if (measure === 'manhattan') return `(${a} - ${b}).abs()${sum}`;
        const squared = `(${a} - ${b}).pow(2)${sum}`;
        return measure === 'squared' ? squared : `torch.sqrt(${squared} + ${EPSILON})`;
      },
    };
  },
  examples: [{ title: 'Two descriptions of signatures', parameters: {}, inputs: [[32], [32]], outputs: [[1]], parameterCount: 0, macs: 0 }],
});
