import { integers } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const permute = defineLayer<{ order: readonly number[] }>({
  type: 'permute',
  version: 1,
  title: 'Permute',
  category: 'shape',
  summary: 'Reorders the axes of a sample',
  documentation: {
    text: 'The order names, for each axis of the result, the axis it comes from. Axes count from 0, without the batch: for a picture 0 is channels, 1 height, 2 width.',
    formulas: [String.raw`\text{out}_i = \text{in}_{\text{order}_i}`],
    source: 'ONNX Transpose',
  },
  parameters: {
    order: integers({ label: 'Order', help: 'Where each axis of the result comes from, counted from 0', default: [1, 0], minimum: 0 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { order } }) => {
    checkOrder(x!, order);
    return [order.map((axis) => x![axis]!)];
  },
  lower: ({ builder, inputs: [x], parameters: { order } }) => [builder.transpose(x!, [0, ...order.map((axis) => axis + 1)])],
  torch: ({ parameters: { order } }) => ({ forward: ([value]) => `${value}.permute(${[0, ...order.map((axis) => axis + 1)].join(', ')})` }),
  examples: [
    { title: 'Channels last', parameters: { order: [1, 2, 0] }, inputs: [[3, 32, 48]], outputs: [[32, 48, 3]], parameterCount: 0, macs: 0 },
    { title: 'Steps and values change places', parameters: {}, inputs: [[20, 8]], outputs: [[8, 20]], parameterCount: 0, macs: 0 },
  ],
});

function checkOrder(shape: Shape, order: readonly number[]): void {
  const every = shape.map((_, axis) => axis);
  if (order.length === shape.length && every.every((axis) => order.includes(axis))) return;
  throw new LayerProblem(`cannot reorder the ${shape.length} axes of ${formatShape(shape)} by [${order.join(', ')}]`, {
    parameter: 'order',
    expected: `each of ${every.join(', ')} once`,
    found: `[${order.join(', ')}]`,
  });
}
