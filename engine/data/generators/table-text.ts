/** Samples of a generator as lines of a CSV table. Cells of more than one value take several columns. */
import type { Cell, Points } from '../dataset';
import type { GeneratedColumn, Generator, Sample } from './generator';

export class TableText {
  private readonly lines: string[];
  private readonly tellsSplit: boolean;

  /** `count` samples will be added, in whatever order. */
  constructor(private readonly generator: Generator, count: number) {
    // A split that the rows bring along is written down; otherwise whoever opens the table chooses.
    this.tellsSplit = generator.splitRule(count) !== 'chosen';
    this.lines = [[...generator.columns.flatMap(({ column }) => headsOf(column)), ...(this.tellsSplit ? ['split'] : [])].join(',')];
  }

  /** `picture` is where the sample's picture lies, relative to the table. */
  add(sample: Sample, picture: string): void {
    const fields = this.generator.columns.flatMap(({ column, cell }) => (column.kind === 'image' ? [picture] : fieldsOf(column, cell(sample))));
    this.lines[sample.index + 1] = [...fields, ...(this.tellsSplit ? [sample.split] : [])].join(',');
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

function headsOf({ name, kind, skeleton }: GeneratedColumn['column']): string[] {
  return kind === 'points' ? skeleton!.points.flatMap((point) => ['x', 'y', 'z', 'seen'].map((value) => `${point} ${value}`)) : [name];
}

function fieldsOf({ kind, classes }: GeneratedColumn['column'], cell: Cell): string[] {
  if (kind === 'category') return [classes![Number(cell)]!];
  return kind === 'points' ? Array.from((cell as Points).points, String) : [String(cell)];
}
