/** Which line of a text and which box belong together: the same name, or else a name that has changed. */
import { sameFields, type BoxLine } from './box-line';

/** For each line the place of its box in `boxes`, or undefined where there is none. */
export function pairLines(lines: readonly BoxLine[], boxes: readonly BoxLine[]): readonly (number | undefined)[] {
  const byName = new Map(boxes.map(({ name }, index) => [name, index]));
  const pairs = lines.map(({ name }) => byName.get(name));
  const free = new Set(boxes.keys());
  for (const index of pairs) if (index !== undefined) free.delete(index);
  /** How a name in the text is called in the boxes. */
  const renamed = new Map<string, string>();
  lines.forEach((line, at) => {
    if (pairs[at] !== undefined || free.size === 0) return;
    const alike = [...free].filter((index) => boxes[index]!.callee === line.callee);
    const isOnlyOne = alike.length === 1 && lines.filter((other, index) => pairs[index] === undefined && other.callee === line.callee).length === 1;
    const scored = alike.map((index) => ({ index, score: likeness(line, boxes[index]!, renamed) + (isOnlyOne ? 1 : 0) }));
    const best = scored.reduce<{ index: number; score: number } | undefined>((top, one) => (top && top.score >= one.score ? top : one), undefined);
    if (!best || best.score < 2) return;
    pairs[at] = best.index;
    free.delete(best.index);
    renamed.set(line.name, boxes[best.index]!.name);
  });
  return pairs;
}

/** Wires count most: a box is known by its place in the network. */
function likeness(line: BoxLine, box: BoxLine, renamed: ReadonlyMap<string, string>): number {
  const operands = line.operands.map((operand) => renamed.get(operand) ?? operand);
  const sameWires = operands.length === box.operands.length && operands.every((operand, index) => operand === box.operands[index]);
  return (sameWires ? 2 : 0) + (sameFields(line.parameters, box.parameters) ? 1 : 0);
}
