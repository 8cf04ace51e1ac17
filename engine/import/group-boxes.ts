/** Gathers boxes by the modules they came from, so that a large model opens as a few boxes with more inside. */
import { topologicalOrder } from '../document/topological-order';
import type { Box } from './box';
import { condense } from './condense';
import { given, isGroup, read, type Item } from './group';

/** Networks up to this size are read as they are. */
const READABLE = 25;

/** Sources first, on every level. */
export function groupBoxes(boxes: readonly Box[]): readonly Item[] {
  if (boxes.length <= READABLE) return boxes;
  return ordered(condense(ordered(unwrapped(gather(boxes, 0))), READABLE));
}

function gather(boxes: readonly Box[], depth: number): Item[] {
  const rooms = new Map<string, Box[]>();
  const items: (Box | string)[] = [];
  for (const box of boxes) {
    const room = box.scope[depth];
    if (room === undefined) items.push(box);
    else if (rooms.has(room)) rooms.get(room)!.push(box);
    else {
      rooms.set(room, [box]);
      items.push(room);
    }
  }
  return items.flatMap((item): Item[] => {
    if (typeof item !== 'string') return [item];
    const inside = gather(rooms.get(item)!, depth + 1);
    return inside.length > 1 ? [{ name: item, items: inside }] : inside;
  });
}

/** A module that holds the whole network says nothing, unless it keeps together what would be too much at once. */
function unwrapped(items: Item[]): Item[] {
  const groups = items.filter(isGroup);
  const isOneWorld = groups.length === 1 && items.every((item) => isGroup(item) || item.inputs.length === 0 || item.outputs.length === 0);
  const opened = items.flatMap((item) => (isGroup(item) ? item.items : [item]));
  return isOneWorld && opened.length <= READABLE ? unwrapped(opened) : items;
}

/** In an order in which values are given before they are read; a group that could not stand in one is opened again. */
function ordered(items: readonly Item[]): readonly Item[] {
  const giver = new Map<string, number>();
  items.forEach((item, index) => given(item).forEach((value) => giver.set(value, index)));
  const sources = items.map((item, index) => [...new Set(read(item).flatMap((value) => giver.get(value) ?? []))].filter((from) => from !== index));
  const { order, cycles } = topologicalOrder(items.length, (index) => sources[index]!);
  if (cycles.length > 0) {
    const tangled = new Set(cycles.flat());
    return ordered(items.flatMap((item, index) => (tangled.has(index) && isGroup(item) ? item.items : [item])));
  }
  return order.map((index) => {
    const item = items[index]!;
    return isGroup(item) ? { ...item, items: ordered(item.items) } : item;
  });
}
