/** Documents on the host's disk. */
import { stat } from 'node:fs/promises';
import { fail } from '../../core/diagnostic';
import { readDocumentFile, writeDocumentFile } from '../../files/document-file';
import { explaining } from '../../files/file-problem';
import { LAYER_CATALOG } from '../../infer/layer-catalog';
import { packDocument, unpackDocument } from '../document-payload';
import type { DocumentPayload, OpenedDocument, SavedDocument } from '../protocol/documents';
import { withAbsoluteData, withRelativeData } from './data-reference';
import type { Grants } from './grants';
import type { Recents } from './recents';

const ENDING = '.loom';

export class Documents {
  constructor(private readonly grants: Grants, private readonly recents: Recents) {}

  async open(given: string): Promise<OpenedDocument> {
    const path = await this.grants.allow(given);
    // Before reading: a change in between makes the next save ask, and not overwrite.
    const revision = await explaining(path, 'read', () => revisionOf(path));
    const { document, diagnostics } = await readDocumentFile(path, { catalog: LAYER_CATALOG });
    await this.recents.add(path, document.name);
    return { path, document: packDocument(withAbsoluteData(document, path)), revision: revision ?? '', diagnostics };
  }

  async save(given: string, payload: DocumentPayload, revision: string | undefined): Promise<SavedDocument> {
    const path = await this.grants.allow(given);
    const found = await revisionOf(path);
    if (revision !== undefined && found !== undefined && found !== revision) {
      fail('document-changed', `${path} was changed by another program since it was opened.`, { file: path, remedy: 'Save it under another name, or open it again to see the change.' });
    }
    return this.write(path, payload);
  }

  async saveAs(given: string, payload: DocumentPayload, replace: boolean): Promise<SavedDocument> {
    const path = await this.grants.allow(given.toLowerCase().endsWith(ENDING) ? given : `${given}${ENDING}`);
    if (!replace && (await revisionOf(path)) !== undefined) fail('file-exists', `${path} already exists.`, { file: path, remedy: 'Choose another name, or replace it.' });
    return this.write(path, payload);
  }

  private async write(path: string, payload: DocumentPayload): Promise<SavedDocument> {
    const { document } = unpackDocument(payload, path);
    await writeDocumentFile(path, withRelativeData(document, path));
    await this.recents.add(path, document.name);
    return { path, revision: (await revisionOf(path)) ?? '' };
  }
}

/** Undefined where there is no file. */
async function revisionOf(path: string): Promise<string | undefined> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  return info && `${info.mtimeNs}-${info.size}`;
}
