/** Values and names as they stand in the text. */
import { isExpression } from '../document/block-arguments';
import type { Json } from '../document/model';
import { EXPRESSION, parseValue } from './parse-values';
import { TokenReader } from './token-reader';
import { isPlainName, tokenize } from './tokens';

export function quote(text: string): string {
  const escaped = text.replace(/[\\'\u2028\u2029]|\p{Cc}|\p{Cs}/gu, (sign) => {
    if (sign === '\n') return String.raw`\n`;
    if (sign === '\r') return String.raw`\r`;
    if (sign === '\t') return String.raw`\t`;
    if (sign === '\\' || sign === "'") return `\\${sign}`;
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}

export function printName(name: string): string {
  return isPlainName(name) ? name : quote(name);
}

/** A key of an object: also words with a meaning of their own need no quotes there. */
export function printKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(key) ? key : quote(key);
}

export function printObject(entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0 ? '{}' : `{ ${entries.map(([key, value]) => (key === value && isPlainName(key) ? key : `${printKey(key)}: ${value}`)).join(', ')} }`;
}

export function printValue(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isExpression(value)) return printExpression(value.expression);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(printValue).join(', ')}]`;
  return printObject(Object.entries(value).map(([key, item]) => [key, printValue(item)]));
}

/** As plain arithmetic where it reads back as the same expression. */
function printExpression(expression: string): string {
  return readsBack(expression) ? expression : `${EXPRESSION}(${quote(expression)})`;
}

function readsBack(expression: string): boolean {
  if (/[\n\r{}[\]'"]|\/[/*]/.test(expression) || expression.trim() !== expression) return false;
  const { tokens, problems } = tokenize(expression);
  if (problems.length > 0 || tokens.some(({ kind, text }) => kind === 'sign' && (text === ';' || text === '='))) return false;
  try {
    const reader = new TokenReader(expression, tokens, []);
    const value = parseValue(reader);
    return reader.peek().kind === 'end' && value.kind === 'expression' && value.text === expression;
  } catch {
    return false;
  }
}
