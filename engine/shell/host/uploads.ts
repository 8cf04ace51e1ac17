/** Files dropped on the window, kept in a folder of their own on the host. */
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../core/diagnostic';
import { unsafeNameReason } from '../../files/archive-name';
import { explaining } from '../../files/file-problem';
import { makeFolder } from '../../files/make-folder';
import { freshFolder } from './fresh-folder';

export class Uploads {
  /** Folders by upload, of this session. */
  private readonly folders = new Map<string, string>();

  constructor(private readonly folder: string) {}

  async start(name: string): Promise<{ upload: string; folder: string }> {
    const folder = await freshFolder(this.folder, name);
    const upload = String(this.folders.size + 1);
    this.folders.set(upload, folder);
    return { upload, folder };
  }

  /** Writes one piece; pieces of a file come in order, and the first, at 0, begins it anew. */
  async add(upload: string, path: string, offset: number, bytes: Uint8Array): Promise<{ file: string }> {
    const folder = this.folders.get(upload) ?? fail('unknown-upload', 'This upload was not begun, or LayerLoom was started again since.', { found: upload, remedy: 'Drop the files once more.' });
    const reason = unsafeNameReason(path);
    if (reason !== undefined) fail('unsafe-name', `“${path}” cannot be uploaded: ${reason}.`, { file: path, remedy: 'Rename the file.' });
    const file = join(folder, ...path.split('/'));
    await explaining(file, 'written', async () => {
      await makeFolder(dirname(file));
      const handle = await open(file, offset === 0 ? 'w' : 'a');
      try {
        const { size } = await handle.stat();
        if (size !== offset) fail('upload-out-of-order', `A piece of “${path}” is missing.`, { file: path, expected: `byte ${size}`, found: `byte ${offset}`, remedy: 'Drop the file once more.' });
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
    });
    return { file };
  }
}
