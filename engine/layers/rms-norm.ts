import { boolean, number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed, channelCount, perChannel } from './named-axis';
import { pythonParameters, pythonTuple } from './python-text';

export const rmsNorm = defineLayer<{ epsilon: number; scale: boolean }>({
  type: 'rms-norm',
  version: 1,
  title: 'RMSNorm',
  category: 'normalization',
  summary: 'Divides the values of each position by their root mean square, then scales them',
  documentation: {
    text: 'Layer normalization without its mean: cheaper, and about as good in transformers. Each step of a sequence or pixel of a picture is normalized by itself.',
    formulas: [String.raw`y = \gamma \frac{x}{\sqrt{\frac{1}{C} \sum_c x_c^2 + \varepsilon}}`, String.raw`\text{parameters} = C`],
    source: 'Zhang and Sennrich 2019',
  },
  parameters: {
    epsilon: number({ label: 'Epsilon', help: 'Added to the mean square so that nothing is divided by zero', default: 1e-6, minimum: 1e-12, maximum: 1 }),
    scale: boolean({ label: 'Scale', help: 'Whether a trained factor per channel follows', default: true }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    channelCount(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { scale } }) => ({
    ...(scale && { weight: { shape: [channelCount(x!)], initializer: 'ones' as const, fanIn: 1, fanOut: 1, trainable: true } }),
  }),
  lower: ({ builder: b, inputs: [x], parameters: { epsilon, scale }, tensor }) => {
    const sample = x!.shape.slice(1);
    const meanSquare = b.mean(b.square(x!), [axisNamed(sample, 'channels') + 1], true);
    const normal = b.mul(x!, b.reciprocal(b.sqrt(b.add(meanSquare, epsilon))));
    return [scale ? b.mul(normal, b.reshape(tensor('weight'), perChannel(sample))) : normal];
  },
  torch: ({ inputs: [x], parameters: { epsilon, scale } }) => {
    const normal = (value: string) => `${value} * torch.rsqrt(${value}.pow(2).mean(${axisNamed(x!, 'channels') + 1}, keepdim=True) + ${epsilon})`;
    if (!scale) return { forward: ([value]) => normal(value!) };
    return {
      module: pythonParameters({ weight: [channelCount(x!)] }),
      forward: ([value], self) => `${normal(value!)} * ${self}['weight'].view(${pythonTuple(perChannel(x!))})`,
    };
  },
  examples: [
    { title: 'Each step of a sequence', parameters: {}, inputs: [[20, 512]], outputs: [[20, 512]], parameterCount: 512, macs: 0 },
    { title: 'Each pixel of a picture', parameters: { scale: false }, inputs: [[96, 7, 7]], outputs: [[96, 7, 7]], parameterCount: 0, macs: 0 },
  ],
});
