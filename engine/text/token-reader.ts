/** Walks over tokens and keeps the first mistake of each statement; the rest of the statement is skipped. */
import type { Located } from './syntax';
import type { Span, TextProblem } from './text-problem';
import type { Token } from './tokens';

/** Thrown inside a statement and caught around it. */
export class Misread extends Error {
  override readonly name = 'Misread';
  constructor(message: string, readonly span: Span) {
    super(message);
  }
}

export class TokenReader {
  private next = 0;

  constructor(readonly source: string, private readonly tokens: readonly Token[], readonly problems: TextProblem[]) {}

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)]!;
  }

  advance(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.next++;
    return token;
  }

  /** Offset after the last token read. */
  get lastEnd(): number {
    return this.next === 0 ? 0 : this.tokens[this.next - 1]!.end;
  }

  isAt(text: string): boolean {
    const { kind, text: found } = this.peek();
    return kind !== 'text' && found === text;
  }

  take(text: string): Token | undefined {
    return this.isAt(text) ? this.advance() : undefined;
  }

  expect(text: string, where: string): Token {
    return this.take(text) ?? this.reject(`“${text}” is expected ${where}${this.butFound()}.`);
  }

  /** A word, or a text in quotes. */
  name(what: string): Located {
    const { kind, text, start, end } = this.peek();
    if (kind !== 'word' && kind !== 'text') return this.reject(`${what} is expected here${this.butFound()}.`);
    this.advance();
    return { text, start, end, isQuoted: kind === 'text' };
  }

  reject(message: string, span: Span = this.peek()): never {
    throw new Misread(message, span);
  }

  butFound(): string {
    const { kind, start, end } = this.peek();
    return kind === 'end' ? ', but the text ends' : `, but “${this.source.slice(start, end)}” stands there`;
  }

  report(error: unknown): void {
    if (!(error instanceof Misread)) throw error;
    const { start, end } = error.span;
    this.problems.push({ code: 'text-syntax', severity: 'error', message: error.message, start, end: Math.max(end, start + 1) });
  }

  /** On to the next line that begins a statement. */
  skipStatement(): void {
    do this.advance();
    while (this.peek().kind !== 'end' && !(this.peek().startsLine && ['const', 'function', 'return', '}'].some((text) => this.isAt(text))));
  }
}
