/** Lines of a derivation in the order of the screen, with axes that come about alike said once. */
import { keyOf } from '../../engine/explain/expression/expression';
import { printText } from '../../engine/explain/expression/print';
import type { SizeLine } from '../../engine/explain/sizes/explain-size';
import type { ShapeOrder } from '../store/session-store';

export function joinedLines(lines: readonly SizeLine[], order: ShapeOrder): readonly SizeLine[] {
  const [first, ...others] = lines;
  const isPicture = lines.length === 3 && first!.label === 'channels';
  const ordered = isPicture && order === 'channels-last' ? [...others, first!] : lines;
  const joined: SizeLine[] = [];
  for (const line of ordered) {
    const last = joined.at(-1);
    if (last && isAlike(last, line)) joined[joined.length - 1] = { ...last, label: `${last.label}, ${line.label}` };
    else joined.push(line);
  }
  return joined;
}

/** Height and width with the same letters and the same numbers; other numbers are told apart even where they are equal. */
function isAlike(a: SizeLine, b: SizeLine): boolean {
  const areSides = a.label === 'height' && b.label === 'width';
  return areSides && keyOf(a.formula) === keyOf(b.formula) && printText(a.formula, { numbers: true }) === printText(b.formula, { numbers: true });
}
