/** Pictures that stand in two splits, exactly or nearly: they make a network look better than it is. */
import { createHash } from 'node:crypto';
import { warning, type Diagnostic } from '../core/diagnostic';
import { SPLIT_NAMES, type SplitName } from './dataset';
import type { PictureCheck, PictureFiles } from './check-pictures';
import { count } from './findings';
import { nearlyEqual } from './picture-print';
import { readBytes } from './read-file';
import type { Splits } from './split-rows';

interface Pair {
  readonly row: number;
  readonly twin: number;
  readonly exact: boolean;
}

const EXAMPLES = 5;
const HASHED_BYTES = 1 << 30;
const NAMES: Readonly<Record<SplitName, string>> = { train: 'training', validation: 'validation', test: 'test' };

export async function findDuplicates(files: PictureFiles, splits: Splits, check: PictureCheck): Promise<Diagnostic[]> {
  const digests = check.prints.size > 0 ? printedDigests(check) : await digestsOfEqualSize(files, splits, check);
  const findings: Diagnostic[] = [];
  for (const [index, later] of SPLIT_NAMES.entries()) {
    for (const earlier of SPLIT_NAMES.slice(0, index)) {
      const pairs = pairsBetween(splits[earlier], splits[later], digests, check);
      findings.push(...describe(pairs.filter((pair) => pair.exact), true, files, later, earlier));
      findings.push(...describe(pairs.filter((pair) => !pair.exact), false, files, later, earlier));
    }
  }
  return findings;
}

function printedDigests(check: PictureCheck): Map<number, string> {
  return new Map([...check.prints].map(([row, print]) => [row, print.digest]));
}

/** Only files of one size can be copies, so only those are read and hashed. */
async function digestsOfEqualSize(files: PictureFiles, splits: Splits, check: PictureCheck): Promise<Map<number, string>> {
  const bySize = new Map<number, { rows: number[]; splits: Set<SplitName> }>();
  for (const split of SPLIT_NAMES) {
    for (const row of splits[split]) {
      const bytes = check.bytes.get(row);
      if (bytes === undefined) continue;
      const group = bySize.get(bytes) ?? { rows: [], splits: new Set() };
      group.rows.push(row);
      group.splits.add(split);
      bySize.set(bytes, group);
    }
  }
  const digests = new Map<number, string>();
  let budget = HASHED_BYTES;
  for (const [bytes, group] of bySize) {
    if (group.splits.size < 2 || (budget -= bytes * group.rows.length) < 0) continue;
    for (const row of group.rows) {
      const content = await readBytes(files.pathOf(row), files.nameOf(row)).catch(() => undefined);
      if (content) digests.set(row, createHash('sha256').update(content).digest('base64'));
    }
  }
  return digests;
}

/** For every later row its first twin among the earlier ones; an exact one before a near one. */
function pairsBetween(earlier: Uint32Array, later: Uint32Array, digests: ReadonlyMap<number, string>, check: PictureCheck): Pair[] {
  const byDigest = new Map<string, number>();
  for (const row of earlier) {
    const digest = digests.get(row);
    if (digest !== undefined && !byDigest.has(digest)) byDigest.set(digest, row);
  }
  const earlierPrints = [...earlier].flatMap((row) => {
    const print = check.prints.get(row);
    return print ? [{ row, print }] : [];
  });
  const pairs: Pair[] = [];
  for (const row of later) {
    const exact = byDigest.get(digests.get(row) ?? '');
    if (exact !== undefined) {
      pairs.push({ row, twin: exact, exact: true });
      continue;
    }
    const print = check.prints.get(row);
    const near = print && earlierPrints.find((candidate) => nearlyEqual(print, candidate.print));
    if (near) pairs.push({ row, twin: near.row, exact: false });
  }
  return pairs;
}

function describe(pairs: readonly Pair[], exact: boolean, files: PictureFiles, later: SplitName, earlier: SplitName): Diagnostic[] {
  if (pairs.length === 0) return [];
  const examples = pairs.slice(0, EXAMPLES).map(({ row, twin }) => `${files.nameOf(row)} = ${files.nameOf(twin)}`);
  const verb = pairs.length === 1 ? 'is' : 'are';
  const likeness = exact ? 'also' : 'nearly the same as pictures';
  const message = `${count(pairs.length, 'picture')} of the ${NAMES[later]} split ${verb} ${likeness} in the ${NAMES[earlier]} split: ${examples.join('; ')}${pairs.length > EXAMPLES ? '; …' : ''}.`;
  return [
    warning(exact ? 'duplicates-across-splits' : 'near-duplicates-across-splits', message, {
      remedy: `Remove one of each pair, or the ${NAMES[later]} score will be too good.`,
    }),
  ];
}
