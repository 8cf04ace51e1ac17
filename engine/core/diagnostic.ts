/**
 * Everything LayerLoom tells a person about a mistake. A diagnostic names the box, the port or field, the file, what was
 * expected and found, and what to do; `message` is the whole sentence, ready to show.
 */
export type Severity = 'error' | 'warning' | 'info';

export interface Diagnostic {
  /** A stable identifier in kebab-case, e.g. `shape-mismatch`; documentation and tests refer to it. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The name path of the node (`stage2/conv`). */
  readonly node?: string;
  readonly port?: string;
  readonly parameter?: string;
  readonly file?: string;
  /** 1-based position in `file`. */
  readonly line?: number;
  readonly column?: number;
  readonly expected?: string;
  readonly found?: string;
  /** What the person can do, as a sentence. */
  readonly remedy?: string;
}

type DiagnosticFields = Omit<Diagnostic, 'code' | 'message' | 'severity'>;

/** An error meant for a person: the command line prints its message and exits 1, the window shows it at the box. */
export class LoomError extends Error {
  override readonly name = 'LoomError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(sentence).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** The full text of one diagnostic: the message, then the remedy. */
export function sentence(diagnostic: Diagnostic): string {
  return diagnostic.remedy ? `${diagnostic.message} ${diagnostic.remedy}` : diagnostic.message;
}

export function problem(code: string, message: string, fields: DiagnosticFields = {}): Diagnostic {
  return { code, severity: 'error', message, ...fields };
}

export function warning(code: string, message: string, fields: DiagnosticFields = {}): Diagnostic {
  return { code, severity: 'warning', message, ...fields };
}

/** Throws one problem as an error. */
export function fail(code: string, message: string, fields: DiagnosticFields = {}): never {
  throw new LoomError([problem(code, message, fields)]);
}
