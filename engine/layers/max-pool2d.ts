import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, receptiveWindow, type WindowParameters } from './image-window';
import { POOL_WINDOW, poolAttributes, pooledShape, torchMaxPool } from './pooling';

export const maxPool2d = defineLayer<WindowParameters>({
  type: 'max-pool2d',
  version: 1,
  title: 'MaxPool2D',
  category: 'pooling',
  summary: 'Keeps the largest value under each window',
  documentation: {
    text: 'Halves a picture by default and keeps the strongest answers, a little wherever they stood. Padding never wins. Where values tie, the gradient goes to the first.',
    formulas: [String.raw`\text{out} = \left\lfloor \frac{n + 2p - d(f - 1) - 1}{s} \right\rfloor + 1`],
    source: 'Ranzato et al. 2007; ONNX MaxPool',
  },
  parameters: { ...POOL_WINDOW, dilation: DILATION },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => [pooledShape(x!, parameters)],
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), parameters),
  lower: ({ builder, inputs: [x], parameters }) => [builder.one('MaxPool', [x!], poolAttributes(x!.shape.slice(1), parameters))],
  torch: ({ inputs: [x], parameters }) => torchMaxPool(x!, parameters, ''),
  examples: [
    { title: 'LeNet-5, first pooling', parameters: {}, inputs: [[8, 28, 28]], outputs: [[8, 14, 14]], parameterCount: 0, macs: 0 },
    { title: 'AlexNet, overlapping windows', parameters: { kernel: [3, 3] }, inputs: [[96, 55, 55]], outputs: [[96, 27, 27]], parameterCount: 0, macs: 0 },
    { title: 'Keeping the size', parameters: { kernel: [3, 3], stride: [1, 1], padding: 'same' }, inputs: [[192, 28, 28]], outputs: [[192, 28, 28]], parameterCount: 0, macs: 0 },
  ],
});
