/** Which formulations of an op to use on this machine. Empty until something has been timed: then the first listed. */
import type { LoweringTarget } from '../ops/define-op';
import type { BackendName } from './backend';

/** Winners by `op key`. Kept in the record of a run, because other winners round differently. */
export type TuningTable = Readonly<Record<string, string>>;

export function loweringTarget(backend: BackendName, table: TuningTable = {}): LoweringTarget {
  return {
    backend,
    choose: (op, key, variants) => {
      const winner = table[`${op} ${key}`];
      return variants.find((variant) => variant === winner) ?? variants[0];
    },
  };
}
