/** A CSV table as a data set: numbers, categories, text, and pictures named by their paths. */
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fail, warning, type Diagnostic } from '../core/diagnostic';
import { checkPictures, type CheckDepth, type PictureCheck, type PictureFiles } from './check-pictures';
import { understandColumn, type TableColumn } from './csv-columns';
import { parseCsv, type CsvText } from './csv-parse';
import type { Cell, Column, Dataset, DataSource, SplitName, SplitOptions } from './dataset';
import { findDuplicates } from './find-duplicates';
import { count, note, some } from './findings';
import { splitNamed } from './folder-layout';
import { readBytes, readPicture } from './read-file';
import { splitAssigned, type Splits } from './split-rows';

export type CsvSource = Extract<DataSource, { kind: 'csv' }>;

const FEW_ROWS = 5;

/** Opens the table at `path`. Throws LoomError where it cannot be learned from. */
export async function openCsvTable(source: CsvSource, path: string, options: SplitOptions, depth: CheckDepth): Promise<Dataset> {
  const bytes = await readBytes(path, source.path);
  const table = parseCsv(bytes, source.path, source.header);
  const { targets, findings: targetFindings } = chooseTargets(source, table);
  const splitColumn = findSplitColumn(table);
  const findings: Diagnostic[] = [...table.findings, ...targetFindings];
  const columns: TableColumn[] = [];
  for (const [index, name] of table.names.entries()) {
    if (index === splitColumn?.index) continue;
    const understood = understandColumn(table, index, targets.includes(name), source.kinds?.[name]);
    findings.push(...understood.findings);
    if (understood.column) columns.push(understood.column);
  }
  requireTargets(columns, source.path);
  const pictures = await lookAtPictures(columns, dirname(path), depth, table);
  const unusable = new Set([...missingRows(columns), ...[...pictures.values()].flatMap(({ check }) => [...check.unreadable])]);
  findings.push(...describeMissing(columns, table), ...[...pictures.values()].flatMap(({ check }) => check.findings));
  const splits = divide(table, columns, unusable, splitColumn?.splits, options, source.path);
  if (splitColumn) findings.push(note('csv-split-column', `The column "${table.names[splitColumn.index]}" says which rows train, validate and test.`));
  findings.push(note('splits', `${count(splits.train.length, 'row')} for training, ${splits.validation.length} for validation, ${splits.test.length} for test.`));
  findings.push(...smallClasses(columns, splits));
  if (depth === 'full') for (const { files, check } of pictures.values()) findings.push(...(await findDuplicates(files, splits, check)));
  const described = columns.map((column) => describeColumn(column, splits.train, pictures.get(column.name)?.check));
  return new CsvTable(source, columns, described, table.lines, splits, findings, createHash('sha256').update(bytes).digest('hex'), dirname(path));
}

class CsvTable implements Dataset {
  readonly rowCount: number;

  constructor(
    readonly source: CsvSource,
    private readonly values: readonly TableColumn[],
    readonly columns: readonly Column[],
    private readonly lines: Uint32Array,
    readonly splits: Splits,
    readonly findings: readonly Diagnostic[],
    readonly fingerprint: string,
    private readonly folder: string,
  ) {
    this.rowCount = lines.length;
  }

  rowName(row: number): string {
    return `line ${this.lines[row]}`;
  }

  async read(row: number, name: string): Promise<Cell> {
    const column = this.values.find((candidate) => candidate.name === name);
    if (!column) {
      return fail('unknown-column', `The table ${this.source.path} has no column "${name}".`, { expected: this.columns.map((known) => known.name).join(', '), found: name });
    }
    if (column.missing.has(row)) {
      const line = this.lines[row]!;
      return fail('missing-value', `${this.source.path}, line ${line}: the column "${name}" has no value.`, { file: this.source.path, line });
    }
    if (column.kind === 'number') return column.numbers[row]!;
    if (column.kind === 'category') return column.labels[row]!;
    const text = column.texts[row]!;
    return column.kind === 'image' ? readPicture(resolve(this.folder, text), text) : text;
  }
}

function chooseTargets(source: CsvSource, { names }: CsvText): { targets: readonly string[]; findings: Diagnostic[] } {
  const targets = source.targets ?? (source.target === undefined ? [] : [source.target]);
  const unknown = targets.find((name) => !names.includes(name));
  if (unknown !== undefined) fail('csv-unknown-target', `${source.path} has no column "${unknown}" to predict.`, { file: source.path, expected: `one of ${names.join(', ')}`, found: unknown });
  if (targets.length > 0) return { targets, findings: [] };
  const candidates = names.filter((name) => name.toLowerCase() !== 'split');
  const last = candidates.at(-1)!;
  return { targets: [last], findings: [note('csv-target', `The last column, "${last}", is taken as what to predict.`, 'Name another target to change this.')] };
}

