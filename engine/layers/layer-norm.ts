import { choice, number } from '../core/parameters';
import { formatShape, isStatic, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed, channelCount, perChannel } from './named-axis';
import { pythonBoolean, pythonTuple } from './python-text';
import { SCALE_AND_SHIFT, scaleAndShift, scaleAndShiftTensors, torchFixed, type ScaleAndShift } from './scale-and-shift';

interface LayerNormParameters extends ScaleAndShift {
  readonly over: 'channels' | 'sample';
  readonly epsilon: number;
}

export const layerNorm = defineLayer<LayerNormParameters>({
  type: 'layer-norm',
  version: 1,
  title: 'LayerNorm',
  category: 'normalization',
  summary: 'Brings the values of each position to mean 0 and variance 1, then scales and shifts them',
  documentation: {
    text: 'Looks at one sample at a time, so training and use do the same and the batch may be small. Over channels, each step of a sequence or pixel of a picture is normalized by itself; over the sample, all values together.',
    formulas: [String.raw`y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta`, String.raw`\text{parameters} = 2 \cdot \text{values normalized together}`],
    source: 'Ba et al. 2016; over the channels of pictures: Liu et al. 2022 (ConvNeXt)',
  },
  parameters: {
    over: choice({ label: 'Over', help: 'Which values are normalized together', options: ['channels', 'sample'], default: 'channels' }),
    epsilon: number({ label: 'Epsilon', help: 'Added to the variance so that nothing is divided by zero', default: 1e-5, minimum: 1e-12, maximum: 1 }),
    ...SCALE_AND_SHIFT,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => {
    normalizedShape(x!, parameters);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters }) => scaleAndShiftTensors(normalizedShape(x!, parameters), parameters),
  lower: ({ builder, inputs: [x], parameters, tensor }) => {
    const sample = x!.shape.slice(1);
    const { over, epsilon } = parameters;
    const axes = over === 'sample' ? sample.map((_, axis) => axis + 1) : [axisNamed(sample, 'channels') + 1];
    const [standard] = builder.apply('Standardize', [x!], { axes, epsilon });
    return [scaleAndShift(builder, standard!, parameters, tensor, over === 'sample' ? normalizedShape(sample, parameters) : perChannel(sample))];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { affine, fixed } = torchFixed(parameters);
    const channelsInFront = parameters.over === 'channels' && x!.length > 2;
    return {
      module: `nn.LayerNorm(${pythonTuple(normalizedShape(x!, parameters))}, eps=${parameters.epsilon}, elementwise_affine=${pythonBoolean(affine)})`,
      ...(channelsInFront && { forward: ([value], self) => `${self}(${value}.movedim(1, -1)).movedim(-1, 1)` }),
      fixed,
    };
  },
  examples: [
    { title: 'Each step of a sequence', parameters: {}, inputs: [[20, 512]], outputs: [[20, 512]], parameterCount: 1_024, macs: 0 },
    { title: 'Each pixel of a picture', parameters: {}, inputs: [[96, 56, 56]], outputs: [[96, 56, 56]], parameterCount: 192, macs: 0 },
    { title: 'A whole picture', parameters: { over: 'sample', center: false }, inputs: [[3, 4, 4]], outputs: [[3, 4, 4]], parameterCount: 48, macs: 0 },
  ],
});

function normalizedShape(sample: Shape, { over }: LayerNormParameters): readonly number[] {
  if (over === 'channels') return [channelCount(sample)];
  if (isStatic(sample) && sample.length > 0) return sample;
  throw new LayerProblem(`needs known sizes to normalize a whole sample, but gets ${formatShape(sample)}`, {
    port: 'in',
    parameter: 'over',
    expected: 'known sizes',
    found: formatShape(sample),
  });
}
