import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { checkHeads, lowerMultiHead, MULTI_HEAD, MULTI_HEAD_FORMULAS, multiHeadMacs, multiHeadTensors, torchMultiHead, type MultiHeadParameters } from './multi-head';
import { seesAllSteps, sequenceShape, type SequenceShape } from './sequence';

export const multiHeadAttention = defineLayer<MultiHeadParameters>({
  type: 'multi-head-attention',
  version: 1,
  title: 'MultiHeadAttention',
  category: 'attention',
  summary: 'Each step of one sequence gathers what it needs from another, in several heads',
  documentation: {
    text: 'The query asks, the keys say what there is, the values are what is handed over. In a translator the decoder asks the encoder; where all three are one sequence, SelfAttention needs one wire only. All three must be equally wide.',
    formulas: MULTI_HEAD_FORMULAS,
    source: 'Vaswani et al. 2017',
  },
  parameters: MULTI_HEAD,
  inputs: [
    { name: 'query', help: 'The sequence that asks; the result has its shape' },
    { name: 'key', help: 'The sequence that is asked' },
    { name: 'value', help: 'What is handed over: usually the same sequence as the keys' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters: { heads } }) => {
    const { query } = sequences(inputs);
    checkHeads(query.values, heads);
    return [inputs[0]!];
  },
  tensors: ({ inputs, parameters }) => multiHeadTensors(sequences(inputs).query.values, parameters),
  macs: ({ inputs }) => {
    const { query, key } = sequences(inputs);
    return multiHeadMacs(query, key);
  },
  window: ({ inputs }) => seesAllSteps(sequences(inputs).key.steps),
  lower: (context) => [lowerMultiHead(context, context.inputs as [(typeof context.inputs)[number], (typeof context.inputs)[number], (typeof context.inputs)[number]])],
  torch: ({ inputs, parameters }) => {
    const { query, key } = sequences(inputs);
    const call = (operands: readonly string[], self: string) => torchMultiHead(query.values, parameters, query, key, operands, self);
    return { module: call([], '').module, forward: (operands, self) => call(operands, self).forward };
  },
  examples: [{ title: 'Five words ask seven', parameters: { heads: 8 }, inputs: [[5, 64], [7, 64], [7, 64]], outputs: [[5, 64]], parameterCount: 16_640, macs: 102_784 }],
});

function sequences([q, k, v]: readonly Shape[]): { readonly query: SequenceShape; readonly key: SequenceShape } {
  const [query, key, value] = [sequenceShape(q!, 'query'), sequenceShape(k!, 'key'), sequenceShape(v!, 'value')];
  if (key.values !== query.values) refuse('key', k!, `${key.steps}×${query.values}`);
  if (value.values !== query.values || value.steps !== key.steps) refuse('value', v!, `${key.steps}×${query.values}`);
  return { query, key };
}

function refuse(port: string, found: Shape, expected: string): never {
  throw new LayerProblem(`needs ${expected} at ${port}, but gets ${formatShape(found)}`, {
    port,
    expected,
    found: formatShape(found),
    remedy: 'A Dense layer before it changes how wide a sequence is.',
  });
}
