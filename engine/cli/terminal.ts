/** Where a command writes: answers to standard output, everything on the way to standard error. */
import { sentence, type Diagnostic } from '../core/diagnostic';
import { stripped } from './text';

export interface OutputOptions {
  readonly json?: boolean;
}

const CLEAR_LINE = '\r\u001b[2K';

export class Terminal {
  readonly json: boolean;
  /** Whether a line can be written over: a person is watching. */
  readonly isLive: boolean;
  private hasStatus = false;

  constructor({ json = false }: OutputOptions) {
    this.json = json;
    this.isLive = !json && process.stdout.isTTY === true;
  }

  /** The answer of a command: `value` on one line of JSON, or `text` for a person. */
  answer(value: unknown, text: () => string): void {
    this.write(this.json ? JSON.stringify(value) : text());
  }

  /** Something for a person only. */
  say(text: string): void {
    if (!this.json) this.write(text);
  }

  write(text: string): void {
    this.clearStatus();
    process.stdout.write(`${this.styled(text)}\n`);
  }

  /** One line that the next one replaces; only shown where somebody is watching. */
  status(text: string): void {
    if (!this.isLive) return;
    process.stdout.write(CLEAR_LINE + fitted(text, process.stdout.columns ?? 80));
    this.hasStatus = true;
  }

  clearStatus(): void {
    if (this.hasStatus) process.stdout.write(CLEAR_LINE);
    this.hasStatus = false;
  }

  /** What was understood and what a person should know, on standard error. */
  report(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0) return;
    this.clearStatus();
    for (const diagnostic of diagnostics) process.stderr.write(`${LABELS[diagnostic.severity]}: ${sentence(diagnostic)}\n`);
  }

  private styled(text: string): string {
    return process.stdout.isTTY && !process.env['NO_COLOR'] ? text : stripped(text);
  }
}

const LABELS: Readonly<Record<Diagnostic['severity'], string>> = { error: 'error', warning: 'warning', info: 'note' };

/** A status that wraps could not be written over. Styles do not count; they are dropped where the line is too long. */
function fitted(text: string, width: number): string {
  return stripped(text).length < width ? text : stripped(text).slice(0, width - 1);
}
