import { elementCount, formatShape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const flatten = defineLayer<Record<string, never>>({
  type: 'flatten',
  version: 1,
  title: 'Flatten',
  category: 'shape',
  summary: 'Lays all values of a sample out as one vector',
  documentation: {
    text: 'Goes between pictures and Dense layers. The order is channel by channel, each row by row.',
    formulas: [String.raw`\text{out} = C \cdot h \cdot w`],
    source: 'ONNX Flatten',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    if (x!.length > 0) return [[elementCount(x!)]];
    throw new LayerProblem('needs at least one axis', { port: 'in', expected: 'a picture, sequence or vector', found: formatShape(x!) });
  },
  lower: ({ builder, inputs: [x] }) => [builder.reshape(x!, [x!.shape[0]!, elementCount(x!.shape.slice(1))])],
  torch: () => ({ module: 'nn.Flatten()' }),
  examples: [
    { title: 'Before the Dense layers of LeNet-5', parameters: {}, inputs: [[16, 5, 5]], outputs: [[400]], parameterCount: 0, macs: 0 },
    { title: 'A vector stays as it is', parameters: {}, inputs: [[7]], outputs: [[7]], parameterCount: 0, macs: 0 },
  ],
});
