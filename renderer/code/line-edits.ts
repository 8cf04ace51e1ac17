/** From one text to another with few changes, so that a caret stays where it is. */

export interface LineEdit {
  /** Offsets into the text before. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function lineEdits(before: string, after: string): readonly LineEdit[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  if (old.length === fresh.length) {
    let at = 0;
    return old.flatMap((line, index) => {
      const start = at;
      at += line.length + 1;
      return line === fresh[index] ? [] : [shortened(start, line, fresh[index]!)];
    });
  }
  return [shortened(0, before, after)];
}

/** Without what both begin and end with. */
function shortened(start: number, old: string, fresh: string): LineEdit {
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head++;
  let foot = 0;
  while (foot < Math.min(old.length, fresh.length) - head && old.at(-1 - foot) === fresh.at(-1 - foot)) foot++;
  return { start: start + head, end: start + old.length - foot, text: fresh.slice(head, fresh.length - foot) };
}
