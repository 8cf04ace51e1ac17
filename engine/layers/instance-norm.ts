import { number } from '../core/parameters';
import { formatShape, staticElementCount, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed, channelCount, perChannel, placeAxes } from './named-axis';
import { pythonBoolean } from './python-text';
import { SCALE_AND_SHIFT, scaleAndShift, scaleAndShiftTensors, torchFixed, type ScaleAndShift } from './scale-and-shift';

export const instanceNorm = defineLayer<ScaleAndShift & { epsilon: number }>({
  type: 'instance-norm',
  version: 1,
  title: 'InstanceNorm',
  category: 'normalization',
  summary: 'Brings each channel of each sample to mean 0 and variance 1, then scales and shifts it',
  documentation: {
    text: 'Takes the contrast out of a picture, channel by channel, which suits style transfer. Training and use do the same; no statistics are kept.',
    formulas: [String.raw`y = \gamma_c \frac{x - \mu_{n,c}}{\sqrt{\sigma_{n,c}^2 + \varepsilon}} + \beta_c`, String.raw`\text{parameters} = 2C`],
    source: 'Ulyanov et al. 2016; ONNX InstanceNormalization',
  },
  parameters: {
    epsilon: number({ label: 'Epsilon', help: 'Added to the variance so that nothing is divided by zero', default: 1e-5, minimum: 1e-12, maximum: 1 }),
    ...SCALE_AND_SHIFT,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    checkPlaces(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters }) => scaleAndShiftTensors([channelCount(x!)], parameters),
  lower: ({ builder, inputs: [x], parameters, tensor }) => {
    const sample = x!.shape.slice(1);
    const axes = placeAxes(sample).map((axis) => axis + 1);
    const [standard] = builder.apply('Standardize', [x!], { axes, epsilon: parameters.epsilon });
    return [scaleAndShift(builder, standard!, parameters, tensor, perChannel(sample))];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { affine, fixed } = torchFixed(parameters);
    const isSequence = axisNamed(x!, 'channels') > 0;
    return {
      module: `nn.InstanceNorm${x!.length - 1}d(${channelCount(x!)}, eps=${parameters.epsilon}, affine=${pythonBoolean(affine)})`,
      ...(isSequence && { forward: ([value], self) => `${self}(${value}.transpose(1, 2)).transpose(1, 2)` }),
      fixed,
    };
  },
  examples: [
    { title: 'In a style network', parameters: {}, inputs: [[32, 64, 64]], outputs: [[32, 64, 64]], parameterCount: 64, macs: 0 },
    { title: 'Contrast only', parameters: { scale: false, center: false }, inputs: [[3, 8, 8]], outputs: [[3, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});

function checkPlaces(sample: Shape): void {
  channelCount(sample);
  const places = placeAxes(sample).map((axis) => sample[axis]!);
  if (places.length > 0 && staticElementCount(places) > 1) return;
  throw new LayerProblem(`needs several values per channel to take a variance of, but gets ${formatShape(sample)}`, {
    port: 'in',
    expected: 'a picture or sequence of more than one place',
    found: formatShape(sample),
  });
}
