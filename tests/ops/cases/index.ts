/** Cases for every op there is. The table is total: an op without cases does not compile, and an empty list fails a test. */
import type { OpName } from '../../../engine/ops/index';
import type { OpCase } from '../op-case';
import { blockedOps } from './blocked';
import { binaryOps, logicOps, unaryOps } from './elementwise';
import { layoutOps } from './layout';
import { matrixOps } from './matrices';
import { normalizationOps, reductionOps } from './reductions';
import { windowOps } from './windows';

export const OP_CASES: { readonly [K in OpName]: readonly OpCase<K>[] } = {
  ...unaryOps,
  ...binaryOps,
  ...logicOps,
  ...reductionOps,
  ...normalizationOps,
  ...layoutOps,
  ...matrixOps,
  ...windowOps,
  ...blockedOps,
};

/** Every case with the name of its op, the attributes seen as plain data. */
export function allCases(): { readonly op: OpName; readonly one: OpCase }[] {
  return (Object.keys(OP_CASES) as OpName[]).flatMap((op) => (OP_CASES[op] as readonly OpCase[]).map((one) => ({ op, one })));
}
