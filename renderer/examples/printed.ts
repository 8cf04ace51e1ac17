/** What lecture notes print in place of a number, where that was a slip. */
import type { ExpectedValue, Walk } from '../../engine/examples/example';
import { isSlip } from '../../engine/examples/slip';
import { useDebugger } from '../debugger/debugger-store';

interface OpenWalk {
  readonly walks: readonly Walk[];
  readonly walk: number;
}

const known = new WeakMap<ExpectedValue, ReadonlyMap<number, number>>();

/** By row-major index; undefined where the notes are right or silent. The same each time, so that stores can compare it. */
export function printedNumbers({ walks, walk }: OpenWalk, name: string): ReadonlyMap<number, number> | undefined {
  // A value may have several names, and the trace has it under one.
  const aliases = useDebugger.getState().trace?.aliases ?? {};
  const expected = walks[walk]?.expected.find(({ value }) => value === name || aliases[value] === name);
  if (!expected) return undefined;
  const slips = known.get(expected) ?? slipsIn(expected.numbers, expected.printed ?? []);
  known.set(expected, slips);
  return slips.size > 0 ? slips : undefined;
}

export function slipsIn(numbers: readonly (number | null)[], printed: readonly (number | null)[]): ReadonlyMap<number, number> {
  return new Map(printed.flatMap((note, index) => (isSlip(note, numbers[index]) ? [[index, note] as const] : [])));
}
