/**
 * The contract of an optimizer file: how one tensor and its slots follow from the gradient. Formulas and defaults are
 * PyTorch's, so that a run can go on there.
 */
import type { ParameterSpecs } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';

export interface UpdateContext<S> {
  readonly builder: Builder;
  readonly parameter: Value;
  readonly gradient: Value;
  /** Of the tensor itself: `parameter` and `gradient` may come as one row of its values. */
  readonly shape: Shape;
  /** The learning rate of this step and tensor, a scalar. */
  readonly rate: Value;
  readonly settings: S;
  /** State kept for this tensor, zero at the start. */
  slot(name: string): Value;
  /** One of `corrections`, a scalar. */
  correction(name: string): Value;
}

export interface OptimizerDefinition<S = Record<string, unknown>> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** The update in LaTeX, line by line. */
  readonly formulas: readonly string[];
  readonly source: string;
  readonly settings: ParameterSpecs<S>;
  /** The learning rate where none is given. */
  readonly defaultRate: number;
  /** Set where the step of a weight depends on the others of its tensor: such an optimizer cannot be followed on one weight alone. */
  readonly isTensorwise?: true;
  /** What is kept for a tensor of this shape. */
  slots(shape: Shape): readonly string[];
  /** Scalars that depend on the number of the update (from 1), worked out in double precision before each step. */
  readonly corrections?: (step: number, settings: S) => Readonly<Record<string, number>>;
  update(context: UpdateContext<S>): { readonly parameter: Value; readonly slots: Readonly<Record<string, Value>> };
}

export function defineOptimizer<S>(definition: OptimizerDefinition<S>): OptimizerDefinition<S> {
  return definition;
}
