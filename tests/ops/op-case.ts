/** What one test of an op consists of: operands, how their values are drawn, attributes. */
import type { DType } from '../../engine/core/dtype';
import type { RandomStream } from '../../engine/core/random';
import type { Shape } from '../../engine/core/shape';
import type { Builder } from '../../engine/ops/builder';
import type { Value } from '../../engine/ops/graph';
import type { OpAttributes, OpName } from '../../engine/ops/index';

export type Sampler = (count: number, random: RandomStream) => number[];

export interface Operand {
  /** The symbol N stands for the batch; every case with it runs at two sizes. */
  readonly shape: Shape;
  readonly dtype: DType;
  readonly values: Sampler;
  /** Not differentiated: an index, a target, a statistic. */
  readonly fixed?: boolean;
}

export interface OpCase<K extends OpName = OpName> {
  readonly title: string;
  readonly operands: readonly Operand[];
  readonly attributes: OpAttributes[K];
  /** The gradient is not that of the function (a surrogate, a cut): only the forward values are compared. */
  readonly forwardOnly?: boolean;
  /** Outputs that reach the objective; all float32 ones when absent. */
  readonly objective?: readonly number[];
  /** For ops whose operands depend on each other: builds them and applies the op. */
  readonly apply?: (builder: Builder, operands: readonly Value[]) => readonly Value[];
}

export const normal: Sampler = (count, random) => Array.from({ length: count }, () => random.normal());

export const between =
  (low: number, high: number): Sampler =>
  (count, random) =>
    Array.from({ length: count }, () => random.between(low, high));

/** Normal values that keep away from the places where the function has a kink. */
export const awayFrom =
  (...kinks: readonly number[]): Sampler =>
  (count, random) =>
    Array.from({ length: count }, () => {
      const value = random.normal() * 2;
      return kinks.some((kink) => Math.abs(value - kink) < 0.05) ? value + 0.12 : value;
    });

/** Different values in random order, at least 0.1 apart; `shift` keeps two such operands apart as well. */
export const distinct =
  (shift = 0): Sampler =>
  (count, random) =>
    Array.from(random.permutation(count), (rank) => (rank - count / 2) * 0.1 + shift);

export const exactly =
  (...values: readonly number[]): Sampler =>
  (count) =>
    Array.from({ length: count }, (_, index) => values[index % values.length]!);

export function tensor(shape: Shape, values: Sampler = normal): Operand {
  return { shape, dtype: 'float32', values };
}

export function fixed(dtype: DType, shape: Shape, values: Sampler): Operand {
  return { shape, dtype, values, fixed: true };
}

/** Differentiated with respect to the other operands only. */
export function held(operand: Operand): Operand {
  return { ...operand, fixed: true };
}
