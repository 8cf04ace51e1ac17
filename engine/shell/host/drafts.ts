/** Unsaved work, so that a crash or a closed window loses at most its last second: an ordinary document beside a note. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../core/diagnostic';
import { writeFileAtomically } from '../../files/atomic-write';
import { readDocumentFile, writeDocumentFile } from '../../files/document-file';
import { packDocument, unpackDocument } from '../document-payload';
import type { Draft, DocumentPayload } from '../protocol/documents';

const NOTE = '.json';
export const DRAFT_ID = /^[A-Za-z0-9-]{1,64}$/;

const noteSchema: z.ZodType<Draft> = z.object({ id: z.string(), name: z.string(), path: z.string().optional(), savedAt: z.string() });

export class Drafts {
  constructor(private readonly folder: string) {}

  async keep({ document, ...about }: Omit<Draft, 'savedAt'> & { readonly document: DocumentPayload }): Promise<Draft> {
    const draft: Draft = { ...about, savedAt: new Date().toISOString() };
    // Paths stay absolute: the draft does not lie where its document does.
    await writeDocumentFile(this.documentOf(draft.id), unpackDocument(document, draft.name).document);
    await writeFileAtomically(this.noteOf(draft.id), [new TextEncoder().encode(JSON.stringify(draft))]);
    return draft;
  }

  async list(): Promise<readonly Draft[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const drafts = await Promise.all(names.filter((name) => name.endsWith(NOTE)).map((name) => this.note(name.slice(0, -NOTE.length))));
    return drafts.flatMap((draft) => draft ?? []).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  }

  async open(id: string): Promise<Draft & { readonly document: DocumentPayload }> {
    const draft = (await this.note(id)) ?? fail('no-draft', 'There is no such draft any more.', { found: id });
    return { ...draft, document: packDocument((await readDocumentFile(this.documentOf(id))).document) };
  }

  async drop(id: string): Promise<void> {
    await rm(this.noteOf(id), { force: true });
    await rm(this.documentOf(id), { force: true });
  }

  private async note(id: string): Promise<Draft | undefined> {
    const text = await readFile(this.noteOf(id), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return noteSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  private documentOf(id: string): string {
    return join(this.folder, `${id}.loom`);
  }

  private noteOf(id: string): string {
    return join(this.folder, `${id}${NOTE}`);
  }
}
