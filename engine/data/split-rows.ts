/** Dividing rows into training, validation and test, with every class divided in the same proportion. */
import { fail } from '../core/diagnostic';
import { RandomStream } from '../core/random';
import type { SplitName, SplitOptions } from './dataset';

export type Splits = Record<SplitName, Uint32Array>;

export interface RowsToSplit {
  readonly rows: Uint32Array;
  /** The class of a row; all rows count as one class where a data set has none. */
  labelOf(row: number): number;
  /** What identifies a row for good. Rows are ordered by a hash of it, so adding files moves few of the others. */
  keyOf(row: number): string;
  /** Rows of one class that share this stay in one split; every row stands alone where there is none. */
  groupOf?(row: number): string | undefined;
}

/** Refuses shares that leave nothing to train on. */
export function checkShares({ validation, test }: SplitOptions): void {
  if (validation >= 0 && test >= 0 && validation + test < 1) return;
  fail('bad-split-shares', `A validation share of ${validation} and a test share of ${test} leave nothing to train on.`, {
    expected: 'two shares of at least 0 that add up to less than 1', found: `${validation} and ${test}`, remedy: 'For example: 0.1 and 0.1.',
  });
}

/** Splits at random, by seed. Within each class the counts are within one row of the exact shares. */
export function splitRows(source: RowsToSplit, options: SplitOptions): Splits {
  checkShares(options);
  const { rows, labelOf } = source;
  const parts: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  // Roundings are carried from class to class, so that many small classes together still give the exact share.
  let owedValidation = 0;
  let owedTest = 0;
  for (const members of byClass(rows, labelOf)) {
    const groups = shuffledGroups(members, source, options.seed);
    if (groups.some(({ length }) => length > 1)) {
      divideGroups(groups, members.length, options, parts);
      continue;
    }
    owedValidation += members.length * options.validation;
    owedTest += members.length * options.test;
    // A class is never used up: at least one row trains.
    const validation = Math.min(Math.round(owedValidation), members.length - 1);
    const test = Math.min(Math.round(owedTest), members.length - 1 - validation);
    // Classes too small to give their share must not be made up for by the next large one.
    owedValidation = Math.min(owedValidation - validation, 0.5);
    owedTest = Math.min(owedTest - test, 0.5);
    groups.forEach(([row], index) => {
      parts[index < validation ? 'validation' : index < validation + test ? 'test' : 'train'].push(row!);
    });
  }
  return { train: sorted(parts.train), validation: sorted(parts.validation), test: sorted(parts.test) };
}

/** The rows that stay together, in an order that depends on their names and the seed alone. */
function shuffledGroups(members: readonly number[], { keyOf, groupOf }: RowsToSplit, seed: number): number[][] {
  const groups = new Map<string, number[]>();
  for (const row of members) {
    const key = groupOf?.(row) ?? keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const drawn = [...groups].map(([key, group]) => ({ group, draw: new RandomStream(seed, 'split', key).uniformAt(0) }));
  return drawn.sort((a, b) => a.draw - b.draw || a.group[0]! - b.group[0]!).map(({ group }) => group);
}

/**
 * Whole groups until a split has its share, as nearly as they allow. A share that is wanted gets at least one group while
 * one is left to train: two bursts of a class are one to learn from and one to check with.
 */
function divideGroups(groups: readonly number[][], total: number, { validation, test }: SplitOptions, parts: Record<SplitName, number[]>): void {
  const left = [...groups];
  const take = (share: number, into: number[]) => {
    const wanted = total * share;
    for (let taken = 0; left.length > 1 && share > 0; ) {
      const next = left[0]!;
      if (taken > 0 && taken + next.length / 2 > wanted) return;
      into.push(...left.shift()!);
      taken += next.length;
    }
  };
  take(validation, parts.validation);
  take(test, parts.test);
  for (const group of left) parts.train.push(...group);
}

function byClass(rows: Uint32Array, labelOf: (row: number) => number): number[][] {
  const classes = new Map<number, number[]>();
  for (const row of rows) {
    const label = labelOf(row);
    const members = classes.get(label);
    if (members) members.push(row);
    else classes.set(label, [row]);
  }
  return [...classes].sort(([a], [b]) => a - b).map(([, members]) => members);
}

function sorted(rows: readonly number[]): Uint32Array {
  return Uint32Array.from(rows).sort();
}

/** Rows with a split of their own keep it; `shares` are carved out of those that train. */
export function splitAssigned(source: RowsToSplit, splitOf: (row: number) => SplitName, shares: SplitOptions): Splits {
  const rowsOf = (split: SplitName) => source.rows.filter((row) => splitOf(row) === split);
  const carved = splitRows({ ...source, rows: rowsOf('train') }, shares);
  return {
    train: carved.train,
    validation: join(carved.validation, rowsOf('validation')),
    test: join(carved.test, rowsOf('test')),
  };
}

function join(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}
