/**
 * The contract of an optimizer file: how one tensor and its slots follow from the gradient. Formulas and defaults are
 * PyTorch's, so that a run can go on there.
 */
import type { ParameterSpecs } from '../core/parameters';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';

export interface UpdateContext<S> {
  readonly builder: Builder;
  readonly parameter: Value;
  readonly gradient: Value;
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
  readonly slots: readonly string[];
  /** Scalars that depend on the number of the update (from 1), worked out in double precision before each step. */
  readonly corrections?: (step: number, settings: S) => Readonly<Record<string, number>>;
  update(context: UpdateContext<S>): { readonly parameter: Value; readonly slots: Readonly<Record<string, Value>> };
}

export function defineOptimizer<S>(definition: OptimizerDefinition<S>): OptimizerDefinition<S> {
  return definition;
}
