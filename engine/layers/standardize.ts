import { float32Tensor } from '../core/dtype';
import { numbers } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { channelCount, perChannel } from './named-axis';
import { pythonTuple } from './python-text';

interface StandardizeParameters {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

export const standardize = defineLayer<StandardizeParameters>({
  type: 'standardize',
  version: 1,
  title: 'Standardize',
  category: 'normalization',
  summary: 'Subtracts a given mean from each channel and divides it by a given deviation',
  documentation: {
    text: 'Puts the preparation that a network was trained with inside it, so that its file can be given plain pictures. The defaults are those of ImageNet. One number serves all channels.',
    formulas: [String.raw`y_c = \frac{x_c - \mu_c}{\sigma_c}`],
    source: 'ONNX Sub and Div',
  },
  parameters: {
    means: numbers({ label: 'Means', help: 'One per channel, or one for all', default: [0.485, 0.456, 0.406] }),
    deviations: numbers({ label: 'Deviations', help: 'One per channel, or one for all', default: [0.229, 0.224, 0.225], minimum: 1e-6 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => {
    const channels = channelCount(x!);
    for (const name of ['means', 'deviations'] as const) {
      const count = parameters[name].length;
      if (count !== 1 && count !== channels) throw new LayerProblem(`has ${count} ${name} for ${channels} channels`, { parameter: name, expected: `1 or ${channels} numbers`, found: `${count}` });
    }
    return [x!];
  },
  lower: ({ builder: b, inputs: [x], parameters: { means, deviations } }) => {
    const channelwise = (list: readonly number[]) => b.reshape(b.constant(float32Tensor([list.length], [...list])), alongChannels(x!.shape.slice(1), list));
    return [b.div(b.sub(x!, channelwise(means)), channelwise(deviations))];
  },
  torch: ({ inputs: [x], parameters: { means, deviations } }) => ({
    forward: ([value]) => {
      const tensor = (list: readonly number[]) => `torch.tensor([${list.join(', ')}], dtype=${value}.dtype, device=${value}.device).view(${pythonTuple(alongChannels(x!, list))})`;
      return `(${value} - ${tensor(means)}) / ${tensor(deviations)}`;
    },
  }),
  examples: [{ title: 'Pictures as ImageNet networks want them', parameters: {}, inputs: [[3, 224, 224]], outputs: [[3, 224, 224]], parameterCount: 0, macs: 0 }],
});

function alongChannels(sample: Parameters<typeof perChannel>[0], list: readonly number[]): number[] {
  return list.length === 1 ? sample.map(() => 1) : perChannel(sample);
}
