/** What the application has to say when nobody looks: one file that starts anew before it grows large, with the one before. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 1_000_000;

export class Log {
  readonly file: string;

  constructor(readonly folder: string, private readonly maxBytes = MAX_BYTES) {
    this.file = join(folder, 'layerloom.log');
  }

  /** Synchronous, for the words before an end. A log that cannot be written stops nothing. */
  write(text: string): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) > this.maxBytes) renameSync(this.file, `${this.file}.old`);
      appendFileSync(this.file, `${new Date().toISOString()} ${text.replaceAll('\n', '\n  ')}\n`);
    } catch {
      return;
    }
  }
}
