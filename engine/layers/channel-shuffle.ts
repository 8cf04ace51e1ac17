import { integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const channelShuffle = defineLayer<{ groups: number }>({
  type: 'channel-shuffle',
  version: 1,
  title: 'ChannelShuffle',
  category: 'shape',
  summary: 'Deals the channels of several groups out evenly among them',
  documentation: {
    text: 'Goes between grouped convolutions, whose groups would never hear of each other otherwise: the first channels of all groups come first, then the second ones.',
    formulas: [String.raw`y_{i g + j} = x_{j C/g + i}`],
    source: 'Zhang et al. 2018 (ShuffleNet)',
  },
  parameters: { groups: integer({ label: 'Groups', help: 'How many groups the channels come from', default: 2, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { groups } }) => {
    const { channels } = imageShape(x!);
    if (channels % groups === 0) return [x!];
    throw new LayerProblem(`cannot split ${channels} channels into ${groups} groups`, { parameter: 'groups', expected: `a divisor of ${channels}`, found: `${groups}` });
  },
  lower: ({ builder: b, inputs: [x], parameters: { groups } }) => {
    const [batch, channels, height, width] = x!.shape;
    const apart = b.reshape(x!, [batch!, groups, (channels as number) / groups, height!, width!]);
    return [b.reshape(b.transpose(apart, [0, 2, 1, 3, 4]), x!.shape)];
  },
  torch: ({ parameters: { groups } }) => ({ forward: ([value]) => `${value}.unflatten(1, (${groups}, -1)).transpose(1, 2).flatten(1, 2)` }),
  examples: [{ title: 'ShuffleNet with three groups', parameters: { groups: 3 }, inputs: [[240, 28, 28]], outputs: [[240, 28, 28]], parameterCount: 0, macs: 0 }],
});
