import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic';
import type { DataSource } from '../../data/dataset';
import type { LoomDocument } from '../../document/model';
import { relativeDataPath } from '../../files/data-location';
import { writeDocumentFile } from '../../files/document-file';
import { inferNetwork } from '../../infer/infer-network';
import { requireTemplate } from '../../templates';
import type { Template } from '../../templates/template';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { fitToSource } from '../open-network';
import { documentSource } from '../document-source';
import { Terminal, type OutputOptions } from '../terminal';
import { splitOptions } from '../training-options';
import { grouped } from '../text';

interface Options extends OutputOptions, Understanding {
  readonly out: string;
  readonly data?: DataSource;
  readonly force?: boolean;
}

export function newDocumentCommand(): Command {
  const command = newCommand('new', 'Write a template as a document to change and train', [
    { command: 'new lenet5 --out digits.loom', does: 'LeNet-5 for the built-in digits' },
    { command: 'new resnet-small --data photos --out photos.loom', does: 'sized for the pictures and classes in the folder photos' },
  ])
    .argument('<template>', 'one of “layerloom templates”')
    .requiredOption('--out <file>', 'where to write, ends with .loom');
  return addDataOptions(command, DATA_HELP)
    .option('--force', 'replace the file if it is there')
    .action(async (name: string, options: Options) => {
      const template = requireTemplate(name);
      const { out } = options;
      if (!options.force && (await stat(out).catch(() => undefined))) fail('file-exists', `${out} already exists.`, { file: out, remedy: 'Choose another name, or give --force to replace it.' });
      const given = options.data ?? template.data;
      const source = given && understood(given, options);
      const document = source ? await fitted(template, source, out) : template.build(template.size);
      await writeDocumentFile(out, document);
      const { params } = inferNetwork(document).totals;
      new Terminal(options).answer({ file: out, template: name, params }, () => `Wrote ${out}: ${template.title} with ${grouped(params)} parameters. Train it with:\n  layerloom train ${out}${source ? '' : ' --data FOLDER'}`);
    });
}

/** In the size of its data, which it names by the way from where it will lie. */
async function fitted(template: Template, source: DataSource, out: string): Promise<LoomDocument> {
  const document = await fitToSource(template, source, splitOptions({}));
  return { ...document, data: { ...document.data, source: documentSource(source, (path) => relativeDataPath(out, path)) } };
}
