import { choice } from '../core/parameters';
import { staticDim, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed } from './named-axis';

type Gate = 'sigmoid' | 'silu' | 'gelu' | 'relu' | 'none';

const GATES: Readonly<Record<Gate, { readonly lower: (b: Builder, x: Value) => Value; readonly torch: (x: string) => string }>> = {
  sigmoid: { lower: (b, x) => b.sigmoid(x), torch: (x) => `torch.sigmoid(${x})` },
  silu: { lower: (b, x) => b.mul(x, b.sigmoid(x)), torch: (x) => `F.silu(${x})` },
  gelu: { lower: (b, x) => b.one('Gelu', [x], {}), torch: (x) => `F.gelu(${x})` },
  relu: { lower: (b, x) => b.relu(x), torch: (x) => `F.relu(${x})` },
  none: { lower: (_, x) => x, torch: (x) => x },
};

export const glu = defineLayer<{ gate: Gate }>({
  type: 'glu',
  version: 1,
  title: 'GLU',
  category: 'activation',
  summary: 'One half of the channels gates the other',
  documentation: {
    text: 'Halves the channels: the second half, through its own activation, says how much of the first passes. With silu it is the SwiGLU of newer language models.',
    formulas: [String.raw`y = a \odot \sigma(b), \quad x = [a; b]`],
    source: 'Dauphin et al. 2017; Shazeer 2020',
  },
  parameters: { gate: choice({ label: 'Gate', help: 'The activation of the second half', options: ['sigmoid', 'silu', 'gelu', 'relu', 'none'], default: 'sigmoid' }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    const { axis, half } = halves(x!);
    return [x!.map((dim, at) => (at === axis ? half : dim))];
  },
  lower: ({ builder: b, inputs: [x], parameters: { gate } }) => {
    const { axis, half } = halves(x!.shape.slice(1));
    const [kept, gating] = b.apply('Split', [x!], { axis: axis + 1, sizes: [half, half] });
    return [b.mul(kept!, GATES[gate].lower(b, gating!))];
  },
  torch: ({ inputs: [x], parameters: { gate } }) => {
    const part = (value: string, index: number) => `${value}.chunk(2, ${halves(x!).axis + 1})[${index}]`;
    return { forward: ([value]) => `${part(value!, 0)} * ${GATES[gate].torch(part(value!, 1))}` };
  },
  examples: [{ title: 'Half of 64 values', parameters: {}, inputs: [[64]], outputs: [[32]], parameterCount: 0, macs: 0 }],
});

function halves(shape: Shape): { readonly axis: number; readonly half: number } {
  const axis = axisNamed(shape, 'channels');
  const size = staticDim(shape[axis]!);
  if (size % 2 === 0) return { axis, half: size / 2 };
  throw new LayerProblem(`cannot halve ${size} channels`, { port: 'in', expected: 'an even number of channels', found: `${size}` });
}
