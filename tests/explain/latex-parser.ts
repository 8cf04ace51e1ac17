/** Reads the LaTeX that formulas are printed in: brackets that close, commands that exist, arguments that are there. */

/** Commands with the number of their arguments. */
const COMMANDS: Readonly<Record<string, number>> = {
  frac: 2, tfrac: 2, sqrt: 1, text: 1, operatorname: 1, partial: 0, cdot: 0, sigma: 0, tanh: 0, ln: 0, max: 0, min: 0, le: 0, ge: 0, infty: 0, dots: 0, delta: 0, hat: 1,
  lfloor: 0, rfloor: 0, lceil: 0, rceil: 0, times: 0, eta: 0, odot: 0, sum: 0,
};

/** What is wrong, or undefined. */
export function latexProblem(source: string): string | undefined {
  try {
    const reader = new Reader(source);
    reader.list(() => reader.isAtEnd);
    return undefined;
  } catch (error) {
    return `${(error as Error).message} in ${source}`;
  }
}

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  get isAtEnd(): boolean {
    this.space();
    return this.at >= this.source.length;
  }

  list(isDone: () => boolean): void {
    while (!isDone()) {
      if (this.at >= this.source.length) throw new Error('it ends too early');
      this.item();
    }
  }

  private space(): void {
    while (this.source[this.at] === ' ') this.at++;
  }

  private peek(text: string): boolean {
    this.space();
    return this.source.startsWith(text, this.at);
  }

  private expect(text: string): void {
    if (!this.peek(text)) throw new Error(`“${text}” is missing at ${this.at}`);
    this.at += text.length;
  }

  private group(): void {
    this.expect('{');
    this.list(() => this.peek('}'));
    this.expect('}');
  }

  private item(): void {
    this.space();
    const sign = this.source[this.at]!;
    if (sign === '{') this.group();
    else if (sign === '\\') this.command();
    else if (sign === '_' || sign === '^') {
      this.at++;
      if (this.peek('{')) this.group();
      else this.item();
    } else if (/[\w+\-=<>()[\],.|/'&]/.test(sign)) this.at++;
    else throw new Error(`“${sign}” at ${this.at} is no mathematics`);
  }

  private command(): void {
    const name = /^\\([a-zA-Z]+|.)/.exec(this.source.slice(this.at))?.[1] ?? '';
    this.at += name.length + 1;
    if (name === 'left') this.pair();
    else if (name === 'begin') this.environment();
    else if (name === 'text' || name === 'operatorname') this.verbatim();
    else if (name === '\\' || name === '{' || name === '}') return;
    else {
      const count = COMMANDS[name];
      if (count === undefined) throw new Error(`“\\${name}” is unknown`);
      for (let index = 0; index < count; index++) this.group();
    }
  }

  private pair(): void {
    this.delimiter();
    this.list(() => this.peek('\\right'));
    this.expect('\\right');
    this.delimiter();
  }

  private delimiter(): void {
    this.space();
    const found = /^(\\[{}]|\\[lr](floor|ceil)|[()[\]|.])/.exec(this.source.slice(this.at));
    if (!found) throw new Error(`a bracket is missing at ${this.at}`);
    this.at += found[0].length;
  }

  private environment(): void {
    this.expect('{cases}');
    this.list(() => this.peek('\\end{cases}'));
    this.expect('\\end{cases}');
  }

  /** Text in braces; what LaTeX would read must be escaped. */
  private verbatim(): void {
    this.expect('{');
    while (this.source[this.at] !== '}') {
      const sign = this.source[this.at];
      if (sign === undefined) throw new Error('text ends too early');
      if ('{$&#^_%~'.includes(sign)) throw new Error(`“${sign}” is not escaped`);
      if (sign !== '\\') this.at++;
      else if (this.source.startsWith('\\textbackslash ', this.at)) this.at += 15;
      else this.at += 2 + (/^\\[\^~]\{\}/.test(this.source.slice(this.at)) ? 2 : 0);
    }
    this.expect('}');
  }
}
