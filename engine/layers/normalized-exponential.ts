/** What Softmax and LogSoftmax share: the axis along which values compete. */
import { choice } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT, type LayerDefinition } from './define-layer';
import { axisNamed } from './named-axis';

export interface SoftmaxParameters {
  readonly axis: 'channels' | 'last';
}

export function defineSoftmax(definition: {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly formula: string;
  readonly source: string;
  readonly op: 'Softmax' | 'LogSoftmax';
}): LayerDefinition<SoftmaxParameters> {
  const { type, title, summary, text, formula, source, op } = definition;
  return defineLayer<SoftmaxParameters>({
    type,
    version: 1,
    title,
    category: 'activation',
    summary,
    documentation: { text, formulas: [formula], source },
    parameters: {
      axis: choice({
        label: 'Axis',
        help: 'channels: at each pixel or step, and over all values of a vector; last: along the rows, as attention needs it',
        options: ['channels', 'last'],
        default: 'channels',
      }),
    },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => {
      competingAxis(x!, parameters);
      return [x!];
    },
    lower: ({ builder, inputs: [x], parameters }) => [builder.one(op, [x!], { axis: competingAxis(x!.shape.slice(1), parameters) + 1 })],
    torch: ({ inputs: [x], parameters }) => ({ module: `nn.${op}(dim=${competingAxis(x!, parameters) + 1})` }),
    examples: [
      { title: 'Ten classes', parameters: {}, inputs: [[10]], outputs: [[10]], parameterCount: 0, macs: 0 },
      { title: 'A class for every pixel', parameters: {}, inputs: [[4, 32, 32]], outputs: [[4, 32, 32]], parameterCount: 0, macs: 0 },
    ],
  });
}

function competingAxis(sample: Shape, { axis }: SoftmaxParameters): number {
  if (axis === 'channels') return axisNamed(sample, 'channels');
  if (sample.length > 0) return sample.length - 1;
  throw new LayerProblem('needs at least one axis', { port: 'in', expected: 'a picture, sequence or vector', found: formatShape(sample) });
}
