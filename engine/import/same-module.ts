/** Operators that one module computes between them, which files name alike: one block, with what stands between its parts. */
import { given, isGroup, read, type Item } from './group';

/** Modules with the most operators first; each must be of one piece, and may take in no more than it has itself. */
export function withModules(items: readonly Item[]): readonly Item[] {
  const names = new Map<string, number>();
  for (const item of items) if (!isGroup(item)) names.set(item.name, (names.get(item.name) ?? 0) + 1);
  const several = [...names].filter(([, count]) => count > 1).sort(([, a], [, b]) => b - a);
  return several.reduce((left, [name]) => withModule(left, name), items);
}

function withModule(items: readonly Item[], name: string): readonly Item[] {
  const wires = wiresOf(items);
  const own = new Set(items.flatMap((item, index) => (!isGroup(item) && item.name === name ? [index] : [])));
  const whole = between(own, wires);
  const isTaken = (index: number): boolean => own.has(index) || isGroup(items[index]!) || isEnd(items[index]!);
  const foreign = [...whole].filter((index) => !own.has(index));
  if (own.size < 2 || whole.size === items.length || foreign.length > own.size || foreign.some(isTaken) || !isOnePiece(whole, wires)) return items;
  const group = { name, items: items.filter((_, index) => whole.has(index)) };
  const first = Math.min(...whole);
  return items.flatMap((item, index) => (index === first ? [group] : whole.has(index) ? [] : [item]));
}

/** Inputs and Outputs stay where a person looks for them. */
function isEnd(item: Item): boolean {
  return given(item).length === 0 || read(item).length === 0;
}

interface Wires {
  /** Of every item, the places of those that read it, and of those it reads. */
  readonly readers: readonly ReadonlySet<number>[];
  readonly sources: readonly ReadonlySet<number>[];
}

function wiresOf(items: readonly Item[]): Wires {
  const giver = new Map<string, number>();
  items.forEach((item, index) => given(item).forEach((value) => giver.set(value, index)));
  const sources = items.map((item, index) => new Set(read(item).flatMap((value) => giver.get(value) ?? []).filter((from) => from !== index)));
  const readers = items.map(() => new Set<number>());
  sources.forEach((from, index) => from.forEach((source) => readers[source]!.add(index)));
  return { readers, sources };
}

/** The members, and all that lies on a way from one of them to another: a block with a way out of it and in again could not be drawn. */
function between(members: ReadonlySet<number>, { readers, sources }: Wires): ReadonlySet<number> {
  const before = reached(members, sources);
  return new Set([...reached(members, readers)].filter((index) => before.has(index)));
}

function reached(from: ReadonlySet<number>, steps: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const found = new Set(from);
  for (const index of found) steps[index]!.forEach((next) => found.add(next));
  return found;
}

function isOnePiece(members: ReadonlySet<number>, { readers, sources }: Wires): boolean {
  const [first] = members;
  const inside = readers.map((_, index) => new Set([...readers[index]!, ...sources[index]!].filter((next) => members.has(next))));
  return reached(new Set([first!]), inside).size === members.size;
}
