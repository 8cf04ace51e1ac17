/**
 * Questions about a network carry its document, which is the same for hundreds of them. The first names it, and the host keeps it;
 * from then on the name stands for it. A host that has forgotten it (it was started again, or has met others since) says so, and
 * is sent all of it once more.
 */
import { LoomError } from '../core/diagnostic';
import type { ShellInput, ShellOperationName } from './protocol';
import type { DocumentPayload } from './protocol/documents';

/** The code of the diagnostic with which a host says that it has no document of a name. */
export const DOCUMENT_FORGOTTEN = 'document-forgotten';

interface Question {
  readonly from: { readonly document: DocumentPayload };
}

/** Operations that take a document but no name for one: each is asked once in a while, and writes a file. */
type Unnamed = {
  [Name in ShellOperationName]: ShellInput<Name> extends { readonly from: infer From }
    ? { readonly kept: string } extends From ? never : { readonly document: DocumentPayload } extends From ? Name : never
    : never;
}[ShellOperationName];

const UNNAMED: Readonly<Record<Unnamed, true>> = { 'model.export': true, 'model.exportPytorch': true, 'model.compress': true };

export class SentDocuments {
  private readonly names = new WeakMap<DocumentPayload, string>();
  private readonly sender = Math.random().toString(36).slice(2);
  private next = 1;

  /** The question with the name alone, where its document was sent before. */
  byName<Name extends ShellOperationName>(operation: Name, input: ShellInput<Name>): ShellInput<Name> | undefined {
    const kept = isQuestion(operation, input) ? this.names.get(input.from.document) : undefined;
    return kept === undefined ? undefined : { ...input, from: { kept } };
  }

  /** The question with its document, which the host is to keep under a name. Anything else is as it was. */
  inFull<Name extends ShellOperationName>(operation: Name, input: ShellInput<Name>): ShellInput<Name> {
    if (!isQuestion(operation, input)) return input;
    const { document } = input.from;
    const keep = this.names.get(document) ?? `${this.sender} ${this.next++}`;
    this.names.set(document, keep);
    return { ...input, from: { document, keep } };
  }
}

export function isForgotten(error: unknown): boolean {
  return error instanceof LoomError && error.diagnostics.some(({ code }) => code === DOCUMENT_FORGOTTEN);
}

/** Payloads are packed once for a version of a document, so the object tells which it is. */
function isQuestion<Input>(operation: ShellOperationName, input: Input): input is Input & Question {
  if (Object.hasOwn(UNNAMED, operation)) return false;
  const from = typeof input === 'object' && input !== null && 'from' in input ? input.from : undefined;
  return typeof from === 'object' && from !== null && 'document' in from && typeof from.document === 'object' && from.document !== null;
}
