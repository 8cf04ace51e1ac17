/** One open data set with what the data panel asks of it again and again. */
import { fail, LoomError, type Diagnostic } from '../../core/diagnostic';
import { augmentedPictures, preparedPicture } from '../../data/augment/preview';
import type { ImageBinding } from '../../data/bindings';
import { anchorsOfData, type DataAnchors } from '../../data/data-anchors';
import { SPLIT_NAMES, type Cell, type Column, type Dataset, type Pixels, type SplitName } from '../../data/dataset';
import type { ImageStep } from '../../data/preprocess';
import { cellTruth, truthColumn } from '../../data/truth';
import type { VisionAnswer } from '../../vision/answer';
import { ANCHOR_PICTURES, type AugmentedSample, type ClassCount, type DataRow, type DataSummary, type Distribution, type RowFilter, type Thumbnail } from '../protocol/data';
import { seenPicture, smallPicture } from './picture-bytes';
import { PictureTurns } from './picture-turns';

/** Of a row whose class cannot be read. */
const NO_LABEL = -1;
/** Files decoded together; more would hold too many full-size pictures at once. */
const DECODED_AT_ONCE = 4;
const ORIGINAL_SIZE = 256;
const DISTRIBUTION_RANGES = 32;

export class DatasetView {
  /** By row, the place of its split in `SPLIT_NAMES` plus one; 0 for rows that are left out. */
  private readonly splitOf: Uint8Array;
  private readonly labels = new Map<string, Promise<Int32Array>>();
  /** The last search: scrolling asks for window after window of the same one. */
  private lastPassing: { readonly key: string; readonly rows: Promise<Uint32Array> } | undefined;

  constructor(private readonly dataset: Dataset, private readonly turns = new PictureTurns()) {
    this.splitOf = new Uint8Array(dataset.rowCount);
    SPLIT_NAMES.forEach((name, index) => {
      for (const row of dataset.splits[name]) this.splitOf[row] = index + 1;
    });
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
    const passing = await this.passingOnce(filter);
    const rows = await Promise.all(Array.from(passing.subarray(offset, offset + count), (row) => this.describe(row)));
    return { rows, total: passing.length };
  }

  async thumbnails(rows: readonly number[], size: number, columnName: string | undefined): Promise<readonly Thumbnail[]> {
    const column = this.pictureColumn(columnName);
    const thumbnails: Thumbnail[] = [];
    for (let at = 0; at < rows.length; at += DECODED_AT_ONCE) {
      thumbnails.push(...(await this.turns.paint(() => Promise.all(rows.slice(at, at + DECODED_AT_ONCE).map((row) => this.thumbnail(row, column.name, size))))));
    }
    return thumbnails;
  }

  async distribution(name: string): Promise<Distribution> {
    const column = this.columns.find((one) => one.name === name);
    if (column?.kind !== 'number') return fail('not-numbers', `The data has no column of numbers called “${name}”.`, { expected: this.columns.filter(({ kind }) => kind === 'number').map((one) => one.name).join(', ') });
    const values: number[] = [];
    for (let row = 0; row < this.dataset.rowCount; row++) {
      const cell = await this.cell(row, name);
      if (typeof cell === 'number') values.push(cell);
    }
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
    const counts = Array.from({ length: DISTRIBUTION_RANGES }, () => 0);
    const width = (largest - least) / DISTRIBUTION_RANGES || 1;
    for (const value of values) counts[Math.min(DISTRIBUTION_RANGES - 1, Math.floor((value - least) / width))]!++;
    return { least, largest, counts, missing: this.dataset.rowCount - values.length };
  }

  async augmented(row: number, binding: ImageBinding, seed: number, count: number): Promise<AugmentedSample> {
    this.pictureColumn(binding.column);
    const original = await this.thumbnail(row, binding.column, ORIGINAL_SIZE);
    const prepared = await preparedPicture(this.dataset, row, binding);
    if (!prepared) return { original, draws: [] };
    const draws = await augmentedPictures(this.dataset, row, binding, seed, count);
    return { original, prepared: seenPicture(prepared, binding.steps), draws: draws.map((draw) => seenPicture(draw, binding.steps)) };
  }

  anchors(steps: readonly ImageStep[], count: number, now: readonly number[]): Promise<DataAnchors> {
    return anchorsOfData(this.dataset, { steps, count, pictures: ANCHOR_PICTURES, now });
  }

