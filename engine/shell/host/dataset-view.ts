/** One open data set with what the data panel asks of it again and again. */
import { fail, LoomError, type Diagnostic } from '../../core/diagnostic';
import { SPLIT_NAMES, type Cell, type Column, type Dataset, type Pixels, type SplitName } from '../../data/dataset';
import { resample } from '../../data/resample';
import type { ClassCount, DataRow, DataSummary, RowFilter, Thumbnail } from '../protocol/data';

/** Of a row whose class cannot be read. */
const NO_LABEL = -1;
/** Files decoded together; more would hold too many full-size pictures at once. */
const DECODED_AT_ONCE = 4;

export class DatasetView {
  /** Rows of all splits, in ascending order. */
  private readonly rows: Uint32Array;
  private readonly splitOf: ReadonlyMap<number, SplitName>;
  private readonly labels = new Map<string, Promise<ReadonlyMap<number, number>>>();

  constructor(private readonly dataset: Dataset) {
    this.splitOf = new Map(SPLIT_NAMES.flatMap((name) => Array.from(dataset.splits[name], (row) => [row, name] as const)));
    this.rows = Uint32Array.from(this.splitOf.keys()).sort();
  }

  get columns(): readonly Column[] {
    return this.dataset.columns;
  }

  async summary(): Promise<DataSummary> {
    const { columns, rowCount, fingerprint, findings, splits } = this.dataset;
    const counted = await Promise.all(columns.filter(({ kind }) => kind === 'category').map(async (column) => [column.name, await this.classCounts(column)] as const));
    return {
      columns,
      rowCount,
      splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
      classes: Object.fromEntries(counted),
      fingerprint,
      findings,
    };
  }

  async rowsOf(filter: RowFilter | undefined, offset: number, count: number): Promise<{ rows: readonly DataRow[]; total: number }> {
    const passing = await this.passing(filter);
    const rows = await Promise.all(Array.from(passing.slice(offset, offset + count), (row) => this.describe(row)));
    return { rows, total: passing.length };
  }

  async thumbnails(rows: readonly number[], size: number, columnName: string | undefined): Promise<readonly Thumbnail[]> {
    const pictures = this.columns.filter(({ kind }) => kind === 'image');
    const column = columnName === undefined ? pictures[0] : pictures.find(({ name }) => name === columnName);
    if (!column) return fail('no-picture-column', columnName === undefined ? 'The data has no pictures.' : `The data has no picture column “${columnName}”.`, { expected: pictures.map(({ name }) => name).join(', ') });
    const thumbnails: Thumbnail[] = [];
    for (let at = 0; at < rows.length; at += DECODED_AT_ONCE) {
      thumbnails.push(...(await Promise.all(rows.slice(at, at + DECODED_AT_ONCE).map((row) => this.thumbnail(row, column.name, size)))));
    }
    return thumbnails;
  }

  private async thumbnail(row: number, column: string, size: number): Promise<Thumbnail> {
    this.requireRow(row);
    try {
      return { row, ...small((await this.dataset.read(row, column)) as Pixels, size) };
    } catch (error) {
      return { row, width: 0, height: 0, pixels: new Uint8Array(), problem: explanation(error) };
    }
  }

  private async describe(row: number): Promise<DataRow> {
    const told = this.columns.filter(({ kind }) => kind === 'category' || kind === 'number' || kind === 'text');
    const values = await Promise.all(told.map(async (column) => [column.name, await this.text(row, column)] as const));
    return { row, name: this.dataset.rowName(row), split: this.splitOf.get(row)!, values: Object.fromEntries(values) };
  }

  private async text(row: number, { name, classes }: Column): Promise<string> {
    const cell = await this.cell(row, name);
    return cell === undefined ? '' : classes ? (classes[cell as number] ?? '') : String(cell);
  }

  /** Undefined where it cannot be read; the findings of the data set say why. */
  private async cell(row: number, column: string): Promise<Cell | undefined> {
    try {
      return await this.dataset.read(row, column);
    } catch (error) {
      if (error instanceof LoomError) return undefined;
      throw error;
    }
  }

  private async passing(filter: RowFilter = {}): Promise<Uint32Array> {
    const { split, label } = filter;
    const inSplit = split === undefined ? this.rows : Uint32Array.from(this.dataset.splits[split]).sort();
    if (!label) return inSplit;
    const index = this.columns.find(({ name }) => name === label.column)?.classes?.indexOf(label.label) ?? NO_LABEL;
    if (index < 0) return fail('unknown-class', `The column “${label.column}” has no class “${label.label}”.`, { found: label.label });
    const labels = await this.labelsOf(label.column);
    return inSplit.filter((row) => labels.get(row) === index);
  }

  private async classCounts({ name, classes = [] }: Column): Promise<readonly ClassCount[]> {
    const labels = await this.labelsOf(name);
    const counts = classes.map((label) => ({ label, rows: { train: 0, validation: 0, test: 0 } }));
    for (const [row, label] of labels) if (label !== NO_LABEL) counts[label]!.rows[this.splitOf.get(row)!]++;
    return counts;
  }

  private labelsOf(column: string): Promise<ReadonlyMap<number, number>> {
    const known = this.labels.get(column) ?? this.readLabels(column);
    this.labels.set(column, known);
    return known;
  }

  private async readLabels(column: string): Promise<ReadonlyMap<number, number>> {
    const labels = new Map<number, number>();
    for (const row of this.rows) labels.set(row, ((await this.cell(row, column)) as number | undefined) ?? NO_LABEL);
    return labels;
  }

  private requireRow(row: number): void {
    if (row >= this.dataset.rowCount) fail('no-such-row', `The data has no row ${row}.`, { expected: `0 to ${this.dataset.rowCount - 1}`, found: String(row) });
  }
}

/** At most `size` pixels on its longer side; small pictures stay as they are, for the canvas to enlarge. */
function small(pixels: Pixels, size: number): Pick<Thumbnail, 'width' | 'height' | 'pixels'> {
  const factor = Math.min(1, size / Math.max(pixels.width, pixels.height));
  const [width, height] = [pixels.width, pixels.height].map((side) => Math.max(1, Math.round(side * factor))) as [number, number];
  const { data, channels } = resample(pixels, { x: 0, y: 0, width: pixels.width, height: pixels.height }, width, height);
  const rgba = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgba[4 * pixel + channel] = data[pixel * channels + Math.min(channel, channels - 1)]!;
    rgba[4 * pixel + 3] = 255;
  }
  return { width, height, pixels: rgba };
}

function explanation(error: unknown): Diagnostic {
  if (error instanceof LoomError) return error.diagnostics[0]!;
  throw error;
}
