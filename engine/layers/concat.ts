import { choice } from '../core/parameters';
import { formatShape, staticDim, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { MERGED } from './merge';
import { AXIS_NAMES, axisNamed, type AxisName } from './named-axis';

export const concat = defineLayer<{ axis: AxisName }>({
  type: 'concat',
  version: 1,
  title: 'Concat',
  category: 'merge',
  summary: 'Puts its inputs one behind the other along an axis',
  documentation: {
    text: 'Joins the branches of an Inception block, or a skip connection to the way up in a U-Net. All other sizes must agree.',
    formulas: [String.raw`C_{out} = \sum_k C_k`],
    source: 'ONNX Concat',
  },
  parameters: {
    axis: choice({
      label: 'Axis',
      help: 'channels of pictures, values of vectors and sequences; or depth, height, width, steps',
      options: AXIS_NAMES,
      default: 'channels',
    }),
  },
  inputs: { ...MERGED, help: 'One of the parts, in order' },
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters }) => {
    const first = inputs[0]!;
    const axis = axisNamed(first, parameters.axis, `${MERGED.prefix}1`);
    inputs.forEach((shape, index) => checkFits(first, shape, axis, index));
    const joined = inputs.reduce((total, shape) => total + staticDim(shape[axis]!), 0);
    return [first.map((size, at) => (at === axis ? joined : size))];
  },
  lower: ({ builder, inputs, parameters }) => [builder.concat(inputs, axisNamed(inputs[0]!.shape.slice(1), parameters.axis) + 1)],
  torch: ({ inputs, parameters }) => ({
    forward: (operands) => `torch.cat([${operands.join(', ')}], dim=${axisNamed(inputs[0]!, parameters.axis) + 1})`,
  }),
  examples: [
    { title: 'GoogLeNet, the first Inception block', parameters: {}, inputs: [[64, 28, 28], [128, 28, 28], [32, 28, 28], [32, 28, 28]], outputs: [[256, 28, 28]], parameterCount: 0, macs: 0 },
    { title: 'A picture code and three numbers', parameters: {}, inputs: [[84], [3]], outputs: [[87]], parameterCount: 0, macs: 0 },
    { title: 'Side by side', parameters: { axis: 'width' }, inputs: [[3, 8, 8], [3, 8, 5]], outputs: [[3, 8, 13]], parameterCount: 0, macs: 0 },
  ],
});

function checkFits(first: Shape, shape: Shape, axis: number, index: number): void {
  if (shape.length === first.length && shape.every((size, at) => at === axis || size === first[at])) return;
  const port = `${MERGED.prefix}${index + 1}`;
  const expected = formatShape(first.map((size, at) => (at === axis ? '?' : size)));
  throw new LayerProblem(`cannot join ${formatShape(shape)} at ${port} to ${formatShape(first)} at ${MERGED.prefix}1`, {
    port,
    expected,
    found: formatShape(shape),
  });
}
