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
import { newCommand } from '../command';
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
      const application = await serveApplication({
        ...(options.port !== undefined && { port: options.port }),
        renderer: fileURLToPath(RENDERER),
        folders: applicationFolders(),
        grants: [{ path: homedir(), title: 'Home' }, ...granted],
        entries: builtEntries(ENGINE),
        dataDesk: builtDataDesk(ENGINE),
      });
      const link = application.newLink();
      terminal.answer({ url: link, port: application.port }, () => `LayerLoom is open at ${link} (works once; press Enter for another link, Ctrl-C to end).`);
      if (options.open) await openBrowser(link);
      await untilEnded(application, terminal);
    });
}

async function grantedFolder(given: string): Promise<FileRoot> {
  const path = resolve(given);
  if (!(await stat(path).catch(() => undefined))?.isDirectory()) fail('not-a-folder', `There is no folder ${given} to grant.`, { file: given, remedy: 'Check the name.' });
  return { path, title: basename(path) || path };
}

/** Resolves after Ctrl-C, when runs have written their checkpoints; the second time does not wait for it. */
async function untilEnded(application: ServedApplication, terminal: Terminal): Promise<void> {
  const anotherLink = (): void => {
    const url = application.newLink();
    terminal.answer({ url }, () => url);
  };
  if (process.stdin.isTTY) process.stdin.on('data', anotherLink);
  await new Promise<void>((end) => {
    let asked = false;
    const interrupt = (): void => {
      if (asked) process.exit(130);
      asked = true;
      end();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
  });
  if (process.stdin.isTTY) process.stdin.off('data', anotherLink).pause();
  await application.close();
}
