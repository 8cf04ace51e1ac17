/** What choosing among formulations of convolution has in common: the key in the tuning table, and the default first. */
import type { Window } from './window';
import type { TensorType } from './graph';

/** Names a convolution by what its speed depends on, without the batch. */
export function convKey(x: TensorType, y: TensorType, kernel: readonly number[], { group, strides, dilations }: Window & { readonly group: number }): string {
  const steps = [...strides, ...dilations].some((step) => step !== 1) ? ` /${strides.join('×')} ·${dilations.join('×')}` : '';
  return `${x.shape.slice(1).join('×')} → ${y.shape.slice(1).join('×')} by ${kernel.join('×')}${steps} in ${group}`;
}

/** The same variants with the preferred one in front, which is what `choose` takes unless it knows better. */
export function preferring<V extends string>(preferred: V, variants: readonly V[]): readonly [V, ...V[]] {
  return [preferred, ...variants.filter((variant) => variant !== preferred)];
}
