/** What the two global pooling layers share: one number per channel, over all positions of a picture or volume, or steps of a sequence. */
import { boolean } from '../core/parameters';
import { formatShape, isStatic, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT, type LayerDefinition } from './define-layer';
import { placeAxes } from './named-axis';
import { pythonBoolean, pythonTuple } from './python-text';

export interface GlobalPoolParameters {
  readonly keepAxes: boolean;
}

export function defineGlobalPool(definition: {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly formula: string;
  readonly source: string;
  readonly lower: (b: Builder, x: Value, axes: readonly number[], keepdims: boolean) => Value;
  /** The tensor method that reduces: `mean`, `amax`. */
  readonly torchMethod: string;
}): LayerDefinition<GlobalPoolParameters> {
  const { type, title, summary, text, formula, source, lower, torchMethod } = definition;
  return defineLayer<GlobalPoolParameters>({
    type,
    version: 1,
    title,
    category: 'pooling',
    summary,
    documentation: { text, formulas: [formula], source },
    parameters: {
      keepAxes: boolean({ label: 'Keep axes', help: 'Whether the pooled axes stay, with size 1: a picture of one pixel instead of a vector', default: false }),
    },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters: { keepAxes } }) => {
      const pooled = pooledAxes(x!);
      return [x!.flatMap((size, axis) => (pooled.includes(axis) ? (keepAxes ? [1] : []) : [size]))];
    },
    window: ({ inputs: [x], parameters: { keepAxes } }) => {
      const sizes = pooledAxes(x!).map((axis) => x![axis]!);
      if (!keepAxes || !isStatic(sizes)) return undefined;
      const ones = sizes.map(() => 1);
      return { kernel: sizes, stride: ones, dilation: ones, padding: sizes.flatMap(() => [0, 0]) };
    },
    lower: ({ builder, inputs: [x], parameters: { keepAxes } }) => {
      const axes = pooledAxes(x!.shape.slice(1)).map((axis) => axis + 1);
      return [lower(builder, x!, axes, keepAxes)];
    },
    torch: ({ inputs: [x], parameters: { keepAxes } }) => {
      const axes = pythonTuple(pooledAxes(x!).map((axis) => axis + 1));
      return { forward: ([value]) => `${value}.${torchMethod}(dim=${axes}, keepdim=${pythonBoolean(keepAxes)})` };
    },
    examples: [
      { title: 'Before the classifier of a ResNet', parameters: {}, inputs: [[64, 8, 8]], outputs: [[64]], parameterCount: 0, macs: 0 },
      { title: 'For channel attention', parameters: { keepAxes: true }, inputs: [[64, 8, 8]], outputs: [[64, 1, 1]], parameterCount: 0, macs: 0 },
      { title: 'Over the steps of a sequence', parameters: {}, inputs: [[20, 32]], outputs: [[32]], parameterCount: 0, macs: 0 },
    ],
  });
}

function pooledAxes(shape: Shape): number[] {
  if (shape.length < 2 || shape.length > 4) {
    throw new LayerProblem(`needs a picture or a sequence, but gets ${formatShape(shape)}`, {
      port: 'in',
      expected: 'channels × height × width, or steps × values',
      found: formatShape(shape),
    });
  }
  return placeAxes(shape);
}
