import { gateScores, gateTensors, SQUEEZE } from './channel-gate';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { pythonModules } from './python-text';

export const channelAttention = defineLayer<{ squeeze: number }>({
  type: 'channel-attention',
  version: 1,
  title: 'ChannelAttention',
  category: 'attention',
  summary: 'Weighs each channel by a factor worked out from the means and the maxima of all channels',
  documentation: {
    text: 'The first half of CBAM: the same two layers look at the mean and at the maximum of every channel, and the sum of both answers says what to attend to.',
    formulas: [String.raw`y_c = x_c \, \sigma\big(W_2 \max(W_1 \bar x, 0) + W_2 \max(W_1 x_{max}, 0)\big)_c`, String.raw`\text{parameters} = 2 C S`],
    source: 'Woo et al. 2018 (CBAM)',
  },
  parameters: { squeeze: SQUEEZE },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    imageShape(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { squeeze } }) => gateTensors(imageShape(x!).channels, squeeze, false),
  macs: ({ inputs: [x], parameters: { squeeze } }) => 4 * imageShape(x!).channels * squeeze,
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const pooled = [b.one('GlobalAveragePool', [x!], {}), b.one('ReduceMax', [x!], { axes: [2, 3], keepdims: true })];
    const [means, maxima] = pooled.map((value) => gateScores(b, value, tensor, false, b.relu));
    return [b.mul(x!, b.sigmoid(b.add(means!, maxima!)))];
  },
  torch: ({ inputs: [x], parameters: { squeeze } }) => {
    const { channels } = imageShape(x!);
    return {
      module: pythonModules({ fc1: `nn.Conv2d(${channels}, ${squeeze}, 1, bias=False)`, fc2: `nn.Conv2d(${squeeze}, ${channels}, 1, bias=False)` }),
      forward: ([value], self) => {
        const gate = (pooled: string) => `${self}['fc2'](F.relu(${self}['fc1'](${value}.${pooled}((2, 3), keepdim=True))))`;
        return `${value} * torch.sigmoid(${gate('mean')} + ${gate('amax')})`;
      },
    };
  },
  examples: [{ title: 'CBAM with a sixteenth in the middle', parameters: { squeeze: 4 }, inputs: [[64, 56, 56]], outputs: [[64, 56, 56]], parameterCount: 512, macs: 1_024 }],
});
