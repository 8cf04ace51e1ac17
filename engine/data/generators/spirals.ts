import { balancedLabel, sampleStream, type Generator, type Sample } from './generator';
import { rounded } from './table-numbers';

const NAME = 'spirals';
const ARMS = ['first', 'second', 'third'];
const TURNS = 1.1;
/** Standard deviation of the distance from the arm; neighbouring arms are at least 0.25 apart outside the middle. */
const JITTER = 0.025;

function arm(sample: Sample): number {
  return balancedLabel(NAME, sample, ARMS.length);
}

function pointOf(sample: Sample): { readonly x: number; readonly y: number } {
  const random = sampleStream(NAME, sample, 'point');
  // The square root spreads the points evenly along the arm, which grows with the radius.
  const radius = 0.1 + 0.9 * Math.sqrt(random.uniform());
  const angle = 2 * Math.PI * (arm(sample) / ARMS.length + TURNS * radius);
  return {
    x: rounded(radius * Math.cos(angle) + JITTER * random.normal()),
    y: rounded(radius * Math.sin(angle) + JITTER * random.normal()),
  };
}

export const spirals: Generator = {
  name: NAME,
  title: 'Spirals',
  docs: 'Points of a plane on three intertwined spiral arms; the arm is to be told from x and y. No straight line divides them.',
  version: 1,
  defaultCount: 900,
  splitRule: () => 'chosen',
  files: 'table',
  columns: [
    { column: { name: 'x', kind: 'number', isTarget: false }, cell: (sample) => pointOf(sample).x },
    { column: { name: 'y', kind: 'number', isTarget: false }, cell: (sample) => pointOf(sample).y },
    { column: { name: 'arm', kind: 'category', classes: ARMS, isTarget: true }, cell: arm },
  ],
};
