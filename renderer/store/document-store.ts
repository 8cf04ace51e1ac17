/** The open document with its history and what inference makes of it. Nothing else changes a document. */
import { create } from 'zustand';
import type { LoomDocument } from '../../engine/document/model';
import { createDocument } from '../../engine/document/edits';
import { NetworkInference, type InferredNetwork } from '../../engine/infer/infer-network';
import { currentDocument, record, startHistory, travel, type History } from './history';

/** Where a document was opened from or saved to. */
export interface DocumentFile {
  readonly name: string;
  readonly path: string;
  /** Tells one content of the file from the next, so that nobody's changes are overwritten unseen. */
  readonly revision: string;
}

interface DocumentState {
  /** False while the start screen is shown. */
  readonly isOpen: boolean;
  readonly history: History;
  readonly document: LoomDocument;
  readonly network: InferredNetwork;
  readonly file: DocumentFile | undefined;
  /** The version that is on disk. */
  readonly saved: LoomDocument | undefined;
  /** Whether it was opened with work in it that no file has. */
  readonly isUnsavedFromStart: boolean;
}

/** Remembers nodes by identity, so an edit works out only what it changed. */
let inference = new NetworkInference();

function stateOf(history: History): Pick<DocumentState, 'history' | 'document' | 'network'> {
  const document = currentDocument(history);
  return { history, document, network: inference.infer(document) };
}

export const useDocument = create<DocumentState>(() => ({
  isOpen: false,
  file: undefined,
  saved: undefined,
  isUnsavedFromStart: false,
  ...stateOf(startHistory(createDocument('untitled'))),
}));

/** Shows another document, with a history of its own. */
export function openDocument(document: LoomDocument, options: { readonly file?: DocumentFile; readonly origin?: 'file' | 'draft' } = {}): void {
  inference = new NetworkInference();
  useDocument.setState({ isOpen: true, file: options.file, saved: options.origin === 'file' ? document : undefined, isUnsavedFromStart: options.origin === 'draft', ...stateOf(startHistory(document)) });
}

export function closeDocument(): void {
  useDocument.setState({ isOpen: false });
}

/** One step of history. Steps with the same `gesture` become one. A change that throws leaves everything as it was. */
export function editDocument(label: string, change: (document: LoomDocument) => LoomDocument, gesture?: string): void {
  const { history } = useDocument.getState();
  const next = record(history, { label, document: change(currentDocument(history)), ...(gesture !== undefined && { gesture }) });
  if (next !== history) useDocument.setState(stateOf(next));
}

export function travelHistory(by: number): void {
  const { history } = useDocument.getState();
  const next = travel(history, by);
  if (next !== history) useDocument.setState(stateOf(next));
}

export function markSaved(document: LoomDocument, file: DocumentFile): void {
  useDocument.setState({ saved: document, file });
}

export function hasUnsavedChanges({ saved, history, document, isUnsavedFromStart }: DocumentState): boolean {
  return saved !== document && (saved !== undefined || history.at > 0 || isUnsavedFromStart);
}
