import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { channelCount, perChannel } from './named-axis';
import { pythonTuple } from './python-text';

export const film = defineLayer<Record<string, never>>({
  type: 'film',
  version: 1,
  title: 'FiLM',
  category: 'merge',
  summary: 'Scales and shifts each channel by numbers that another branch works out',
  documentation: {
    text: 'Lets a question, a style or a point in time steer a network over pictures: scale and shift are vectors with a value per channel, usually from a Dense layer. A scale of zero leaves channels as they are.',
    formulas: [String.raw`y_c = (1 + \gamma_c) \, x_c + \beta_c`],
    source: 'Perez et al. 2018',
  },
  parameters: {},
  inputs: [
    { name: 'in', help: 'What is steered' },
    { name: 'scale', help: 'A vector with a value per channel' },
    { name: 'shift', help: 'A vector with a value per channel' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x, scale, shift] }) => {
    checkVector('scale', scale!, channelCount(x!));
    checkVector('shift', shift!, channelCount(x!));
    return [x!];
  },
  lower: ({ builder: b, inputs: [x, scale, shift] }) => {
    const shape = [x!.shape[0]!, ...perChannel(x!.shape.slice(1))];
    return [b.add(b.mul(x!, b.add(b.reshape(scale!, shape), 1)), b.reshape(shift!, shape))];
  },
  torch: ({ inputs: [x] }) => {
    const shape = pythonTuple([-1, ...perChannel(x!)]);
    return { forward: ([value, scale, shift]) => `${value} * (1 + ${scale}.reshape(${shape})) + ${shift}.reshape(${shape})` };
  },
  examples: [{ title: 'A question steers a picture', parameters: {}, inputs: [[32, 14, 14], [32], [32]], outputs: [[32, 14, 14]], parameterCount: 0, macs: 0 }],
});

function checkVector(port: string, shape: Shape, channels: number): void {
  if (shape.length === 1 && shape[0] === channels) return;
  throw new LayerProblem(`needs a vector of ${channels} values at ${port}, but gets ${formatShape(shape)}`, { port, expected: `${channels}`, found: formatShape(shape), remedy: 'A Dense layer before it gives as many values as are needed.' });
}