function requireTargets(columns: readonly TableColumn[], file: string): void {
  if (columns.length < 2) fail('csv-one-column', `${file} has only one usable column; there is nothing to predict from.`, { file, expected: 'at least one input column and one target' });
  for (const column of columns) {
    if (column.kind !== 'category' || !column.isTarget || column.classes.length >= 2) continue;
    fail('one-class', `Classification needs at least two classes; the target "${column.name}" is always "${column.classes[0]}".`, { file, expected: 'two or more different values', found: column.classes.join(', ') });
  }
}

/** A column called "split" whose values name splits is not data. */
function findSplitColumn({ names, rows }: CsvText): { index: number; splits: SplitName[] } | undefined {
  const index = names.findIndex((name) => name.toLowerCase() === 'split');
  if (index < 0) return undefined;
  const splits = rows.map((row) => splitNamed(row[index]!.trim()));
  return splits.every((split) => split !== undefined) ? { index, splits } : undefined;
}

type LookedAt = ReadonlyMap<string, { readonly files: PictureFiles; readonly check: PictureCheck }>;

async function lookAtPictures(columns: readonly TableColumn[], folder: string, depth: CheckDepth, { lines }: CsvText): Promise<LookedAt> {
  const looked = new Map<string, { files: PictureFiles; check: PictureCheck }>();
  for (const column of columns) {
    if (column.kind !== 'image') continue;
    const { texts } = column;
    const files: PictureFiles = {
      count: texts.length,
      pathOf: (row) => resolve(folder, texts[row]!),
      nameOf: (row) => `${texts[row]!} (line ${lines[row]})`,
    };
    looked.set(column.name, { files, check: await checkPictures(files, depth, column.missing) });
  }
  return looked;
}

function* missingRows(columns: readonly TableColumn[]): Generator<number> {
  for (const column of columns) yield* column.missing;
}

function describeMissing(columns: readonly TableColumn[], { lines }: CsvText): Diagnostic[] {
  return columns.flatMap(({ name, missing }) => {
    if (missing.size === 0) return [];
    const where = [...missing].sort((a, b) => a - b).map((row) => `${lines[row]}`);
    const message = `The column "${name}" lacks ${count(missing.size, 'value')} (${missing.size === 1 ? 'line' : 'lines'} ${some(where, 10)}); ${missing.size === 1 ? 'this row is' : 'these rows are'} left out.`;
    return [warning('csv-missing-values', message, { line: Number(where[0]) })];
  });
}

function divide(
  { lines }: CsvText, columns: readonly TableColumn[], unusable: ReadonlySet<number>, assigned: readonly SplitName[] | undefined, options: SplitOptions, file: string,
): Splits {
  const rows = Uint32Array.from(lines, (_, row) => row).filter((row) => !unusable.has(row));
  if (rows.length === 0) fail('csv-no-rows', `${file} has no row in which every value is present and readable.`, { file });
  const target = columns.find((column) => column.isTarget && column.kind === 'category');
  const labelOf = (row: number) => (target?.kind === 'category' ? target.labels[row]! : 0);
  const present = new Set(assigned);
  const shares = assigned
    ? { ...options, validation: present.has('validation') ? 0 : options.validation, test: 0 }
    : options;
  const splits = splitAssigned({ rows, labelOf, keyOf: (row) => `${lines[row]}` }, (row) => assigned?.[row] ?? 'train', shares);
  if (splits.train.length === 0) fail('csv-no-training-rows', `${file} has no row to train on.`, { file, expected: 'rows whose split is "train"' });
  return splits;
}

function smallClasses(columns: readonly TableColumn[], splits: Splits): Diagnostic[] {
  return columns.flatMap((column) => {
    if (column.kind !== 'category' || !column.isTarget) return [];
    const counts = new Uint32Array(column.classes.length);
    for (const part of Object.values(splits)) for (const row of part) counts[column.labels[row]!]!++;
    const small = column.classes.flatMap((name, index) => (counts[index]! < FEW_ROWS ? [`${name} (${counts[index]})`] : []));
    if (small.length === 0) return [];
    return [warning('few-rows', `${count(small.length, 'class', 'classes')} of "${column.name}" ${small.length === 1 ? 'has' : 'have'} fewer than ${FEW_ROWS} rows: ${some(small)}.`)];
  });
}

function describeColumn(column: TableColumn, train: Uint32Array, check: PictureCheck | undefined): Column {
  const { name, kind, isTarget } = column;
  if (column.kind === 'category') return { name, kind, isTarget, classes: column.classes };
  if (column.kind === 'number') return { name, kind, isTarget, statistics: statisticsOf(column.numbers, train) };
  return { name, kind, isTarget, ...(check?.image ? { image: check.image } : {}) };
}

function statisticsOf(numbers: Float64Array, rows: Uint32Array): { mean: number; standardDeviation: number } {
  const mean = rows.reduce((sum, row) => sum + numbers[row]!, 0) / rows.length;
  const variance = rows.reduce((sum, row) => sum + (numbers[row]! - mean) ** 2, 0) / rows.length;
  return { mean, standardDeviation: Math.sqrt(variance) };
}
