import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic';
import type { LoomDocument } from '../../document/model';
import { EXAMPLES, requireExample } from '../../examples';
import type { Walk } from '../../examples/example';
import { makeSheet, type WorkedValue } from '../../examples/make-sheet';
import { personalize } from '../../examples/personalize';
import { SHEET_FORMATS, writeSheet, type SheetFormat } from '../../examples/sheet';
import { workOut } from '../../examples/work-out';
import { writeFileAtomically } from '../../files/atomic-write';
import { writeDocumentFile } from '../../files/document-file';
import type { TraceRequest } from '../../run/trace';
import type { Engine } from '../../worker/client';
import { newCommand } from '../command';
import { withEngine } from '../engine';
import { oneOf } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { table } from '../text';

interface ShowOptions extends OutputOptions {
  readonly seed?: string;
  readonly format: SheetFormat;
  readonly onlyTask?: boolean;
  readonly out?: string;
  readonly document?: string;
  readonly force?: boolean;
}

export function exampleCommand(): Command {
  return newCommand('example', 'Worked examples: every number, and the same exercise with numbers per student', [
    { command: 'example list', does: 'all of them' },
    { command: 'example show mlp-2-2-2', does: 'given, asked, and every answer with its calculation' },
    { command: 'example show mlp-2-2-2 --seed 4711 --format html --out 4711.html', does: 'an answer sheet with the numbers of one student' },
    { command: 'example show mlp-2-2-2 --seed 4711 --only-task --document 4711.loom', does: 'the task alone, and the network to open' },
  ])
    .argument('<action>', 'list or show', oneOf(['list', 'show']))
    .argument('[id]', 'which example to show')
    .option('--seed <seed>', 'draws the numbers from a seed, a name or a student ID')
    .option('--format <format>', SHEET_FORMATS.join(', '), oneOf(SHEET_FORMATS), 'text')
    .option('--only-task', 'without the answers')
    .option('--out <file>', 'write the sheet to a file')
    .option('--document <file>', 'also write the network as a document, ends with .loom')
    .option('--force', 'replace files that are there')
    .action(async (action: 'list' | 'show', id: string | undefined, options: ShowOptions) => {
      const terminal = new Terminal(options);
      if (action === 'list') return list(terminal);
      if (id === undefined) return fail('which-example', 'Say which example to show.', { remedy: 'List them with “layerloom example list”.' });
      return show(id, options, terminal);
    });
}

function list(terminal: Terminal): void {
  const rows = EXAMPLES.map(({ id, title, kind, task }) => ({ id, title, kind, task }));
  terminal.answer(rows, () => table([{ title: 'example' }, { title: 'kind' }, { title: 'about' }], rows.map((row) => [row.id, row.kind, row.title])));
}

async function show(id: string, { seed, format, onlyTask = false, out, document: file, force = false }: ShowOptions, terminal: Terminal): Promise<void> {
  const example = requireExample(id);
  const { document, walks } = seed === undefined ? { document: example.document(), walks: example.walks } : personalize(example, seed);
  for (const path of [out, file]) if (path !== undefined && !force) await refuseExisting(path);
  const sheet = await withEngine((engine) => makeSheet({ example, document, walks, ...(seed !== undefined && { seed }), work: (walk) => workOutBy(engine, document, walk), derive: (walk) => engine.request('traceDerivations', requestFor(document, walk)).result }));
  const text = writeSheet(sheet, { format, onlyTask });
  if (file !== undefined) await writeDocumentFile(file, document);
  if (out !== undefined) await writeFileAtomically(resolve(out), [Buffer.from(text)]);
  const written = { ...(out !== undefined && { file: out }), ...(file !== undefined && { document: file }) };
  terminal.answer({ id, ...sheet, ...written }, () => (out === undefined ? text : `Wrote ${[out, file].filter(Boolean).join(' and ')}.`));
}

async function workOutBy(engine: Engine, document: LoomDocument, walk: Walk): Promise<WorkedValue[]> {
  const request = requestFor(document, walk);
  const listed = await engine.request('trace', { ...request, most: 0 }).result;
  return workOut(listed, async (element) => (await engine.request('traceFormula', { ...request, element, through: true }).result).formula);
}

function requestFor(document: LoomDocument, { title, mode, samples, masks, step }: Walk): TraceRequest {
  return {
    from: { document, version: title },
    mode,
    samples: samples.map((sample) => ({ kind: 'given', ...sample })),
    ...(masks && { masks }),
    ...(step !== undefined && { step }),
  };
}

async function refuseExisting(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) fail('file-exists', `${path} already exists.`, { file: path, remedy: 'Choose another name, or give --force to replace it.' });
}
