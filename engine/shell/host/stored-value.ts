/** A small value in a JSON file of the application's own: read once, written whole, one write after the other. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { writeFileAtomically } from '../../files/atomic-write';

export class StoredValue<T> {
  private value: T | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string, private readonly schema: z.ZodType<T>, private readonly initial: T) {}

  /** A file that is missing or damaged counts as never written: no setting is worth refusing to start. */
  async get(): Promise<T> {
    if (this.value !== undefined) return this.value;
    const text = await readFile(this.path, 'utf8').catch(() => undefined);
    this.value ??= text === undefined ? this.initial : this.parse(text);
    return this.value;
  }

  /** Answers the new value once it is on the disk. */
  change(edit: (value: T) => T): Promise<T> {
    const done = this.last.then(async () => {
      this.value = edit(await this.get());
      await writeFileAtomically(this.path, [new TextEncoder().encode(`${JSON.stringify(this.value, null, 2)}\n`)]);
      return this.value;
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  private parse(text: string): T {
    try {
      return this.schema.parse(JSON.parse(text));
    } catch {
      return this.initial;
    }
  }
}
