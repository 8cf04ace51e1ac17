/** Makes a zip that has the place of Electron's own, so that packaging can be tried without a network. Nothing in it runs. */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** What precedes the fuses in the program; https://github.com/electron/fuses. Then come their version, number and states. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** On or off as Electron 45 ships them, as the characters 1 and 0. */
const FUSES = '101100110';

/** Returns the folder to give as LAYERLOOM_ELECTRON_ZIPS. */
export async function makeStandInZip(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../node_modules/electron/package.json', import.meta.url), 'utf8')) as { version: string };
  await mkdir(folder, { recursive: true });
  const zip = new ZipFile();
  const program = Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(FUSES)]);
  zip.addBuffer(program, 'electron', { mode: 0o100755 });
  zip.addBuffer(Buffer.from(`v${version}`), 'version');
  zip.addBuffer(Buffer.from('stand-in'), 'LICENSE');
  zip.addBuffer(Buffer.from('stand-in'), 'LICENSES.chromium.html');
  zip.addBuffer(Buffer.from('stand-in'), 'resources/default_app.asar');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, `electron-v${version}-${process.platform}-${process.arch}.zip`)));
  return folder;
}

/** The states of the fuses in a packaged program, in their order. */
export function fusesOf(program: Buffer): string {
  const at = program.indexOf(SENTINEL) + SENTINEL.length;
  return program.toString('latin1', at + 2, at + 2 + program[at + 1]!);
}
