import { float32Tensor } from '../core/dtype';
import { number } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LowerContext } from './define-layer';
import { axisNamed, channelCount } from './named-axis';
import { pythonBoolean } from './python-text';
import { SCALE_AND_SHIFT, scaleAndShiftTensors, torchFixed, type ScaleAndShift } from './scale-and-shift';

interface BatchNormParameters extends ScaleAndShift {
  readonly momentum: number;
  readonly epsilon: number;
}

export const batchNorm = defineLayer<BatchNormParameters>({
  type: 'batch-norm',
  version: 1,
  title: 'BatchNorm',
  category: 'normalization',
  summary: 'Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it',
  documentation: {
    text: 'While training it uses the statistics of the batch and follows them with running ones, which take their place afterwards and while the layer is frozen. Momentum is the weight of the new batch, as in PyTorch; the running variance divides by n − 1.',
    formulas: [
      String.raw`y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta`,
      String.raw`\mu_{run} \leftarrow (1 - m) \mu_{run} + m \mu`,
      String.raw`\text{parameters} = 2C + 2C \text{ statistics}`,
    ],
    source: 'Ioffe and Szegedy 2015; ONNX BatchNormalization',
  },
  parameters: {
    momentum: number({ label: 'Momentum', help: 'Weight of the new batch in the running statistics', default: 0.1, minimum: 0, maximum: 1 }),
    epsilon: number({ label: 'Epsilon', help: 'Added to the variance so that nothing is divided by zero', default: 1e-5, minimum: 1e-12, maximum: 1 }),
    ...SCALE_AND_SHIFT,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    channelCount(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters }) => {
    const shape = [channelCount(x!)];
    const statistic = { shape, fanIn: 1, fanOut: 1, trainable: false };
    return {
      ...scaleAndShiftTensors(shape, parameters),
      running_mean: { initializer: 'zeros', ...statistic },
      running_var: { initializer: 'ones', ...statistic },
    };
  },
  lower: (context) => {
    const { builder, inputs: [x] } = context;
    return [channelsFirst(builder, x!, (value) => normalize(context, value))];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { affine, fixed } = torchFixed(parameters);
    const { momentum, epsilon } = parameters;
    const dimensions = x!.length > 2 ? x!.length - 1 : 1;
    return {
      module: `nn.BatchNorm${dimensions}d(${channelCount(x!)}, eps=${epsilon}, momentum=${momentum}, affine=${pythonBoolean(affine)})`,
      ...(isSequence(x!) && { forward: ([value], self) => `${self}(${value}.transpose(1, 2)).transpose(1, 2)` }),
      fixed,
    };
  },
  examples: [
    { title: 'After a convolution', parameters: {}, inputs: [[16, 32, 32]], outputs: [[16, 32, 32]], parameterCount: 64, macs: 0 },
    { title: 'Statistics only', parameters: { scale: false, center: false }, inputs: [[10]], outputs: [[10]], parameterCount: 20, macs: 0 },
  ],
});

function normalize({ builder: b, parameters, mode, frozen, tensor, update }: LowerContext<BatchNormParameters>, x: Value): Value {
  const { scale, center, epsilon, momentum } = parameters;
  const channels = x.shape[1] as number;
  const filled = (value: number) => b.constant(float32Tensor([channels], new Float32Array(channels).fill(value)));
  const operands = [x, scale ? tensor('weight') : filled(1), center ? tensor('bias') : filled(0)];
  if (mode === 'infer' || frozen) {
    return b.one('BatchNormalization', [...operands, tensor('running_mean'), tensor('running_var')], { epsilon });
  }
  const [y, mean, variance] = b.apply('BatchNormalizationTraining', operands, { epsilon });
  const count = b.size(x, x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis])));
  // A last batch of a single vector has n − 1 = 0 and no variance: it must not turn the running variance into NaN.
  const unbiased = b.mul(variance!, b.div(count, b.max(b.sub(count, 1), 1)));
  const follow = (name: string, value: Value) => update(name, b.add(b.mul(tensor(name), 1 - momentum), b.mul(value, momentum)));
  follow('running_mean', mean!);
  follow('running_var', unbiased);
  return y!;
}

function isSequence(sample: Shape): boolean {
  return axisNamed(sample, 'channels') > 0;
}

/** The ops have channels on axis 1; a sequence has its values last. */
function channelsFirst(b: Builder, x: Value, body: (value: Value) => Value): Value {
  return isSequence(x.shape.slice(1)) ? b.transposeLast(body(b.transposeLast(x))) : body(x);
}
