/** `--data DIR|FILE.csv|builtin:NAME[:COUNT]` */
import type { Command } from 'commander';
import type { DataSource } from '../data/dataset';
import { findGenerator, GENERATORS } from '../data/generators';
import { asUsage, oneOf, refuse, wholeNumber } from './option-values';

const BUILTIN = 'builtin:';

export const DATA_HELP = `a folder of pictures, a .csv table, or builtin:NAME[:COUNT] with NAME one of ${GENERATORS.map(({ name }) => name).join(', ')}`;

function parseDataSource(text: string): DataSource {
  if (text === '') return refuse('It must name a folder, a table or built-in data.');
  if (!text.startsWith(BUILTIN)) return /\.(csv|tsv)$/i.test(text) ? { kind: 'csv', path: text } : { kind: 'folder', path: text };
  const [name = '', count, ...rest] = text.slice(BUILTIN.length).split(':');
  asUsage(() => findGenerator(name));
  if (rest.length > 0) return refuse('It must be of the form builtin:NAME or builtin:NAME:COUNT.');
  return { kind: 'builtin', name, ...(count !== undefined && { count: wholeNumber({ from: 1 })(count) }) };
}

/** How data is to be understood where the guess would be wrong. */
export interface Understanding {
  /** Columns to predict, separated by commas. */
  readonly target?: string;
  /** Whether folders called train, validation and test are splits. */
  readonly layout?: FolderLayout;
}

const FOLDER_LAYOUTS = ['classes', 'splits'] as const;
type FolderLayout = (typeof FOLDER_LAYOUTS)[number];

/** `--data` with what goes along; `help` says what the data is for. */
export function addDataOptions(command: Command, help: string): Command {
  return command
    .option('--data <source>', help, parseDataSource)
    .option('--target <column>', 'what to predict, for tables; several are separated by commas')
    .option('--layout <kind>', 'whether folders called train, validation and test are splits or classes; unless given, what their insides suggest', oneOf(FOLDER_LAYOUTS));
}

export function understood(source: DataSource, { target, layout }: Understanding): DataSource {
  return withLayout(withTarget(source, target), layout);
}

function withLayout(source: DataSource, layout: FolderLayout | undefined): DataSource {
  if (layout === undefined) return source;
  return source.kind === 'folder' ? { ...source, layout } : refuse('--layout is about folders of pictures.');
}

function withTarget(source: DataSource, target: string | undefined): DataSource {
  if (target === undefined) return source;
  if (source.kind !== 'csv') return refuse('--target names a column of a table; pictures in folders are classified by folder.');
  const targets = target.split(',').map((name) => name.trim());
  return targets.length === 1 ? { ...source, target: targets[0]! } : { ...source, targets };
}
