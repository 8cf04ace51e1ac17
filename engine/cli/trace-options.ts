/** The options of `layerloom trace` that say what is fed. */
import type { Command } from 'commander';
import type { DataSource } from '../data/dataset';
import type { LoomDocument } from '../document/model';
import type { TraceRequest } from '../run/trace';
import type { TraceSample } from '../run/trace-sample';
import { understood, type Understanding } from './data-option';
import { fitToSource, openNetwork, ownSource, requireSound, templateSource } from './open-network';
import { collected, oneOf, realNumber, refuse, splitPair, wholeNumber } from './option-values';
import type { Terminal } from './terminal';
import { splitOptions } from './training-options';

export interface FedOptions extends Understanding {
  readonly data?: DataSource;
  readonly sample: readonly number[];
  readonly input?: readonly string[];
  readonly truth?: readonly string[];
  readonly mask?: readonly string[];
  readonly mode: 'train' | 'test';
  readonly steps: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly update?: string;
}

export function addFedOptions(command: Command): Command {
  return command
    .option('--sample <rows>', 'rows of the data, from 0: one, or several as one batch, as in 0,1,2', rowNumbers, [0])
    .option('--input <name=numbers>', 'numbers for an Input instead of a row, as in x=9,2,7; may be given several times', collected)
    .option('--truth <name=numbers>', 'what an Output should answer, with --input', collected)
    .option('--mask <name=bits>', 'a dropout mask set by hand, as in drop.mask=0,1,1,0; may be given several times', collected)
    .option('--mode <mode>', 'train: a step with masks, gradients and update; test: a pass in use', oneOf(['train', 'test']), 'train')
    .option('--steps <n>', 'show the n-th step on the same sample', wholeNumber({ from: 1, upTo: 100_000 }), 1)
    .option('--rate <rate>', 'learning rate; the document’s unless given', realNumber({ from: 0 }))
    .option('--seed <n>', 'of the masks that are drawn', wholeNumber({ from: 0, upTo: 2 ** 32 - 1 }))
    .option('--update <name>', 'which update of the training program; the first unless given');
}

/** Throws LoomError where the network has problems, or a usage error where it has no data and no numbers are given. */
export async function traceRequest(argument: string, options: FedOptions, terminal: Terminal): Promise<TraceRequest> {
  const { document, source } = await tracedNetwork(argument, options, terminal);
  requireSound(document);
  const { mode, steps, rate, seed, update } = options;
  return {
    from: { document, version: argument },
    samples: [sampleOf(options, document, source)],
    mode,
    step: steps,
    ...(rate !== undefined && { rate }),
    ...(seed !== undefined && { seed }),
    ...(update !== undefined && { update }),
    ...(options.mask && { masks: Object.fromEntries(options.mask.map(namedNumbers)) }),
  };
}

async function tracedNetwork(argument: string, options: FedOptions, terminal: Terminal): Promise<{ document: LoomDocument; source: DataSource | undefined }> {
  const opened = await openNetwork(argument);
  if (opened.kind === 'template') {
    const source = understood(templateSource(opened.template, options.data), options);
    const document = await fitToSource(opened.template, source, splitOptions({}));
    return { document: { ...document, data: { ...document.data, source } }, source };
  }
  terminal.report(opened.diagnostics.filter(({ code }) => code !== 'data-missing'));
  const own = options.data ?? ownSource(opened);
  const source = own && understood(own, options);
  const { data, ...rest } = opened.document;
  return { document: source ? { ...rest, data: { ...data, source } } : rest, source };
}

function sampleOf({ input, truth, sample }: FedOptions, document: LoomDocument, source: DataSource | undefined): TraceSample {
  if (input) return { kind: 'given', inputs: Object.fromEntries(input.map(namedNumbers)), ...(truth && { targets: Object.fromEntries(truth.map(namedNumbers)) }) };
  if (truth) return refuse('--truth goes with --input; a row of the data brings its own.');
  if (!source) return refuse('The document has no data. Give numbers with --input NAME=1,2,3 and --truth NAME=1, or data with --data.');
  return { kind: 'rows', source, split: splitOptions({}, document), rows: sample };
}

function rowNumbers(text: string): number[] {
  return text.split(',').map((part) => wholeNumber({ from: 0 })(part.trim()));
}

function namedNumbers(pair: string): readonly [string, number[]] {
  const { key, value } = splitPair(pair);
  if (key === '' || value === undefined) return refuse(`“${pair}” is not of the form NAME=1,2,3.`);
  const numbers = value.split(/[\s,;]+/).filter((part) => part !== '').map(Number);
  return numbers.some((number) => !Number.isFinite(number)) ? refuse(`“${pair}” holds something that is no number.`) : [key, numbers];
}
