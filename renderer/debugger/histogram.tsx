/** How often which numbers occur. */
import { valueText } from '../maps/answer-text';
import { spanOf } from './number-span';
import styles from './numbers.module.css';

const BINS = 40;
const HEIGHT = 24;

interface HistogramProps {
  readonly numbers: Float64Array;
  /** Whether there are more than these. */
  readonly isPart: boolean;
}

export function Histogram({ numbers, isPart }: HistogramProps) {
  const { min, max } = spanOf(numbers);
  const bins = Array<number>(BINS).fill(0);
  const width = max > min ? (max - min) / BINS : 1;
  for (const value of numbers) if (Number.isFinite(value)) bins[Math.min(BINS - 1, Math.floor((value - min) / width))]!++;
  const most = Math.max(1, ...bins);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  return (
    <figure className={styles.histogram} title={isPart ? 'How often which numbers occur, on this page' : 'How often which numbers occur'}>
      <svg viewBox={`0 0 ${BINS} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`Histogram${isPart ? ' of this page' : ''}: from ${valueText(min)} to ${valueText(max)}, mean ${valueText(mean)}`}>
        {bins.map((count, index) => <rect key={index} x={index + 0.05} width={0.9} y={HEIGHT - (HEIGHT * count) / most} height={(HEIGHT * count) / most} />)}
      </svg>
      <figcaption>
        <span>{valueText(min)}</span>
        <span>{`mean ${valueText(mean)}`}</span>
        <span>{valueText(max)}</span>
      </figcaption>
    </figure>
  );
}
