/**
 * JSON text with positions: the value, and the line and column of every place in it. Refuses what JSON.parse would let
 * pass at a loss: a key written twice, a number beyond the range of doubles, `__proto__`.
 */
import { createScanner, findNodeAtLocation, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { fail } from '../core/diagnostic';

export type JsonPath = readonly (string | number)[];

/** 1-based; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface JsonText {
  readonly value: unknown;
  /** Where the value at `path` begins, or the nearest object around it where there is none. */
  positionOf(path: JsonPath): Position;
}

const MAX_NESTING = 100;

/** By the names jsonc-parser prints; its enumerations exist for its own compiler only. */
const SYNTAX_ERRORS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not a JSON value',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing } is expected here',
  CloseBracketExpected: 'a closing ] is expected here',
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing " of this text is missing',
  UnexpectedEndOfNumber: 'this number is not complete',
  InvalidUnicode: 'this \\u escape is not complete',
  InvalidEscapeCharacter: 'this \\ escape does not exist in JSON',
  InvalidCharacter: 'this character must be written as an escape',
};

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

function rejectAt(text: string, offset: number, code: string, reason: string, file: string): never {
  const { line, column } = positionAt(text, offset);
  fail(code, `${file}, line ${line}, column ${column}: ${reason}.`, { file, line, column });
}

function rejectSyntax(text: string, file: string, parserMessage: string): never {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  // The native parser is the stricter of the two; what only it refuses has at best the offset in its message.
  const offset = first?.offset ?? Number(/position (\d+)/.exec(parserMessage)?.[1] ?? 0);
  if (text.slice(offset).trim() === '') {
    rejectAt(text, text.trimEnd().length, 'json-syntax', 'the file ends in the middle of the document', file);
  }
  rejectAt(text, offset, 'json-syntax', (first && SYNTAX_ERRORS[printParseErrorCode(first.error)]) ?? 'this is not JSON', file);
}

interface Token {
  readonly at: number;
  /** The first character, which tells the kind. */
  readonly sign: string;
  readonly value: string;
}

/** Without recursion, so that no nesting can exhaust the stack. */
function* tokensOf(text: string): Generator<Token> {
  const scanner = createScanner(text, true);
  for (;;) {
    scanner.scan();
    const at = scanner.getTokenOffset();
    if (at >= text.length) return;
    yield { at, sign: text[at]!, value: scanner.getTokenValue() };
  }
}

/** Comes first: the parsers that explain errors are recursive. */
function rejectNesting(text: string, file: string): void {
  let depth = 0;
  for (const { at, sign } of tokensOf(text)) {
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    if (depth > MAX_NESTING) rejectAt(text, at, 'json-nesting', `the nesting is deeper than ${MAX_NESTING} levels`, file);
  }
}

/** Looks through text that is known to be JSON for what its value no longer shows. */
function rejectLosses(text: string, file: string): void {
  // One entry per open bracket: the keys seen in an object, undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let previous = '';
  for (const { at, sign, value } of tokensOf(text)) {
    const keys = open.at(-1);
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : undefined);
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (/[-\d]/.test(sign) && !Number.isFinite(Number(value))) {
      rejectAt(text, at, 'json-number', `the number ${value} is too large`, file);
    } else if (sign === '"' && keys && previous !== ':') {
      if (value === '__proto__') rejectAt(text, at, 'json-key', 'the key "__proto__" is not allowed', file);
      if (keys.has(value)) rejectAt(text, at, 'json-key', `the key "${value}" stands here a second time`, file);
      keys.add(value);
    }
    previous = sign;
  }
}

/** Parses `text`; `file` names it in errors. Throws LoomError with the exact position. */
export function parseJsonText(text: string, file: string): JsonText {
  rejectNesting(text, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    rejectSyntax(text, file, (error as SyntaxError).message);
  }
  rejectLosses(text, file);
  let tree: ReturnType<typeof parseTree> | undefined;
  return {
    value,
    positionOf(path) {
      tree ??= parseTree(text);
      for (let length = path.length; tree && length >= 0; length--) {
        const found = findNodeAtLocation(tree, path.slice(0, length));
        if (found) return positionAt(text, found.offset);
      }
      return { line: 1, column: 1 };
    },
  };
}

/** The text of UTF-8 bytes, without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('not-text', `${file} is not a text file in UTF-8.`, {
      file,
      remedy: 'It may be damaged or not a LayerLoom document.',
    });
  }
}
