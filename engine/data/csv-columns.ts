/** Understanding the columns of a table: numbers, categories, pictures or text, and which values are missing. */
import { fail, warning, type Diagnostic } from '../core/diagnostic';
import type { ColumnKind } from './dataset';
import { isMissing, numberIn, type CsvText } from './csv-parse';
import { looksLikeImage } from './decode/formats';
import { count, note, some } from './findings';
import { compareNames } from './name-order';

/** A column with its values in final form; `NaN`, −1 and '' stand where `missing` says so. */
export type TableColumn = { readonly name: string; readonly isTarget: boolean; readonly missing: ReadonlySet<number> } & (
  | { readonly kind: 'number'; readonly numbers: Float64Array }
  | { readonly kind: 'category'; readonly classes: readonly string[]; readonly labels: Int32Array }
  | { readonly kind: 'text' | 'image'; readonly texts: readonly string[] }
);

export interface Understood {
  readonly column: TableColumn | undefined;
  readonly findings: readonly Diagnostic[];
}

/** A column is one of numbers where at most this share of its values is something else; those are reported as missing. */
const STRAY_SHARE = 0.1;
/** A column that lacks more than this is left out instead of taking its rows with it. */
const MISSING_SHARE = 0.3;
const MOST_CATEGORIES = 1000;
const LONGEST_CATEGORY = 60;
/** A target of whole numbers 0, 1, 2 … (or 1, 2 …) up to this many different ones is taken for class numbers. */
const MOST_NUMBERED_CLASSES = 20;

export function understandColumn(table: CsvText, index: number, isTarget: boolean, wanted: ColumnKind | undefined): Understood {
  const name = table.names[index]!;
  const values = table.rows.map((row) => row[index]!.trim());
  const missing = new Set(values.flatMap((value, row) => (isMissing(value) ? [row] : [])));
  const { kind, findings } = wanted ? { kind: wanted, findings: [] } : guessKind(name, values, missing, table.decimalComma, isTarget);
  if (missing.size > MISSING_SHARE * values.length && !isTarget) {
    const share = Math.round((100 * missing.size) / values.length);
    return { column: undefined, findings: [warning('csv-column-left-out', `The column "${name}" is left out: ${share} % of its values are missing.`, { remedy: 'Fill in the values to use it.' })] };
  }
  const found = { name, isTarget };
  if (kind === 'number') {
    const { numbers, stray } = toNumbers(values, missing, table, name);
    return { column: { ...found, kind, numbers, missing: new Set([...missing, ...stray.rows]) }, findings: [...findings, ...stray.findings] };
  }
  if (kind === 'category') return { column: { ...found, kind, ...toCategories(values, missing), missing }, findings };
  if (kind === 'text' || kind === 'image') return { column: { ...found, kind, texts: values, missing }, findings };
  return fail('csv-kind', `The column "${name}" of a CSV table cannot be of kind "${kind}".`, { expected: 'number, category, text or image', found: kind });
}

function guessKind(name: string, values: readonly string[], missing: ReadonlySet<number>, decimalComma: boolean, isTarget: boolean): { kind: ColumnKind; findings: Diagnostic[] } {
  const present = values.filter((_, row) => !missing.has(row));
  if (present.length === 0) fail('csv-column-empty', `The column "${name}" has no values at all.`, { found: 'only missing values', remedy: 'Remove the column.' });
  const numbers = present.flatMap((value) => numberIn(value, decimalComma) ?? []);
  if (numbers.length >= (1 - STRAY_SHARE) * present.length) {
    if (!isTarget || !areClassNumbers(numbers)) return { kind: 'number', findings: [] };
    return { kind: 'category', findings: [note('csv-target-classes', `The target "${name}" has the values ${some(distinct(present).sort(compareNames))}; they are taken for classes.`, `If they are amounts, set the kind of "${name}" to "number".`)] };
  }
  if (present.every(looksLikeImage)) return { kind: 'image', findings: [] };
  const different = distinct(present);
  const short = present.every((value) => value.length <= LONGEST_CATEGORY);
  const repeated = different.length <= Math.max(2, present.length / 2) && different.length <= MOST_CATEGORIES;
  return { kind: isTarget || (short && repeated) ? 'category' : 'text', findings: [] };
}

function areClassNumbers(numbers: readonly number[]): boolean {
  const different = distinct(numbers);
  const smallest = different.reduce((a, b) => Math.min(a, b));
  const largest = different.reduce((a, b) => Math.max(a, b));
  return different.every(Number.isInteger) && (smallest === 0 || smallest === 1) && largest - smallest === different.length - 1 && different.length <= MOST_NUMBERED_CLASSES;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function toNumbers(values: readonly string[], missing: ReadonlySet<number>, table: CsvText, name: string) {
  const numbers = new Float64Array(values.length).fill(Number.NaN);
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (missing.has(row)) return;
    const number = numberIn(value, table.decimalComma);
    if (number === undefined) rows.push(row);
    else numbers[row] = number;
  });
  const strays = rows.map((row) => `"${values[row]}" (line ${table.lines[row]})`);
  const findings = rows.length === 0 ? [] : [warning('csv-not-a-number', `${count(rows.length, 'value')} of the column "${name}" ${rows.length === 1 ? 'is not a number' : 'are not numbers'} and ${rows.length === 1 ? 'counts' : 'count'} as missing: ${some(strays)}.`, { line: table.lines[rows[0]!]! })];
  return { numbers, stray: { rows, findings } };
}

function toCategories(values: readonly string[], missing: ReadonlySet<number>): { classes: string[]; labels: Int32Array } {
  const classes = distinct(values.filter((_, row) => !missing.has(row))).sort(compareNames);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  return { classes, labels: Int32Array.from(values, (value, row) => (missing.has(row) ? -1 : indexOf.get(value)!)) };
}
