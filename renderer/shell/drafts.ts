/** Unsaved work is kept by the host a moment after each edit, so that nothing is lost with the window. */
import { newId } from '../../engine/document/ids';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import { hasUnsavedChanges, openDocument, useDocument } from '../store/document-store';
import { openPlace } from '../store/session-store';
import { report, shell } from './connection';
import { setDrafts } from './shell-store';

const PAUSE_MS = 800;

let current = draftId();
let timer: ReturnType<typeof setTimeout> | undefined;

function draftId(): string {
  return newId().replaceAll('_', '-');
}

/** Another document is being opened: its unsaved work gets a place of its own. */
export function startDraft(id = draftId()): void {
  clearTimeout(timer);
  current = id;
}

/** Follows the document for as long as the window lives. */
export function keepDrafts(): void {
  useDocument.subscribe((now, before) => {
    if (now.document === before.document || !hasUnsavedChanges(now)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), PAUSE_MS);
  });
}

/** What was done since the last time too; before the window goes. */
export async function keepDraftNow(): Promise<void> {
  clearTimeout(timer);
  if (hasUnsavedChanges(useDocument.getState())) await keep();
}

async function keep(): Promise<void> {
  const { document, file } = useDocument.getState();
  try {
    const draft = await shell()?.request('drafts.keep', { id: current, name: document.name, ...(file && { path: file.path }), document: packDocument(document) });
    if (draft) setDrafts((drafts) => [draft, ...drafts.filter(({ id }) => id !== draft.id)]);
  } catch {
    // Without a connection the work is in the window still, and the header says that the host is lost.
  }
}

export function dropDraft(id = current): void {
  clearTimeout(timer);
  setDrafts((drafts) => drafts.filter((draft) => draft.id !== id));
  shell()?.request('drafts.drop', { id }).catch(() => undefined);
}

export async function openDraft(id: string): Promise<void> {
  try {
    const draft = await shell()!.request('drafts.open', { id });
    const { document } = unpackDocument(draft.document, draft.name);
    openPlace([]);
    startDraft(id);
    openDocument(document, { origin: 'draft' });
  } catch (error) {
    report(error);
  }
}
