import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, receptiveWindow, type WindowParameters } from './image-window';
import { POOL_WINDOW, poolAttributes, pooledShape, torchMaxPool } from './pooling';

export const minPool2d = defineLayer<WindowParameters>({
  type: 'min-pool2d',
  version: 1,
  title: 'MinPool2D',
  category: 'pooling',
  summary: 'Keeps the smallest value under each window',
  documentation: {
    text: 'Max pooling of the negated picture: useful where dark matters, such as ink on paper.',
    formulas: [String.raw`\min_i x_i = -\max_i (-x_i)`],
    source: 'ONNX MaxPool between two Neg',
  },
  parameters: { ...POOL_WINDOW, dilation: DILATION },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => [pooledShape(x!, parameters)],
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), parameters),
  lower: ({ builder: b, inputs: [x], parameters }) => [b.neg(b.one('MaxPool', [b.neg(x!)], poolAttributes(x!.shape.slice(1), parameters)))],
  torch: ({ inputs: [x], parameters }) => torchMaxPool(x!, parameters, '-'),
  examples: [{ title: 'The 4×4 picture of the course', parameters: {}, inputs: [[1, 4, 4]], outputs: [[1, 2, 2]], parameterCount: 0, macs: 0 }],
});
