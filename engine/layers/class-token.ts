import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { pythonParameters } from './python-text';
import { sequenceShape } from './sequence';

export const classToken = defineLayer<Record<string, never>>({
  type: 'class-token',
  version: 1,
  title: 'ClassToken',
  category: 'attention',
  summary: 'Puts a trained step in front of a sequence',
  documentation: {
    text: 'A vision transformer reads its answer off this step, which has looked at all others by the end. A Slice takes it out again.',
    formulas: [String.raw`y = [w; x_1; \dots; x_T]`, String.raw`\text{parameters} = C`],
    source: 'Devlin et al. 2019 (BERT); Dosovitskiy et al. 2021 (ViT)',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    const { steps, values } = sequenceShape(x!);
    return [[steps + 1, values]];
  },
  tensors: ({ inputs: [x] }) => ({ weight: { shape: [sequenceShape(x!).values], initializer: 'zeros', fanIn: 1, fanOut: 1, trainable: true } }),
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const values = x!.shape[2]!;
    // One step of every sample, for its shape alone.
    const like = b.one('Slice', [x!], { starts: [0], ends: [1], axes: [1], steps: [1] });
    return [b.concat([b.expandLike(b.reshape(tensor('weight'), [1, 1, values]), like), x!], 1)];
  },
  torch: ({ inputs: [x] }) => ({
    module: pythonParameters({ weight: [sequenceShape(x!).values] }),
    forward: ([value], self) => `torch.cat([${self}['weight'].expand(${value}.shape[0], 1, -1), ${value}], 1)`,
  }),
  examples: [{ title: 'ViT-B/16', parameters: {}, inputs: [[196, 768]], outputs: [[197, 768]], parameterCount: 768, macs: 0 }],
});
