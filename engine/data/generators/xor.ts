import { balancedLabel, sampleStream, type Generator, type Sample } from './generator';
import { rounded } from './table-numbers';

const NAME = 'xor';
const PATTERNS = [[0, 0], [0, 1], [1, 0], [1, 1]] as const;
/** Four standard deviations from the line between the classes. */
const JITTER = 0.12;

/** With four samples the table is the truth table itself, in its usual order. */
function isTruthTable(count: number): boolean {
  return count === PATTERNS.length;
}

function patternOf(sample: Sample): readonly [number, number] {
  return PATTERNS[isTruthTable(sample.count) ? sample.index : balancedLabel(NAME, sample, PATTERNS.length)]!;
}

function coordinate(sample: Sample, axis: 0 | 1): number {
  const exact = patternOf(sample)[axis];
  if (isTruthTable(sample.count)) return exact;
  return rounded(exact + JITTER * sampleStream(NAME, sample, `x${axis + 1}`).normal());
}

export const xor: Generator = {
  name: NAME,
  title: 'Exclusive or',
  docs: 'y is 1 where exactly one of x1 and x2 is 1. Four samples are the truth table; more are scattered around its corners.',
  version: 1,
  defaultCount: 4,
  // Without one of the four patterns there is nothing to learn it from.
  splitRule: (count) => (isTruthTable(count) ? 'train' : 'chosen'),
  files: 'table',
  columns: [
    { column: { name: 'x1', kind: 'number', isTarget: false }, cell: (sample) => coordinate(sample, 0) },
    { column: { name: 'x2', kind: 'number', isTarget: false }, cell: (sample) => coordinate(sample, 1) },
    {
      column: { name: 'y', kind: 'category', classes: ['0', '1'], isTarget: true },
      cell(sample) {
        const [x1, x2] = patternOf(sample);
        return x1 === x2 ? 0 : 1;
      },
    },
  ],
};
