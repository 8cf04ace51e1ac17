import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { packDocument } from '../../files/pack';
import { newCommand } from '../command';
import { Terminal, type OutputOptions } from '../terminal';
import { bytes, grouped } from '../text';

interface Options extends OutputOptions {
  readonly out: string;
  readonly data?: true | readonly string[];
  readonly weights?: string;
  readonly run?: string;
  readonly force?: boolean;
}

export function packCommand(): Command {
  return newCommand('pack', 'Put a document, its data, weights and run summary into one file', [
    { command: 'pack model.loom --out model.loomz --data --run runs/model-1', does: 'everything, to hand in or send' },
    { command: 'pack model.loom --out model.loomz --data cat/1.png dog/1.png', does: 'two pictures of the data folder only' },
  ])
    .argument('<document>', 'F.loom')
    .requiredOption('--out <file>', 'where to write, ends with .loomz')
    .option('--data [files...]', 'all data of the document, or the files named here, relative to its data folder')
    .option('--weights <file>', 'a .safetensors file; unless given, the weights of --run')
    .option('--run <folder>', 'a run: its record, metrics and final weights')
    .option('--force', 'replace the file if it is there')
    .action(async (document: string, { out, data, run, force, json, ...options }: Options) => {
      const weights = options.weights ?? (run === undefined ? undefined : await finalWeights(run));
      const packed = await packDocument(document, out, { ...(data && { data }), ...(weights !== undefined && { weights }), ...(run !== undefined && { run }), ...(force && { force }) });
      new Terminal({ json }).answer({ file: out, ...packed }, () => `Wrote ${out}: ${grouped(packed.files)} files, ${bytes(packed.bytes)}.`);
    });
}

async function finalWeights(run: string): Promise<string | undefined> {
  const path = join(run, 'weights.safetensors');
  return (await stat(path).catch(() => undefined)) ? path : undefined;
}
