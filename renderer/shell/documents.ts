/** Opening and saving through the host. */
import { sentence } from '../../engine/core/diagnostic';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import { importModelFile } from '../import/import-file';
import { isModelFile, MODEL_ENDING } from '../import/model-file';
import { hasUnsavedChanges, markSaved, openDocument, useDocument } from '../store/document-store';
import { notify, openPlace } from '../store/session-store';
import { report, shell } from './connection';
import { dropDraft, startDraft } from './drafts';

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

export async function openFile(path: string): Promise<void> {
  if (isModelFile(path)) return importModelFile(path);
  try {
    const { document: payload, revision, diagnostics } = await shell()!.request('document.open', { path });
    const { document } = unpackDocument(payload, nameOf(path));
    openPlace([]);
    startDraft();
    openDocument(document, { file: { name: nameOf(path), path, revision }, origin: 'file' });
    for (const diagnostic of diagnostics) notify(sentence(diagnostic));
  } catch (error) {
    report(error);
  }
}

/** Whether it is on disk now. */
export async function saveFile(): Promise<boolean> {
  const { document, file } = useDocument.getState();
  if (!file) return false;
  try {
    const { path, revision } = await shell()!.request('document.save', { path: file.path, document: packDocument(document), revision: file.revision });
    return finishSaving(document, path, revision);
  } catch (error) {
    report(error);
    return false;
  }
}

export async function saveFileAs(path: string, replace: boolean): Promise<boolean> {
  const { document } = useDocument.getState();
  const saved = await shell()!.request('document.saveAs', { path, document: packDocument(document), replace });
  return finishSaving(document, saved.path, saved.revision);
}

const ENDING = '.loom';

/** With the dialog of the system. */
export async function openChosenFile(): Promise<void> {
  try {
    const { path } = await shell()!.request('dialog.open', { title: 'Open a network', endings: [ENDING, MODEL_ENDING] });
    if (path !== null) await openFile(path);
  } catch (error) {
    report(error);
  }
}

/** The dialog itself asks before a file is replaced. */
export async function saveChosenFile(): Promise<void> {
  try {
    const name = `${useDocument.getState().document.name}${ENDING}`;
    const { path } = await shell()!.request('dialog.save', { title: 'Save the network', name, endings: [ENDING] });
    if (path !== null) await saveFileAs(path, true);
  } catch (error) {
    report(error);
  }
}

function finishSaving(document: Parameters<typeof markSaved>[0], path: string, revision: string): true {
  markSaved(document, { name: nameOf(path), path, revision });
  if (!hasUnsavedChanges(useDocument.getState())) dropDraft();
  notify(`Saved as ${nameOf(path)}.`);
  return true;
}
