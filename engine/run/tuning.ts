/** Which formulations of an op to use on this machine. */
import type { LoweringTarget } from '../ops/define-op';
import type { BackendName } from './backend';

/** Winners by `op key`; without one, the rule in the op's file decides. Kept in the record of a run, because other winners round differently. */
export type TuningTable = Readonly<Record<string, string>>;

/** `blockSize` is this machine's own, never one that was recorded elsewhere: memory in blocks of another size means something else. */
export function loweringTarget(backend: BackendName, table: TuningTable = {}, blockSize?: number): LoweringTarget {
  return {
    backend,
    ...(blockSize !== undefined && { blockSize }),
    choose: (op, key, variants) => {
      const winner = table[`${op} ${key}`];
      return variants.find((variant) => variant === winner) ?? variants[0];
    },
  };
}
