/** A generator as a data set: nothing is stored, every cell is made when it is read. */
import { fail, type Diagnostic } from '../../core/diagnostic';
import type { Cell, Column, Dataset, DataSource, SplitName, SplitOptions } from '../dataset';
import { count as counted, note } from '../findings';
import { splitRows, type Splits } from '../split-rows';
import { sampleAt, type Generator, type Sample } from './generator';
import { checkRequest, findGenerator } from './registry';

export type BuiltinSource = Extract<DataSource, { kind: 'builtin' }>;

const DEFAULT_SEED = 1;

/** Opens `builtin:NAME`. `split` counts only for generators whose samples are all alike. Throws LoomError where it cannot. */
export async function openBuiltin(source: BuiltinSource, split: SplitOptions): Promise<Dataset> {
  const generator = findGenerator(source.name);
  const count = source.count ?? generator.defaultCount;
  const seed = source.seed ?? DEFAULT_SEED;
  checkRequest(count, seed);
  return new BuiltinDataset(source, generator, count, seed, split);
}

class BuiltinDataset implements Dataset {
  readonly columns: readonly Column[];
  readonly splits: Splits;
  readonly fingerprint: string;
  readonly findings: readonly Diagnostic[];

  constructor(
    readonly source: BuiltinSource,
    private readonly generator: Generator,
    readonly rowCount: number,
    private readonly seed: number,
    split: SplitOptions,
  ) {
    this.splits = generator.splitRule(rowCount) === 'chosen' ? this.chosenSplits(split) : this.assignedSplits();
    const statistics = this.statistics();
    this.columns = generator.columns.map(({ column }) => (column.kind === 'number' ? { ...column, statistics: statistics.get(column.name)! } : column));
    // Everything the samples depend on; the data itself need not be hashed.
    this.fingerprint = `builtin:${generator.name}:version=${generator.version}:count=${rowCount}:seed=${seed}`;
    this.findings = [this.summary()];
  }

  rowName(row: number): string {
    return `sample ${row}`;
  }

  async read(row: number, column: string): Promise<Cell> {
    const generated = this.generator.columns.find((candidate) => candidate.column.name === column);
    if (!generated) {
      const names = this.generator.columns.map((known) => known.column.name).join(', ');
      return fail('unknown-column', `The built-in data set "${this.generator.name}" has no column "${column}".`, {
        expected: names,
        found: column,
        remedy: `Choose one of: ${names}.`,
      });
    }
    return generated.cell(this.sample(row));
  }

  private sample(row: number): Sample {
    return sampleAt(this.generator, row, this.rowCount, this.seed);
  }

  private assignedSplits(): Splits {
    const rowsOf = (split: SplitName) => this.rows().filter((row) => this.sample(row).split === split);
    return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') };
  }

  private chosenSplits(options: SplitOptions): Splits {
    const target = this.generator.columns.find(({ column }) => column.isTarget && column.kind === 'category');
    const labelOf = (row: number) => Number(target?.cell(this.sample(row)) ?? 0);
    return splitRows({ rows: this.rows(), labelOf, keyOf: (row) => this.rowName(row) }, options);
  }

  private rows(): Uint32Array {
    return Uint32Array.from({ length: this.rowCount }, (_, row) => row);
  }

  /** Of the columns of numbers, row by row: the numbers of a sample are made together. */
  private statistics(): ReadonlyMap<string, NonNullable<Column['statistics']>> {
    const { train } = this.splits;
    const measured = this.generator.columns.filter(({ column }) => column.kind === 'number').map(({ column, cell }) => ({ name: column.name, cell, values: new Float64Array(train.length) }));
    if (measured.length === 0) return new Map();
    train.forEach((row, index) => {
      const sample = this.sample(row);
      for (const { cell, values } of measured) values[index] = Number(cell(sample));
    });
    return new Map(measured.map(({ name, values }) => [name, spreadOf(values)]));
  }

  private summary(): Diagnostic {
    const { train, validation, test } = this.splits;
    const message =
      `Built-in ${this.generator.name}, seed ${this.seed}: ${counted(train.length, 'sample')} for training, ` +
      `${validation.length} for validation, ${test.length} for test.`;
    return note('splits', message);
  }
}

function spreadOf(values: Float64Array): NonNullable<Column['statistics']> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, standardDeviation: Math.sqrt(variance) };
}
