/** Documents that the system asks for: by double-click, on the command line, from the recent ones. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { App } from 'electron';

const ENDING = /\.loom$/i;

/** The document named on a command line, as a whole path. Switches of Chromium stand there too. */
export function documentIn(argv: readonly string[], folder: string): string | undefined {
  const named = argv.slice(1).findLast((argument) => !argument.startsWith('-') && ENDING.test(argument));
  return named === undefined ? undefined : resolve(folder, named);
}

/** Documents wait until a window is ready to open them. */
export class WantedDocuments {
  private waiting: string | undefined;
  private open: ((path: string) => void) | undefined;

  constructor(app: Pick<App, 'on'>, argv: readonly string[], folder: string) {
    const first = documentIn(argv, folder);
    if (first !== undefined) this.want(first);
    // macOS; it can come before the application is ready.
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.want(path);
    });
  }

  want(path: string): void {
    if (!existsSync(path)) return;
    if (this.open) this.open(path);
    else this.waiting = path;
  }

  /** The window listens now. */
  ready(open: (path: string) => void): void {
    this.open = open;
    const path = this.waiting;
    this.waiting = undefined;
    if (path !== undefined) open(path);
  }

  /** The window is gone; what comes waits for the next one. */
  unready(): void {
    this.open = undefined;
  }
}
