/** Words, numbers, texts and signs of the model text. Comments and white space stand between them and are kept by their offsets. */
import type { Span, TextProblem } from './text-problem';

export type TokenKind = 'word' | 'number' | 'text' | 'sign' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written; of a text in quotes, what it says. */
  readonly text: string;
  /** Whether a line break stands before it. */
  readonly startsLine: boolean;
}

const PATTERN = /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_$][\p{L}\p{M}\p{N}_]*)|(?<text>'(?:[^'\\\n]|\\[^\n])*'|"(?:[^"\\\n]|\\[^\n])*")|(?<sign>[{}()[\],;:=.*/%+-])/uy;

/** Words with a meaning of their own; a box called so is written in quotes. */
export const RESERVED: ReadonlySet<string> = new Set(['const', 'function', 'return', 'true', 'false', 'null', 'undefined']);

const IDENTIFIER = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** Whether a name can stand without quotes. */
export function isPlainName(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

export function tokenize(source: string): { readonly tokens: readonly Token[]; readonly problems: readonly TextProblem[] } {
  const tokens: Token[] = [];
  const problems: TextProblem[] = [];
  let startsLine = true;
  let at = 0;
  while (at < source.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(source);
    if (!match) {
      const sign = String.fromCodePoint(source.codePointAt(at)!);
      problems.push({ code: 'text-syntax', severity: 'error', start: at, end: at + sign.length, message: unreadable(source, at, sign) });
      // The rest of a text without its end would only give more of the same.
      at = sign === "'" || sign === '"' ? lineEnd(source, at) : at + sign.length;
      continue;
    }
    const [text] = match;
    const { space, comment, number, word, text: quoted } = match.groups!;
    const kind = number !== undefined ? 'number' : word !== undefined ? 'word' : quoted !== undefined ? 'text' : 'sign';
    if (space !== undefined || comment !== undefined) startsLine ||= text.includes('\n');
    else {
      tokens.push({ kind, text: quoted === undefined ? text : unquote(quoted), start: at, end: at + text.length, startsLine });
      startsLine = false;
    }
    at += text.length;
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length, startsLine: true });
  return { tokens, problems };
}

function unreadable(source: string, at: number, sign: string): string {
  if (sign === "'" || sign === '"') return 'This text has no end. Close it with the same quotation mark, on the same line.';
  if (source.startsWith('/*', at)) return 'This comment has no end. Close it with */.';
  return `“${sign}” has no meaning here. Remove it.`;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|([^]))/g, (_, long: string | undefined, code: string | undefined, sign: string) => {
    if (long !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(long, 16), 0x10ffff));
    return code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16));
  });
}
