import { defineActivation } from './activation';
import { hardSigmoidOf } from './channel-gate';

export const hardSigmoid = defineActivation({
  type: 'hard-sigmoid',
  title: 'HardSigmoid',
  summary: 'A sigmoid made of straight lines',
  text: 'Cheap on small devices; the gate of squeeze and excitation in MobileNetV3.',
  formula: String.raw`y = \min(\max(x/6 + 1/2, 0), 1)`,
  source: 'Courbariaux et al. 2015; Howard et al. 2019; ONNX HardSigmoid',
  lower: hardSigmoidOf,
  torch: 'nn.Hardsigmoid()',
});