  private pictureColumn(wanted: string | undefined): Column {
    const pictures = this.columns.filter(({ kind }) => kind === 'image');
    const column = wanted === undefined ? pictures[0] : pictures.find(({ name }) => name === wanted);
    return column ?? fail('no-picture-column', wanted === undefined ? 'The data has no pictures.' : `The data has no picture column “${wanted}”.`, { expected: pictures.map(({ name }) => name).join(', ') });
  }

  private async thumbnail(row: number, column: string, size: number): Promise<Thumbnail> {
    this.requireRow(row);
    try {
      const small = smallPicture((await this.dataset.read(row, column)) as Pixels, size);
      const truth = await this.truthOf(row, small.width, small.height);
      return { row, ...small, ...(truth && { truth }) };
    } catch (error) {
      return { row, width: 0, height: 0, pixels: new Uint8Array(), problem: explanation(error) };
    }
  }

  /** What is in the picture of a row, in the pixels of its thumbnail. */
  private async truthOf(row: number, width: number, height: number): Promise<VisionAnswer | undefined> {
    const column = truthColumn(this.columns);
    return column && cellTruth(column, await this.dataset.read(row, column.name), width, height);
  }

  private async describe(row: number): Promise<DataRow> {
    const told = this.columns.filter(({ kind }) => kind === 'category' || kind === 'number' || kind === 'text');
    const values = await Promise.all(told.map(async (column) => [column.name, await this.text(row, column)] as const));
    const split = this.splitName(row);
    return { row, name: this.dataset.rowName(row), values: Object.fromEntries(values), ...(split && { split }) };
  }

  private splitName(row: number): SplitName | undefined {
    return SPLIT_NAMES[this.splitOf[row]! - 1];
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

  private passingOnce(filter: RowFilter = {}): Promise<Uint32Array> {
    const key = JSON.stringify(filter);
    if (this.lastPassing?.key !== key) this.lastPassing = { key, rows: this.passing(filter) };
    return this.lastPassing.rows;
  }

  private async passing({ split, label, search, leftOut }: RowFilter): Promise<Uint32Array> {
    const isInSplit = split === undefined ? undefined : SPLIT_NAMES.indexOf(split) + 1;
    const wanted = search?.toLowerCase();
    const labels = label && (await this.labelsOf(label.column));
    const index = label && this.classIndex(label.column, label.label);
    return Uint32Array.from({ length: this.dataset.rowCount }, (_, row) => row).filter(
      (row) =>
        (isInSplit === undefined || this.splitOf[row] === isInSplit) &&
        (leftOut !== true || this.splitOf[row] === 0) &&
        (labels === undefined || labels[row] === index) &&
        (wanted === undefined || wanted === '' || this.dataset.rowName(row).toLowerCase().includes(wanted)),
    );
  }

  private classIndex(name: string, label: string): number {
    const index = this.columns.find((column) => column.name === name)?.classes?.indexOf(label) ?? NO_LABEL;
    return index >= 0 ? index : fail('unknown-class', `The column “${name}” has no class “${label}”.`, { found: label });
  }

  /** Of the rows that are used. */
  private async classCounts({ name, classes = [] }: Column): Promise<readonly ClassCount[]> {
    const labels = await this.labelsOf(name);
    const counts = classes.map((label) => ({ label, rows: { train: 0, validation: 0, test: 0 } }));
    labels.forEach((label, row) => {
      const split = this.splitName(row);
      if (label !== NO_LABEL && split) counts[label]!.rows[split]++;
    });
    return counts;
  }

  private labelsOf(column: string): Promise<Int32Array> {
    const known = this.labels.get(column) ?? this.readLabels(column);
    this.labels.set(column, known);
    return known;
  }

  private async readLabels(column: string): Promise<Int32Array> {
    const labels = new Int32Array(this.dataset.rowCount);
    for (let row = 0; row < labels.length; row++) labels[row] = ((await this.cell(row, column)) as number | undefined) ?? NO_LABEL;
    return labels;
  }

  private requireRow(row: number): void {
    if (row >= this.dataset.rowCount) fail('no-such-row', `The data has no row ${row}.`, { expected: `0 to ${this.dataset.rowCount - 1}`, found: String(row) });
  }
}

function explanation(error: unknown): Diagnostic {
  if (error instanceof LoomError) return error.diagnostics[0]!;
  throw error;
}
