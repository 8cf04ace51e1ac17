import type { Command } from 'commander';
import { unpackDocument } from '../../files/unpack';
import { newCommand } from '../command';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped } from '../text';

interface Options extends OutputOptions {
  readonly out: string;
  readonly force?: boolean;
}

export function unpackCommand(): Command {
  return newCommand('unpack', 'Open a packed document', [{ command: 'unpack model.loomz --out model', does: 'into the folder model' }])
    .argument('<pack>', 'F.loomz')
    .requiredOption('--out <folder>', 'where to put the files')
    .option('--force', 'replace files that are there')
    .action(async (pack: string, { out, force, json }: Options) => {
      const unpacked = await unpackDocument(pack, out, { ...(force && { force }) });
      new Terminal({ json }).answer(unpacked, () => `Unpacked ${grouped(unpacked.files)} files. The document is ${unpacked.document}.`);
    });
}
