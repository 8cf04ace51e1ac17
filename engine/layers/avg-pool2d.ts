import { boolean } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape, receptiveWindow, type WindowParameters } from './image-window';
import { POOL_WINDOW, poolAttributes, pooledShape, torchPoolPadding } from './pooling';
import { pythonBoolean, pythonTuple } from './python-text';

type AvgPool2DParameters = Omit<WindowParameters, 'dilation'> & { readonly countPadding: boolean };

export const avgPool2d = defineLayer<AvgPool2DParameters>({
  type: 'avg-pool2d',
  version: 1,
  title: 'AvgPool2D',
  category: 'pooling',
  summary: 'Takes the mean under each window',
  documentation: {
    text: 'Shrinks a picture smoothly. At a padded edge the mean is over the real pixels, unless padding counts as zeros.',
    formulas: [String.raw`\text{out} = \left\lfloor \frac{n + 2p - f}{s} \right\rfloor + 1`],
    source: 'LeCun et al. 1998; ONNX AveragePool',
  },
  parameters: {
    ...POOL_WINDOW,
    countPadding: boolean({ label: 'Count padding', help: 'Whether padded cells enter the mean as zeros', default: false }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => [pooledShape(x!, undilated(parameters))],
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), undilated(parameters)),
  lower: ({ builder, inputs: [x], parameters }) => {
    const attributes = poolAttributes(x!.shape.slice(1), undilated(parameters));
    return [builder.one('AveragePool', [x!], { ...attributes, countPadding: parameters.countPadding })];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { argument, outside } = torchPoolPadding(x!, undilated(parameters));
    const { kernel, stride, countPadding } = parameters;
    const module = `nn.AvgPool2d(${pythonTuple(kernel)}, stride=${pythonTuple(stride)}${argument}, count_include_pad=${pythonBoolean(countPadding)})`;
    if (!outside) return { module };
    const padded = (value: string, self: string) => `${self}(F.pad(${value}, ${outside}))`;
    if (countPadding) return { module, forward: ([value], self) => padded(value!, self) };
    // The mean over the real pixels alone is the mean with zeros, divided by the share of real pixels.
    return { module, forward: ([value], self) => `${padded(value!, self)} / ${padded(`torch.ones_like(${value})`, self)}` };
  },
  examples: [
    { title: 'LeNet-5 as published', parameters: {}, inputs: [[6, 28, 28]], outputs: [[6, 14, 14]], parameterCount: 0, macs: 0 },
    { title: 'Same padding', parameters: { kernel: [3, 3], stride: [2, 2], padding: 'same' }, inputs: [[4, 7, 7]], outputs: [[4, 4, 4]], parameterCount: 0, macs: 0 },
  ],
});

function undilated(parameters: AvgPool2DParameters): WindowParameters {
  return { ...parameters, dilation: [1, 1] };
}
