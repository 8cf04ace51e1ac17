/** Boxes, and boxes gathered in one, which may hold others. */
import type { Box } from './box';

export interface Group {
  readonly name: string;
  readonly items: readonly Item[];
}

export type Item = Box | Group;

export function isGroup(item: Item): item is Group {
  return 'items' in item;
}

/** The values that leave it, those that only its own parts read among them. */
export function given(item: Item): string[] {
  return isGroup(item) ? item.items.flatMap(given) : item.outputs.map(([, value]) => value);
}

export function read(item: Item): string[] {
  return isGroup(item) ? item.items.flatMap(read) : item.inputs.map(([, value]) => value);
}
