/** `--data DIR|FILE.csv|builtin:NAME[:COUNT]` */
import type { DataSource } from '../data/dataset';
import { findGenerator, GENERATORS } from '../data/generators';
import { asUsage, refuse, wholeNumber } from './option-values';

const BUILTIN = 'builtin:';

export const DATA_HELP = `a folder of pictures, a .csv table, or builtin:NAME[:COUNT] with NAME one of ${GENERATORS.map(({ name }) => name).join(', ')}`;

export function parseDataSource(text: string): DataSource {
  if (text === '') return refuse('It must name a folder, a table or built-in data.');
  if (!text.startsWith(BUILTIN)) return /\.(csv|tsv)$/i.test(text) ? { kind: 'csv', path: text } : { kind: 'folder', path: text };
  const [name = '', count, ...rest] = text.slice(BUILTIN.length).split(':');
  asUsage(() => findGenerator(name));
  if (rest.length > 0) return refuse('It must be of the form builtin:NAME or builtin:NAME:COUNT.');
  return { kind: 'builtin', name, ...(count !== undefined && { count: wholeNumber({ from: 1 })(count) }) };
}

/** The same data with the column to predict chosen; several are separated by commas. */
export function withTarget(source: DataSource, target: string | undefined): DataSource {
  if (target === undefined) return source;
  if (source.kind !== 'csv') return refuse('--target names a column of a table; pictures in folders are classified by folder.');
  const targets = target.split(',').map((name) => name.trim());
  return targets.length === 1 ? { ...source, target: targets[0]! } : { ...source, targets };
}
