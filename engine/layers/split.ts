import { integer } from '../core/parameters';
import type { Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_INPUT } from './define-layer';
import { AXIS, sizeAlong } from './cut-axis';
import type { AxisName } from './named-axis';

interface SplitParameters {
  readonly axis: AxisName;
  readonly at: number;
}

export const split = defineLayer<SplitParameters>({
  type: 'split',
  version: 1,
  title: 'Split',
  category: 'shape',
  summary: 'Cuts its input in two along an axis',
  documentation: {
    text: 'Sends some channels one way and the rest another, as ShuffleNet v2 does; a Concat puts them together again. Several of them in a row cut into more parts.',
    formulas: [String.raw`C_{first} = \text{at}, \quad C_{rest} = C - \text{at}`],
    source: 'Ma et al. 2018 (ShuffleNet v2); ONNX Split',
  },
  parameters: {
    axis: AXIS,
    at: integer({ label: 'At', help: 'How many elements go to the first output; 0 for half of them', default: 0, minimum: 0 }),
  },
  inputs: ONE_INPUT,
  outputs: [
    { name: 'first', help: 'The elements before the cut' },
    { name: 'rest', help: 'The elements after it' },
  ],
  shape: ({ inputs: [x], parameters }) => {
    const { axis, sizes } = parts(x!, parameters);
    return sizes.map((size) => x!.map((dim, at) => (at === axis ? size : dim)));
  },
  lower: ({ builder, inputs: [x], parameters }) => {
    const { axis, sizes } = parts(x!.shape.slice(1), parameters);
    return builder.apply('Split', [x!], { axis: axis + 1, sizes });
  },
  torch: ({ inputs: [x], parameters }) => {
    const { axis, sizes } = parts(x!, parameters);
    return { forward: ([value]) => `${value}.split((${sizes.join(', ')}), dim=${axis + 1})` };
  },
  examples: [
    { title: 'ShuffleNet v2, half the channels each', parameters: {}, inputs: [[116, 28, 28]], outputs: [[58, 28, 28], [58, 28, 28]], parameterCount: 0, macs: 0 },
    { title: 'Mean and variance of a code', parameters: { at: 2 }, inputs: [[5]], outputs: [[2], [3]], parameterCount: 0, macs: 0 },
  ],
});

function parts(shape: Shape, { axis: name, at }: SplitParameters): { readonly axis: number; readonly sizes: readonly [number, number] } {
  const { axis, size } = sizeAlong(shape, name);
  if (at === 0 && size % 2 !== 0) {
    throw new LayerProblem(`cannot halve ${size} ${name}`, { parameter: 'at', expected: `a number from 1 to ${Math.max(1, size - 1)}`, found: 'half of an odd number' });
  }
  const first = at === 0 ? size / 2 : at;
  if (first < size) return { axis, sizes: [first, size - first] };
  throw new LayerProblem(`cuts after ${first} of ${size} ${name}, which leaves nothing for the second output`, { parameter: 'at', expected: `less than ${size}`, found: `${first}` });
}
