/** How a watched number went from update to update. */
import styles from './watches.module.css';

const WIDTH = 120;
const HEIGHT = 22;

interface SparkLineProps {
  readonly heights: readonly number[];
  /** What is drawn, and from where to where. */
  readonly label: string;
}

export function SparkLine({ heights, label }: SparkLineProps) {
  const known = heights.filter(Number.isFinite);
  if (known.length < 2) return null;
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const x = (index: number): number => 2 + ((WIDTH - 4) * index) / (heights.length - 1);
  const y = (value: number): number => (max > min ? HEIGHT - 3 - ((HEIGHT - 6) * (value - min)) / (max - min) : HEIGHT / 2);
  const points = heights.flatMap((value, index) => (Number.isFinite(value) ? [`${x(index).toFixed(1)},${y(value).toFixed(1)}`] : []));
  const last = heights.length - 1;
  return (
    <svg className={styles.spark} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
      {Number.isFinite(heights[last]) && <circle cx={x(last)} cy={y(heights[last]!)} r={2.5} />}
    </svg>
  );
}
