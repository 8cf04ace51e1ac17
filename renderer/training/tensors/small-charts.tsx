/** Pictures of a few pixels for the rows of a table; what they show stands beside them as figures. */
import { memo } from 'react';
import styles from './layers-view.module.css';

const WIDTH = 72;
const HEIGHT = 18;

/** Counts of equal intervals, from left to right. The tallest fills the height; a root keeps rare values visible. */
export const SmallHistogram = memo(function SmallHistogram({ bins }: { readonly bins: readonly number[] }) {
  const most = Math.max(1, ...bins);
  // One value only: a line in the middle.
  const step = bins.length === 1 ? 2 : WIDTH / bins.length;
  const from = bins.length === 1 ? WIDTH / 2 - 1 : 0;
  const path = bins
    .map((count, index) => {
      const height = count === 0 ? 0 : Math.max(1, Math.sqrt(count / most) * HEIGHT);
      return height === 0 ? '' : `M${(from + index * step).toFixed(1)} ${HEIGHT}v${-height.toFixed(1)}h${step.toFixed(1)}V${HEIGHT}z`;
    })
    .join('');
  return (
    <svg className={styles.histogram} width={WIDTH} height={HEIGHT} aria-hidden>
      <path d={path} />
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
    </svg>
  );
});

/** Numbers over time on a logarithmic axis of their own. */
export const Sparkline = memo(function Sparkline({ values }: { readonly values: readonly number[] }) {
  const logs = values.map((value) => (value > 0 ? Math.log10(value) : NaN));
  const known = logs.filter((value) => !Number.isNaN(value));
  if (known.length < 2) return <svg width={WIDTH} height={HEIGHT} aria-hidden />;
  const low = Math.min(...known);
  const span = Math.max(0.5, Math.max(...known) - low);
  let isOpen = false;
  const path = logs
    .map((value, index) => {
      if (Number.isNaN(value)) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${((index / (logs.length - 1)) * (WIDTH - 2) + 1).toFixed(1)} ${(HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4)).toFixed(1)}`;
    })
    .join('');
  return (
    <svg className={styles.sparkline} width={WIDTH} height={HEIGHT} aria-hidden>
      <path d={path} />
    </svg>
  );
});
