import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic';
import { openBrowser } from '../../serve/open-browser';
import { serveApplication, type ServedApplication } from '../../serve/serve';
import { builtDataDesk } from '../../shell/host/data-desk';
import { applicationFolders } from '../../shell/host/folders';
import type { FileRoot } from '../../shell/protocol/files';
import { builtEntries } from '../../worker/client';
import { BUNDLED_NETWORKS } from '../bundled-networks';
import { newCommand } from '../command';
import { EXIT } from '../failures';
import { collected, wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';

interface Options extends OutputOptions {
  readonly port?: number;
  readonly grant?: readonly string[];
  readonly open: boolean;
}

/** This module is bundled into dist/engine/cli/main.mjs. */
const ENGINE = new URL('../', import.meta.url);
const RENDERER = new URL('../../renderer/', import.meta.url);

export function serveCommand(): Command {
  return newCommand('serve', 'Open the application in a browser', [
    { command: 'serve', does: 'prints a link that opens it once, and opens it' },
    { command: 'serve --port 8080 --no-open --grant /data/photos', does: 'on a remote machine, reached with “ssh -L 8080:127.0.0.1:8080”' },
  ])
    .option('--port <n>', 'the port on 127.0.0.1; a free one unless given', wholeNumber({ from: 1, upTo: 65535 }))
    .option('--grant <folder>', 'a folder that windows may use besides the home folder; may be given several times', collected)
    .option('--no-open', 'only print the link')
    .action(async (options: Options) => {
      const terminal = new Terminal(options);
      const granted = await Promise.all((options.grant ?? []).map(grantedFolder));
      // From before the engine starts, which must not be left behind.
      const asked = askedToEnd();
      const application = await serveApplication({
        ...(options.port !== undefined && { port: options.port }),
        renderer: fileURLToPath(RENDERER),
        folders: applicationFolders(),
        grants: [{ path: homedir(), title: 'Home' }, ...granted],
        entries: builtEntries(ENGINE),
        dataDesk: builtDataDesk(ENGINE),
        bundledModels: BUNDLED_NETWORKS,
      });
      const link = application.newLink();
      terminal.answer({ url: link, port: application.port }, () => `LayerLoom is open at ${link} (works once; press Enter for another link, Ctrl-C to end).`);
      if (options.open) await openBrowser(link);
      const endLinks = printLinksOnEnter(application, terminal);
      await asked;
      endLinks();
      await application.close();
    });
}

async function grantedFolder(given: string): Promise<FileRoot> {
  const path = resolve(given);
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) fail('not-a-folder', `There is no folder ${given} to grant.`, { file: given, remedy: 'Check the name.' });
  return { path, title: basename(path) || path };
}

/** Resolves with the first Ctrl-C; the second does not wait for checkpoints. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const interrupt = (): void => {
      if (asked) process.exit(EXIT.interrupted);
      asked = true;
      resolve();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
  });
}

/** Returns what ends it. */
function printLinksOnEnter(application: ServedApplication, terminal: Terminal): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const print = (): void => {
    const url = application.newLink();
    terminal.answer({ url }, () => url);
  };
  process.stdin.on('data', print);
  return () => void process.stdin.off('data', print).pause();
}
