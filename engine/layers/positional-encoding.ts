import { float32Tensor } from '../core/dtype';
import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { sequenceShape, type SequenceShape } from './sequence';

export const positionalEncoding = defineLayer<{ base: number }>({
  type: 'positional-encoding',
  version: 1,
  title: 'PositionalEncoding',
  category: 'attention',
  summary: 'Adds waves of many lengths to a sequence, so that attention can tell places apart',
  documentation: {
    text: 'Even values get a sine, odd ones a cosine, each pair slower than the one before. Nothing is trained, and a step is told from its neighbours at every scale.',
    formulas: [String.raw`p_{t,2i} = \sin\big(t / B^{2i/C}\big), \quad p_{t,2i+1} = \cos\big(t / B^{2i/C}\big)`],
    source: 'Vaswani et al. 2017',
  },
  parameters: { base: number({ label: 'Base', help: 'How much slower the last wave is than the first, B', default: 10_000, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    sequenceShape(x!);
    return [x!];
  },
  lower: ({ builder: b, inputs: [x], parameters: { base } }) => {
    const sequence = sequenceShape(x!.shape.slice(1));
    return [b.add(x!, b.constant(float32Tensor([sequence.steps, sequence.values], waves(sequence, base))))];
  },
  torch: ({ inputs: [x], parameters: { base } }) => {
    const { steps, values } = sequenceShape(x!);
    return {
      forward: ([value]) => {
        const like = `device=${value}.device, dtype=${value}.dtype`;
        const angles = `torch.arange(${steps}, ${like})[:, None] / ${base} ** (torch.arange(0, ${values}, 2, ${like}) / ${values})`;
        return `${value} + torch.stack([torch.sin(${angles}), torch.cos(${angles})], -1).flatten(1)[:, :${values}]`;
      },
    };
  },
  examples: [{ title: 'A transformer of 512 values', parameters: {}, inputs: [[20, 512]], outputs: [[20, 512]], parameterCount: 0, macs: 0 }],
});

function waves({ steps, values }: SequenceShape, base: number): Float32Array {
  return Float32Array.from({ length: steps * values }, (_, at) => {
    const [step, value] = [Math.floor(at / values), at % values];
    const angle = step / base ** ((value - (value % 2)) / values);
    return value % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
