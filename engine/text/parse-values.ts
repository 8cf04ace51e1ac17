/** Values of parameters and settings. */
import type { EntrySyntax, ObjectSyntax, ValueSyntax } from './syntax';
import type { TokenReader } from './token-reader';

const WORDS: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]);

/** What an expression is called where its text alone would be read as something else. */
export const EXPRESSION = 'expression';

export function parseObject(reader: TokenReader): ObjectSyntax {
  const { start } = reader.expect('{', 'here');
  const entries: EntrySyntax[] = [];
  while (!reader.isAt('}')) {
    const key = reader.name('The name of a parameter');
    if (entries.some((entry) => entry.key.text === key.text)) reader.reject(`“${key.text}” stands here twice. Remove one of them.`, key);
    // As in TypeScript, { filters } is short for { filters: filters }.
    const isShort = !key.isQuoted && (reader.isAt(',') || reader.isAt('}'));
    if (!isShort) reader.expect(':', `after “${key.text}”`);
    entries.push({ key, value: isShort ? { kind: 'expression', text: key.text, start: key.start, end: key.end } : parseValue(reader) });
    if (!reader.take(',')) break;
  }
  const { end } = reader.expect('}', 'after the last parameter');
  return { kind: 'object', entries, start, end };
}

export function parseValue(reader: TokenReader): ValueSyntax {
  const token = reader.peek();
  const { start } = token;
  if (reader.isAt('{')) return parseObject(reader);
  if (reader.isAt('[')) return parseList(reader);
  if (token.kind === 'text') {
    reader.advance();
    return { kind: 'plain', value: token.text, start, end: token.end };
  }
  if (token.kind === 'word' && WORDS.has(token.text) && endsValue(reader, 1)) {
    reader.advance();
    return { kind: 'plain', value: WORDS.get(token.text)!, start, end: token.end };
  }
  const isNegative = reader.isAt('-') && reader.peek(1).kind === 'number';
  if ((token.kind === 'number' || isNegative) && endsValue(reader, isNegative ? 2 : 1)) {
    if (isNegative) reader.advance();
    const number = reader.advance();
    const value = Number(number.text);
    if (!Number.isFinite(value)) reader.reject(`${number.text} is larger than any number here. Write a smaller one.`, number);
    return { kind: 'plain', value: isNegative ? -value : value, start, end: number.end };
  }
  if (reader.isAt(EXPRESSION) && reader.peek(1).text === '(' && reader.peek(2).kind === 'text') {
    reader.advance();
    reader.advance();
    const { text } = reader.advance();
    return { kind: 'expression', text, start, end: reader.expect(')', 'after the expression').end };
  }
  return parseExpression(reader);
}

function parseList(reader: TokenReader): ValueSyntax {
  const { start } = reader.expect('[', 'here');
  const items: ValueSyntax[] = [];
  while (!reader.isAt(']')) {
    items.push(parseValue(reader));
    if (!reader.take(',')) break;
  }
  return { kind: 'list', items, start, end: reader.expect(']', 'after the last value').end };
}

/** Whether the token `ahead` ends the value before it. */
function endsValue(reader: TokenReader, ahead: number): boolean {
  const { kind, text } = reader.peek(ahead);
  return kind === 'end' || (kind === 'sign' && [',', '}', ']', ')', ';'].includes(text));
}

/** Arithmetic as it stands, up to the comma or bracket that ends it; engine/document reads it with the block's arguments. */
function parseExpression(reader: TokenReader): ValueSyntax {
  const { start } = reader.peek();
  let depth = 0;
  let end = start;
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'end' || (depth === 0 && endsValue(reader, 0))) break;
    if (token.kind === 'text' || token.text === '{' || token.text === '[' || token.text === ':' || token.text === '=') break;
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    end = reader.advance().end;
  }
  if (end === start) reader.reject(`A value is expected here${reader.butFound()}.`);
  if (depth > 0) reader.reject('A closing “)” is missing.', { start, end });
  return { kind: 'expression', text: reader.source.slice(start, end), start, end };
}
