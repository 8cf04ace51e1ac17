/** The smallest changes that make a line say what it should: a number, a name, or the whole line. */
import { ANY_LAYER } from './function-names';
import { lineOfSyntax, printLine, printOperand, printSyntax, sameFields, type BoxLine, type Fields } from './box-line';
import { printObject } from './print-value';
import type { BoxSyntax, ObjectSyntax } from './syntax';
import type { Span } from './text-problem';

export interface TextEdit extends Span {
  readonly text: string;
}

export function patchLine(syntax: BoxSyntax, wanted: BoxLine): readonly TextEdit[] {
  const found = lineOfSyntax(syntax);
  const whole = [replace(syntax, printLine(wanted))];
  const isAny = (line: BoxLine) => line.callee.startsWith(`${ANY_LAYER}(`);
  const edits: TextEdit[] = [];
  if (found.name !== wanted.name) edits.push(replace(syntax.name, wanted.name));
  if (found.callee !== wanted.callee) {
    if (isAny(found) || isAny(wanted)) return whole;
    edits.push(replace(syntax.callee, wanted.callee));
  }
  if (syntax.operands.length !== wanted.operands.length) return whole;
  syntax.operands.forEach((operand, index) => {
    if (printOperand(operand) !== wanted.operands[index]) edits.push(replace(operand, wanted.operands[index]!));
  });
  for (const [object, fields] of [[syntax.parameters, wanted.parameters], [syntax.settings, wanted.settings]] as const) {
    const changed = patchObject(object, fields);
    if (!changed) return whole;
    edits.push(...changed);
  }
  return edits;
}

/** Undefined where the object has to come or go, which changes what stands around it. */
function patchObject(object: ObjectSyntax | undefined, wanted: Fields): readonly TextEdit[] | undefined {
  if (!object) return wanted.length === 0 ? [] : undefined;
  const values = new Map(wanted);
  const found: Fields = object.entries.map(({ key, value }) => [key.text, printSyntax(value)]);
  if (sameFields(found, wanted)) return [];
  const hasSameKeys = values.size === found.length && found.every(([key]) => values.has(key));
  // { filters } has no value of its own to replace.
  const isSpelledOut = object.entries.every(({ key, value }) => key.start !== value.start);
  if (!hasSameKeys || !isSpelledOut) return [replace(object, printObject(wanted))];
  return object.entries.flatMap(({ key, value }) => (printSyntax(value) === values.get(key.text) ? [] : [replace(value, values.get(key.text)!)]));
}

export function replace({ start, end }: Span, text: string): TextEdit {
  return { start, end, text };
}
