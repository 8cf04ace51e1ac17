/**
 * The contract of a loss file. A loss compares what reaches an Output node with a column of the data and gives one number
 * per sample; it also says how the raw input becomes the prediction a person wants to see.
 */
import type { ColumnKind } from '../core/column';
import type { DType } from '../core/dtype';
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';

export interface LossOptions {
  /** Share of the target spread evenly over all classes, 0 … 1. */
  readonly labelSmoothing: number;
  /** One factor per class, or empty for none. */
  readonly classWeights: readonly number[];
  /** Where Huber turns from square to line. */
  readonly delta: number;
  /** Whether a sample with several values counts their mean or their sum. */
  readonly reduction: 'mean' | 'sum';
  /** γ of the focal loss: how quickly an easy pixel stops to count. */
  readonly focus: number;
  /** The share of Dice where it stands beside cross-entropy, 0 … 1. */
  readonly diceShare: number;
}

export interface LossArguments {
  readonly builder: Builder;
  /** What reaches the Output node, [N, …]. */
  readonly input: Value;
  readonly target: Value;
  readonly options: LossOptions;
}

export interface LossDefinition {
  readonly name: string;
  readonly title: string;
  /** What it computes, with its source. */
  readonly summary: string;
  readonly formula: string;
  readonly accepts: readonly ColumnKind[];
  /** Which of the options it reads. */
  readonly options: readonly (keyof LossOptions)[];
  /** Type of the target, without the batch axis, for an input of `shape`; a sentence where the shape cannot be compared. */
  target(shape: Shape): { readonly dtype: DType; readonly shape: Shape } | { readonly problem: string };
  /** Loss per sample [N]; with `weight` [N] the mean is Σ loss / Σ weight, where loss already contains the weight. */
  loss(context: LossArguments): { readonly loss: Value; readonly weight?: Value };
  /** The loss that gives the same number from the prediction instead of the input. */
  readonly onPrediction: string;
  /** What is shown and exported: probabilities for losses from logits, the input itself otherwise. */
  prediction(builder: Builder, input: Value): Value;
}

export function defineLoss(definition: LossDefinition): LossDefinition {
  return definition;
}

/** Every axis but the batch's. */
export function sampleAxes(value: Value): number[] {
  return value.shape.slice(1).map((_, axis) => axis + 1);
}

/** The mean over a sample's values. */
export function perSampleMean(b: Builder, values: Value): Value {
  const axes = sampleAxes(values);
  return axes.length > 0 ? b.mean(values, axes) : values;
}

/** The sum over a sample's values. */
export function perSampleSum(b: Builder, values: Value): Value {
  const axes = sampleAxes(values);
  return axes.length > 0 ? b.sum(values, axes) : values;
}

/** The mean or the sum over a sample's values, as asked. */
export function perSample({ builder, options }: LossArguments, values: Value): Value {
  return options.reduction === 'sum' ? perSampleSum(builder, values) : perSampleMean(builder, values);
}
