import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { sequenceShape } from './sequence';

export const attentionPool = defineLayer<Record<string, never>>({
  type: 'attention-pool',
  version: 1,
  title: 'AttentionPool',
  category: 'attention',
  summary: 'A mean over the steps of a sequence, weighed by how much each step matters',
  documentation: {
    text: 'A trained vector scores every step, a softmax turns the scores into shares, and the shares weigh the steps: what counts is found, where a plain mean would drown it.',
    formulas: [String.raw`y = \sum_t \alpha_t x_t, \quad \alpha = \text{softmax}(x_t^T w)`, String.raw`\text{parameters} = C`],
    source: 'Yang et al. 2016; Lin et al. 2017',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => [[sequenceShape(x!).values]],
  tensors: ({ inputs: [x] }) => {
    const { values } = sequenceShape(x!);
    return { weight: { shape: [1, values], initializer: 'glorot-uniform', fanIn: values, fanOut: 1, trainable: true } };
  },
  macs: ({ inputs: [x] }) => {
    const { steps, values } = sequenceShape(x!);
    return 2 * steps * values;
  },
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const scores = b.matmul(x!, b.transposeLast(tensor('weight')));
    const shares = b.one('Softmax', [scores], { axis: 1 });
    return [b.reshape(b.matmul(b.transposeLast(shares), x!), [x!.shape[0]!, x!.shape[2]!])];
  },
  torch: ({ inputs: [x] }) => ({
    module: `nn.Linear(${sequenceShape(x!).values}, 1, bias=False)`,
    forward: ([value], self) => `(torch.softmax(${self}(${value}), 1) * ${value}).sum(1)`,
  }),
  examples: [{ title: 'A sentence as one vector', parameters: {}, inputs: [[20, 64]], outputs: [[64]], parameterCount: 64, macs: 2_560 }],
});
