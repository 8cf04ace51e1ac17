/** Documents opened or saved last. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecentDocument } from '../protocol/documents';
import { StoredValue } from './stored-value';

const KEPT = 20;

type Stored = Omit<RecentDocument, 'exists'>;
const schema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.string() }));

export class Recents {
  private readonly stored: StoredValue<readonly Stored[]>;

  constructor(folder: string, private readonly onChange: (list: readonly RecentDocument[]) => void) {
    this.stored = new StoredValue<readonly Stored[]>(join(folder, 'recent.json'), schema, []);
  }

  async list(): Promise<readonly RecentDocument[]> {
    return Promise.all((await this.stored.get()).map(withPresence));
  }

  async add(path: string, name: string): Promise<readonly RecentDocument[]> {
    const openedAt = new Date().toISOString();
    return this.change((list) => [{ path, name, openedAt }, ...list.filter((one) => one.path !== path)].slice(0, KEPT));
  }

  async remove(path: string): Promise<readonly RecentDocument[]> {
    return this.change((list) => list.filter((one) => one.path !== path));
  }

  private async change(edit: (list: readonly Stored[]) => readonly Stored[]): Promise<readonly RecentDocument[]> {
    const list = await Promise.all((await this.stored.change(edit)).map(withPresence));
    this.onChange(list);
    return list;
  }
}

async function withPresence(one: Stored): Promise<RecentDocument> {
  return { ...one, exists: await stat(one.path).then((info) => info.isFile(), () => false) };
}
