/**
 * Values as Python prints them: Ultralytics writes `str(value)` into the metadata of an export, for example
 * `{0: 'person', 1: "driver's seat"}` for names and `[640, 640]` for the size.
 */
export type PythonValue = string | number | boolean | null | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;

/** Undefined where the text is none of these values. */
export function readPython(text: string): PythonValue | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotPython) return undefined;
    throw error;
  }
}

class NotPython extends Error {}

/** Deeper than this nothing that describes a model is nested. */
const DEEPEST = 8;
const WORDS: Readonly<Record<string, PythonValue>> = { True: true, False: false, None: null, true: true, false: false, null: null };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.skipSpace();
    return this.at === this.text.length;
  }

  value(): PythonValue {
    this.skipSpace();
    const next = this.text[this.at];
    if (next === '{') return this.nested(() => this.map());
    if (next === '[') return this.nested(() => this.list(']'));
    if (next === '(') return this.nested(() => this.list(')'));
    if (next === "'" || next === '"') return this.string(next);
    return this.word();
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > DEEPEST) throw new NotPython();
    const value = read();
    this.depth--;
    return value;
  }

  private map(): ReadonlyMap<string, PythonValue> {
    const found = new Map<string, PythonValue>();
    this.items('}', () => {
      const key = this.value();
      this.take(':');
      found.set(String(key), this.value());
    });
    return found;
  }

  private list(close: string): readonly PythonValue[] {
    const found: PythonValue[] = [];
    this.items(close, () => void found.push(this.value()));
    return found;
  }

  private items(close: string, read: () => void): void {
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] === close) break;
      read();
      this.skipSpace();
      if (this.text[this.at] !== close) this.take(',');
    }
    this.at++;
  }

  private string(quote: string): string {
    let found = '';
    for (this.at++; this.text[this.at] !== quote; this.at++) {
      if (this.at >= this.text.length) throw new NotPython();
      if (this.text[this.at] === '\\') this.at++;
      const next = this.text[this.at] ?? '';
      found += this.text[this.at - 1] === '\\' ? (ESCAPES[next] ?? next) : next;
    }
    this.at++;
    return found;
  }

  private word(): PythonValue {
    const word = /^[\w.+-]+/.exec(this.text.slice(this.at, this.at + 64))?.[0];
    if (!word) throw new NotPython();
    this.at += word.length;
    if (Object.hasOwn(WORDS, word)) return WORDS[word]!;
    const number = Number(word);
    if (Number.isNaN(number)) throw new NotPython();
    return number;
  }

  private take(sign: string): void {
    this.skipSpace();
    if (this.text[this.at] !== sign) throw new NotPython();
    this.at++;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
