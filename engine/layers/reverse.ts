import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { AXIS, sizeAlong } from './cut-axis';
import type { AxisName } from './named-axis';

export const reverse = defineLayer<{ axis: AxisName }>({
  type: 'reverse',
  version: 1,
  title: 'Reverse',
  category: 'shape',
  summary: 'Turns the order along an axis round',
  documentation: {
    text: 'Lets a recurrent layer read from the end, or mirrors a picture.',
    formulas: [String.raw`y_i = x_{n - 1 - i}`],
    source: 'Schuster and Paliwal 1997; ONNX Slice with a step of −1',
  },
  parameters: { axis: { ...AXIS, default: 'steps' } },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { axis } }) => {
    sizeAlong(x!, axis);
    return [x!];
  },
  lower: ({ builder, inputs: [x], parameters: { axis } }) => [builder.one('Reverse', [x!], { axes: [sizeAlong(x!.shape.slice(1), axis).axis + 1] })],
  torch: ({ inputs: [x], parameters: { axis } }) => ({ forward: ([value]) => `${value}.flip(${sizeAlong(x!, axis).axis + 1})` }),
  examples: [
    { title: 'A sentence from its end', parameters: {}, inputs: [[20, 8]], outputs: [[20, 8]], parameterCount: 0, macs: 0 },
    { title: 'A mirrored picture', parameters: { axis: 'width' }, inputs: [[3, 8, 8]], outputs: [[3, 8, 8]], parameterCount: 0, macs: 0 },
  ],
});
