/**
 * What losses over the pixels of a mask share. Scores are [N, C, H, W], one per class and pixel, or [N, 1, H, W] for the yes
 * or no of two classes; the target is an int32 mask [N, H, W] of class indices, −1 where a pixel does not count.
 */
import { allocate } from '../core/dtype';
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLoss, type LossArguments, type LossDefinition, type LossOptions } from './define-loss';

/** Keeps ln finite: the smallest chance taken seriously. Also the weight of a picture in which no pixel counts, so that 0/0 is 0. */
export const LEAST = 1e-7;

/** One picture's pixels, as each loss wants to see them. */
export interface PixelContext {
  readonly builder: Builder;
  /** [N, C, H, W]: 1 at the true class of each pixel, 0 elsewhere and all over a pixel that does not count. */
  readonly hot: Value;
  /** ln p, [N, C, H, W]; asking again costs nothing after simplification. */
  logProbabilities(): Value;
  /** p, [N, C, H, W] */
  probabilities(): Value;
  /** The number of classes: 2 where one score says yes or no. */
  readonly classes: number;
  readonly options: LossOptions;
}

type PixelLoss = (context: PixelContext) => { readonly loss: Value; readonly weight?: Value };

interface PixelLossDescription extends Pick<LossDefinition, 'name' | 'title' | 'summary' | 'formula' | 'options'> {
  readonly compare: PixelLoss;
}

/** A loss whose scores become probabilities in it: softmax over the classes, or a sigmoid for yes and no. */
export function defineLogitPixelLoss({ compare, ...description }: PixelLossDescription): LossDefinition {
  return definePixelLoss(description, `${description.name}-probabilities`, compare, fromLogits, (b, input) => (isYesOrNo(input) ? b.sigmoid(input) : b.one('Softmax', [input], { axis: 1 })));
}

/** The same comparison for what is a probability already: networks that end in Softmax or Sigmoid, and exported files. */
export function defineProbabilityPixelLoss({ compare, ...description }: PixelLossDescription): LossDefinition {
  return definePixelLoss(description, description.name, compare, fromProbabilities, (_, input) => input);
}

type Probabilities = Pick<PixelContext, 'logProbabilities' | 'probabilities'>;

function definePixelLoss(
  description: Omit<PixelLossDescription, 'compare'>,
  onPrediction: string,
  compare: PixelLoss,
  read: (builder: Builder, input: Value) => Probabilities,
  prediction: LossDefinition['prediction'],
): LossDefinition {
  return defineLoss({
    ...description,
    accepts: ['mask'],
    target: maskTarget,
    loss: ({ builder, input, target, options }: LossArguments) => {
      const classes = isYesOrNo(input) ? 2 : (input.shape[1] as number);
      return compare({ builder, hot: hotPixels(builder, target, classes), classes, options, ...read(builder, input) });
    },
    onPrediction,
    prediction,
  });
}

function maskTarget(shape: Shape): ReturnType<LossDefinition['target']> {
  return shape.length === 3 ? { dtype: 'int32', shape: shape.slice(1) } : { problem: 'one score per class for every pixel' };
}

function isYesOrNo({ shape }: Value): boolean {
  return shape[1] === 1;
}

/** [N, H, W] labels → [N, classes, H, W] float32; −1 is no class, so such a pixel is 0 everywhere. */
function hotPixels(b: Builder, labels: Value, classes: number): Value {
  const indices = allocate('int32', classes).map((_, index) => index);
  const [batch, height, width] = labels.shape;
  const each = b.constant({ dtype: 'int32', shape: [classes, 1, 1], data: indices });
  return b.cast(b.equal(b.reshape(labels, [batch!, 1, height!, width!]), each), 'float32');
}

function fromLogits(b: Builder, input: Value): Probabilities {
  if (!isYesOrNo(input)) {
    return { logProbabilities: () => b.one('LogSoftmax', [input], { axis: 1 }), probabilities: () => b.one('Softmax', [input], { axis: 1 }) };
  }
  // ln σ(z) = −softplus(−z): certainty loses no digits.
  const softplus = (value: Value) => b.one('Softplus', [value], {});
  return {
    logProbabilities: () => b.neg(b.concat([softplus(input), softplus(b.neg(input))], 1)),
    probabilities: () => b.concat([b.sigmoid(b.neg(input)), b.sigmoid(input)], 1),
  };
}

function fromProbabilities(b: Builder, input: Value): Probabilities {
  const both = () => (isYesOrNo(input) ? b.concat([b.sub(1, input), input], 1) : input);
  return { logProbabilities: () => b.log(b.one('Clip', [both()], { min: LEAST, max: 1 })), probabilities: both };
}

/** [C, 1, 1], to be multiplied with [N, C, H, W]; nothing where every class weighs the same. */
export function pixelClassWeights({ builder, classes, options: { classWeights } }: PixelContext): Value | undefined {
  return classWeights.length === 0 ? undefined : builder.constant({ dtype: 'float32', shape: [classes, 1, 1], data: Float32Array.from(classWeights) });
}

/** Σ over classes and pixels: [N, C, H, W] → [N]. */
export function pixelSum(b: Builder, values: Value): Value {
  return b.sum(values, [1, 2, 3]);
}
