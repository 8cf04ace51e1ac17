/** Zeros around sequences and volumes, and repetition of what they hold. */
import { extents, integers } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LayerDefinition, type LayerExample } from './define-layer';
import { pythonTuple } from './python-text';
import { rankOf, readSample, sampleShape, torchChannelsFirst, torchPads, withChannelsFirst, type SpatialForm } from './spatial-form';

interface Words<P> {
  readonly type: string;
  readonly form: SpatialForm;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly source: string;
  readonly examples: readonly LayerExample<P>[];
}

export interface ZeroPadParameters {
  readonly pads: readonly number[];
}

export function defineZeroPad({ type, form, title, summary, text, source, examples }: Words<ZeroPadParameters>): LayerDefinition<ZeroPadParameters> {
  const rank = rankOf(form);
  const where = form === '1d' ? 'before the first step and after the last' : 'before depth, height and width, then after them';
  return defineLayer<ZeroPadParameters>({
    type, version: 1, title, category: 'shape', summary,
    documentation: { text, formulas: [String.raw`\text{out} = n + p_0 + p_1`], source },
    parameters: { pads: integers({ label: 'Pads', help: `Zeros ${where}`, default: Array.from({ length: 2 * rank }, () => 1), minimum: 0, length: 2 * rank }) },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters: { pads } }) => {
      const { channels, sizes } = readSample(form, x!);
      return [sampleShape(form, channels, sizes.map((size, axis) => pads[axis]! + size + pads[axis + rank]!))];
    },
    window: ({ parameters: { pads } }) => {
      const ones = pads.slice(0, rank).map(() => 1);
      return { kernel: ones, stride: ones, dilation: ones, padding: pads };
    },
    lower: ({ builder: b, inputs: [x], parameters: { pads } }) => [
      withChannelsFirst(form, b, x!, (value) => b.one('Pad', [value], { pads: [0, 0, ...pads.slice(0, rank), 0, 0, ...pads.slice(rank)], value: 0 })),
    ],
    torch: ({ parameters: { pads } }) => ({ forward: ([value]) => torchChannelsFirst(form, value!, (operand) => `F.pad(${operand}, ${torchPads(pads)})`) }),
    examples,
  });
}

export interface UpsampleParameters {
  readonly factor: readonly number[];
}

export function defineUpsample({ type, form, title, summary, text, source, examples }: Words<UpsampleParameters>): LayerDefinition<UpsampleParameters> {
  return defineLayer<UpsampleParameters>({
    type, version: 1, title, category: 'shape', summary,
    documentation: { text, formulas: [String.raw`\text{out} = n \cdot \text{factor}`], source },
    parameters: { factor: extents({ label: 'Factor', help: 'How many times each value is repeated', default: Array.from({ length: rankOf(form) }, () => 2), minimum: 1 }) },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters: { factor } }) => {
      const { channels, sizes } = readSample(form, x!);
      return [sampleShape(form, channels, sizes.map((size, axis) => size * factor[axis]!))];
    },
    window: ({ parameters: { factor } }) => {
      const ones = factor.map(() => 1);
      return { kernel: ones, stride: factor.map((times) => 1 / times), dilation: ones, padding: [...ones, ...ones].map(() => 0) };
    },
    lower: ({ builder: b, inputs: [x], parameters: { factor } }) => [withChannelsFirst(form, b, x!, (value) => b.one('Resize', [value], { scales: factor, mode: 'nearest' }))],
    torch: ({ parameters: { factor } }) => ({
      module: `nn.Upsample(scale_factor=${pythonTuple(factor)}, mode='nearest')`,
      forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => `${self}(${operand})`),
    }),
    examples,
  });
}
