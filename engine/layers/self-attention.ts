import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { checkHeads, lowerMultiHead, MULTI_HEAD, MULTI_HEAD_FORMULAS, multiHeadMacs, multiHeadTensors, torchMultiHead, type MultiHeadParameters } from './multi-head';
import { seesAllSteps, sequenceShape } from './sequence';

export const selfAttention = defineLayer<MultiHeadParameters>({
  type: 'self-attention',
  version: 1,
  title: 'SelfAttention',
  category: 'attention',
  summary: 'Lets every step of a sequence look at all others, in several heads',
  documentation: {
    text: 'MultiHeadAttention whose queries, keys and values are the same sequence: the heart of a transformer. A causal one sees no later steps, as a language model must not.',
    formulas: MULTI_HEAD_FORMULAS,
    source: 'Vaswani et al. 2017',
  },
  parameters: MULTI_HEAD,
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { heads } }) => {
    checkHeads(sequenceShape(x!).values, heads);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters }) => multiHeadTensors(sequenceShape(x!).values, parameters),
  macs: ({ inputs: [x] }) => multiHeadMacs(sequenceShape(x!), sequenceShape(x!)),
  window: ({ inputs: [x] }) => seesAllSteps(sequenceShape(x!).steps),
  lower: (context) => {
    const x = context.inputs[0]!;
    return [lowerMultiHead(context, [x, x, x])];
  },
  torch: ({ inputs: [x], parameters }) => {
    const sequence = sequenceShape(x!);
    const call = (value: string, self: string) => torchMultiHead(sequence.values, parameters, sequence, sequence, [value, value, value], self);
    return { module: call('', '').module, forward: ([value], self) => call(value!, self).forward };
  },
  examples: [
    { title: 'ViT-B/16, one layer', parameters: { heads: 12 }, inputs: [[197, 768]], outputs: [[197, 768]], parameterCount: 2_362_368, macs: 524_391_936 },
    { title: 'A small language model', parameters: { heads: 2, causal: true, bias: false }, inputs: [[8, 16]], outputs: [[8, 16]], parameterCount: 1_024, macs: 10_240 },
  ],
});
