import { integer, number } from '../core/parameters';
import { formatShape, isStatic, staticElementCount, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { channelCount, perChannel } from './named-axis';
import { pythonBoolean } from './python-text';
import { SCALE_AND_SHIFT, scaleAndShift, scaleAndShiftTensors, torchFixed, type ScaleAndShift } from './scale-and-shift';

interface GroupNormParameters extends ScaleAndShift {
  readonly groups: number;
  readonly epsilon: number;
}

export const groupNorm = defineLayer<GroupNormParameters>({
  type: 'group-norm',
  version: 1,
  title: 'GroupNorm',
  category: 'normalization',
  summary: 'Brings groups of channels of one sample to mean 0 and variance 1, then scales and shifts each channel',
  documentation: {
    text: 'Does not depend on the batch, so it suits small ones. One group normalizes all channels together; as many groups as channels normalize each by itself (instance normalization).',
    formulas: [String.raw`y = \gamma_c \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \varepsilon}} + \beta_c`, String.raw`\text{parameters} = 2C`],
    source: 'Wu and He 2018',
  },
  parameters: {
    groups: integer({ label: 'Groups', help: 'Into how many groups the channels are split', default: 8, minimum: 1 }),
    epsilon: number({ label: 'Epsilon', help: 'Added to the variance so that nothing is divided by zero', default: 1e-5, minimum: 1e-12, maximum: 1 }),
    ...SCALE_AND_SHIFT,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { groups } }) => {
    const channels = channelsInFront(x!);
    if (channels % groups === 0) return [x!];
    throw new LayerProblem(`cannot split ${channels} channels into ${groups} groups`, {
      parameter: 'groups',
      expected: `a divisor of ${channels}`,
      found: `${groups}`,
    });
  },
  tensors: ({ inputs: [x], parameters }) => scaleAndShiftTensors([channelsInFront(x!)], parameters),
  lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
    const sample = x!.shape.slice(1);
    const { groups, epsilon } = parameters;
    const grouped = b.reshape(x!, [x!.shape[0]!, groups, staticElementCount(sample) / groups]);
    const [standard] = b.apply('Standardize', [grouped], { axes: [2], epsilon });
    return [scaleAndShift(b, b.reshape(standard!, x!.shape), parameters, tensor, perChannel(sample))];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { affine, fixed } = torchFixed(parameters);
    const { groups, epsilon } = parameters;
    return { module: `nn.GroupNorm(${groups}, ${channelsInFront(x!)}, eps=${epsilon}, affine=${pythonBoolean(affine)})`, fixed };
  },
  examples: [
    { title: 'Eight groups of four channels', parameters: {}, inputs: [[32, 14, 14]], outputs: [[32, 14, 14]], parameterCount: 64, macs: 0 },
    { title: 'Each channel by itself', parameters: { groups: 3, scale: false, center: false }, inputs: [[3, 8, 8]], outputs: [[3, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});

function channelsInFront(sample: Shape): number {
  if ((sample.length === 1 || sample.length === 3 || sample.length === 4) && isStatic(sample)) return channelCount(sample);
  throw new LayerProblem(`needs a picture or a vector, but gets ${formatShape(sample)}`, {
    port: 'in',
    expected: 'channels × height × width, or values',
    found: formatShape(sample),
  });
}
