import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { pythonParameters } from './python-text';
import { sequenceShape } from './sequence';

export const positionalEmbedding = defineLayer<{ deviation: number }>({
  type: 'positional-embedding',
  version: 1,
  title: 'PositionalEmbedding',
  category: 'attention',
  summary: 'Adds a trained vector to each step, so that attention can tell places apart',
  documentation: {
    text: 'Attention by itself does not know in which order steps come. There are as many vectors as steps: a longer sequence needs others. PositionalEncoding does the same without training.',
    formulas: [String.raw`y_t = x_t + w_t`, String.raw`\text{parameters} = T \cdot C`],
    source: 'Gehring et al. 2017; Dosovitskiy et al. 2021 (ViT)',
  },
  parameters: { deviation: number({ label: 'Deviation', help: 'Standard deviation of the vectors before training', default: 0.02, minimum: 0 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    sequenceShape(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { deviation } }) => {
    const { steps, values } = sequenceShape(x!);
    return { weight: { shape: [steps, values], initializer: 'normal', amount: deviation, fanIn: 1, fanOut: 1, trainable: true } };
  },
  lower: ({ builder: b, inputs: [x], tensor }) => [b.add(x!, tensor('weight'))],
  torch: ({ inputs: [x] }) => {
    const { steps, values } = sequenceShape(x!);
    return { module: pythonParameters({ weight: [steps, values] }), forward: ([value], self) => `${value} + ${self}['weight']` };
  },
  examples: [{ title: 'ViT-B/16', parameters: {}, inputs: [[197, 768]], outputs: [[197, 768]], parameterCount: 151_296, macs: 0 }],
});
