/**
 * The text and the document on one history. A text that can be read becomes the document; one with mistakes becomes a
 * version of the document that is equal to the one before and remembers the text, so that undo and redo pass through it.
 */
import type { LoomDocument } from '../../engine/document/model';
import { modelText } from '../../engine/text/model-text';
import { readModel, type ReadModel } from '../../engine/text/read-model';
import { editDocument, useDocument } from '../store/document-store';

const LABEL = 'Edit the code';
/** Typing that pauses for so long becomes another step of history. */
const PAUSE_MS = 1200;

/** Texts with mistakes, by the version they were typed in. */
const unread = new WeakMap<LoomDocument, string>();
const reads = new WeakMap<LoomDocument, ReadModel>();

let gesture = 0;
let lastTyped = -Infinity;
let lastVersion: LoomDocument | undefined;

/** What the editor shows for a version of the document. */
export function shownText(document: LoomDocument): string {
  return unread.get(document) ?? modelText(document);
}

/** The lines of what is shown, with their mistakes. */
export function shownModel(document: LoomDocument): ReadModel {
  const known = reads.get(document);
  if (known) return known;
  const read = readModel(shownText(document), document);
  reads.set(document, read);
  return read;
}

export function hasMistakes(document: LoomDocument): boolean {
  return unread.has(document);
}

/** Makes `text` the text of the network, as one step with what was typed just before. */
export function typeText(text: string, now: number = performance.now()): void {
  const { document } = useDocument.getState();
  if (text === shownText(document)) return;
  if (now - lastTyped > PAUSE_MS || document !== lastVersion) gesture++;
  lastTyped = now;
  const read = readModel(text, document);
  const next = nextVersion(text, document, read);
  editDocument(LABEL, () => next, `code ${gesture}`);
  lastVersion = next;
}

function nextVersion(text: string, document: LoomDocument, { document: read }: ReadModel): LoomDocument {
  if (read && read !== document) return read;
  // Equal but for the text: a version of its own, so that history can tell the two apart.
  const copy = { ...document };
  if (!read) unread.set(copy, text);
  return copy;
}
