/**
 * Fewer boxes on one level, where modules alone leave too many: what one module computes in several operators becomes one
 * block, and so do rows of modules that are numbered and alike (`stage3-block1` … `stage3-block22`), the longest first.
 */
import { given, isGroup, read, type Group, type Item } from './group';
import { withModules } from './same-module';

/** Shorter rows are read as they are. */
const SHORTEST_ROW = 3;

/** `items` in an order in which values are given before they are read. */
export function condense(items: readonly Item[], most: number): readonly Item[] {
  const inside = items.map((item) => (isGroup(item) ? { ...item, items: condense(item.items, most) } : item));
  if (inside.length <= most) return inside;
  return withRows(withModules(inside), most);
}

function withRows(items: readonly Item[], most: number): readonly Item[] {
  let left = items;
  while (left.length > most) {
    const [longest] = rowsOf(left).sort((a, b) => b.length - a.length);
    if (!longest || longest.length === left.length) break;
    const group: Group = { name: stemOf(longest[0]!.name) || `${longest[0]!.name}-${longest.at(-1)!.name}`, items: longest };
    const start = left.indexOf(longest[0]!);
    left = [...left.slice(0, start), group, ...left.slice(start + longest.length)];
  }
  return left;
}

/** Modules one after the other, each of which reads what the one before it gives. */
function rowsOf(items: readonly Item[]): (readonly Group[])[] {
  const rows: Group[][] = [];
  for (const [index, item] of items.entries()) {
    if (!isGroup(item) || stemOf(item.name) === item.name) continue;
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && before === items[index - 1] && continues(before, item)) row.push(item);
    else rows.push([item]);
  }
  return rows.filter(({ length }) => length >= SHORTEST_ROW);
}

function continues(before: Group, item: Group): boolean {
  const gives = new Set(given(before));
  return stemOf(before.name) === stemOf(item.name) && read(item).some((value) => gives.has(value)) && formOf(before) === formOf(item);
}

/** The name without the number at its end. */
function stemOf(name: string): string {
  return name.replace(/[-_]?\d+$/, '');
}

function formOf(item: Item): string {
  return isGroup(item) ? `(${item.items.map(formOf).join(' ')})` : item.type;
}
