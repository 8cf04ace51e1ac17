/** The blocks that a person keeps for other networks: each an ordinary document with definitions and nothing on its canvas. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostic';
import { newId } from '../../document/ids';
import { readDocumentFile, writeDocumentFile } from '../../files/document-file';
import { packDocument, unpackDocument } from '../document-payload';
import type { DocumentPayload, SavedBlock } from '../protocol/documents';

const ENDING = '.loom';
export const SAVED_BLOCK_ID = /^[A-Za-z0-9_-]{1,64}$/;

export class SavedBlocks {
  constructor(private readonly folder: string) {}

  /** By name. A file that cannot be read any more is left out, and left alone. */
  async list(): Promise<readonly SavedBlock[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const blocks = await Promise.all(names.filter((name) => name.endsWith(ENDING)).map((name) => this.read(name.slice(0, -ENDING.length))));
    return blocks.flatMap((block) => block ?? []).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  /** Takes the place of the block of the same name, where there is one. */
  async save(payload: DocumentPayload): Promise<readonly SavedBlock[]> {
    const { document } = unpackDocument(payload, 'block');
    const block = document.definitions.at(-1);
    if (!block) fail('no-block', 'There is no block in what should be saved.', { expected: 'a document with at least one block' });
    const known = (await this.list()).find(({ name }) => name === block.name);
    await writeDocumentFile(this.fileOf(known?.id ?? newId()), { ...document, name: block.name });
    return this.list();
  }

  async remove(id: string): Promise<readonly SavedBlock[]> {
    await rm(this.fileOf(id), { force: true });
    return this.list();
  }

  private async read(id: string): Promise<SavedBlock | undefined> {
    try {
      const { document } = await readDocumentFile(this.fileOf(id));
      const block = document.definitions.at(-1);
      return block && { id, name: block.name, document: packDocument(document) };
    } catch {
      return undefined;
    }
  }

  private fileOf(id: string): string {
    return join(this.folder, `${id}${ENDING}`);
  }
}
