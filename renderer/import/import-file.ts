/** Imports an ONNX file: the host reads it, the network opens arranged and unsaved, and a report says what became of it. */
import { LoomError, sentence } from '../../engine/core/diagnostic';
import { unpackDocument } from '../../engine/shell/document-payload';
import { viewport } from '../canvas/viewport';
import { arrangedDocument } from '../network/arranged-document';
import { shell } from '../shell/connection';
import { startDraft } from '../shell/drafts';
import { openDocument } from '../store/document-store';
import { openPlace } from '../store/session-store';
import { beginImport, isCurrent, showImport, type ImportedFile } from './import-store';

export async function importModelFile(path: string, dims?: Readonly<Record<string, number>>): Promise<void> {
  const file = { name: path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1), path };
  await finishImport(beginImport({ phase: 'reading', file }), file, dims);
}

export async function finishImport(turn: number, file: ImportedFile, dims?: Readonly<Record<string, number>>): Promise<void> {
  try {
    const { document, report } = await shell()!.request('document.import', { path: file.path, ...(dims && { dims }) });
    if (!isCurrent(turn)) return;
    openPlace([]);
    startDraft();
    // Files say nothing about places.
    openDocument(arrangedDocument(unpackDocument(document, file.name).document));
    viewport()?.fit();
    showImport(turn, { phase: 'done', file, report });
  } catch (error) {
    showImport(turn, { file, ...(askedSizes(error, dims) ?? { phase: 'failed', sentences: sentencesOf(error) }) });
  }
}

type Failure = { readonly phase: 'asking'; readonly dims: readonly string[] } | { readonly phase: 'failed'; readonly sentences: readonly string[] };

/** What has to be said before the file can be read; a second question about the same sizes would be one too many. */
function askedSizes(error: unknown, given: Readonly<Record<string, number>> | undefined): Failure | undefined {
  const asked = error instanceof LoomError ? error.diagnostics.find(({ code }) => code === 'onnx-dimensions') : undefined;
  const dims = asked?.found?.split(', ') ?? [];
  return dims.length > 0 && !given ? { phase: 'asking', dims } : undefined;
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof LoomError) return error.diagnostics.map(sentence);
  return [error instanceof Error ? error.message : String(error)];
}
