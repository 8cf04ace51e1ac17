import { choice } from '../core/parameters';
import { gateScores, gateTensors, hardSigmoidOf, SQUEEZE } from './channel-gate';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { pythonModules } from './python-text';

interface SqueezeExciteParameters {
  readonly squeeze: number;
  readonly activation: 'relu' | 'silu';
  readonly gate: 'sigmoid' | 'hard-sigmoid';
}

export const squeezeExcite = defineLayer<SqueezeExciteParameters>({
  type: 'squeeze-excite',
  version: 1,
  title: 'SqueezeExcite',
  category: 'attention',
  summary: 'Weighs each channel by a factor worked out from the means of all channels',
  documentation: {
    text: 'Squeeze: each channel becomes its mean. Excite: two small layers turn the means into factors from 0 to 1. MobileNetV3 squeezes to a quarter with relu and the hard sigmoid, EfficientNet with silu and sigmoid.',
    formulas: [String.raw`y_c = x_c \, \sigma\big(W_2 \, f(W_1 \bar x + b_1) + b_2\big)_c`, String.raw`\text{parameters} = (C + 1) S + (S + 1) C`],
    source: 'Hu et al. 2018; Howard et al. 2019 (MobileNetV3); Tan and Le 2019 (EfficientNet)',
  },
  parameters: {
    squeeze: SQUEEZE,
    activation: choice({ label: 'Activation', help: 'What stands between the two layers', options: ['relu', 'silu'], default: 'relu' }),
    gate: choice({ label: 'Gate', help: 'What brings the factors between 0 and 1', options: ['sigmoid', 'hard-sigmoid'], default: 'sigmoid' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    imageShape(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { squeeze } }) => gateTensors(imageShape(x!).channels, squeeze, true),
  macs: ({ inputs: [x], parameters: { squeeze } }) => 2 * imageShape(x!).channels * squeeze,
  lower: ({ builder: b, inputs: [x], parameters: { activation, gate }, tensor }) => {
    const scores = gateScores(b, b.one('GlobalAveragePool', [x!], {}), tensor, true, (value) => (activation === 'relu' ? b.relu(value) : b.mul(value, b.sigmoid(value))));
    return [b.mul(x!, gate === 'sigmoid' ? b.sigmoid(scores) : hardSigmoidOf(b, scores))];
  },
  torch: ({ inputs: [x], parameters: { squeeze, activation, gate } }) => {
    const { channels } = imageShape(x!);
    return {
      module: pythonModules({ fc1: `nn.Conv2d(${channels}, ${squeeze}, 1)`, fc2: `nn.Conv2d(${squeeze}, ${channels}, 1)` }),
      forward: ([value], self) =>
        `${value} * ${gate === 'sigmoid' ? 'torch.sigmoid' : 'F.hardsigmoid'}(${self}['fc2'](F.${activation}(${self}['fc1'](${value}.mean((2, 3), keepdim=True)))))`,
    };
  },
  examples: [
    { title: 'SE-ResNet-50, first stage', parameters: { squeeze: 16 }, inputs: [[256, 56, 56]], outputs: [[256, 56, 56]], parameterCount: 8_464, macs: 8_192 },
    { title: 'MobileNetV3, a quarter of 72 channels', parameters: { squeeze: 24, gate: 'hard-sigmoid' }, inputs: [[72, 28, 28]], outputs: [[72, 28, 28]], parameterCount: 3_552, macs: 3_456 },
  ],
});
