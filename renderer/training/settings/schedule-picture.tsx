/** The learning rate over the planned run. */
import { formatCount } from '../../network/text';
import { valueText } from '../number-text';
import type { SchedulePoint } from './schedule-points';
import styles from './settings.module.css';

const WIDTH = 220;
const HEIGHT = 56;

interface SchedulePictureProps {
  readonly points: readonly SchedulePoint[];
  readonly rate: number;
  readonly epochs: number;
  /** It drops by what it will see; drawn is how it begins. */
  readonly watches: boolean;
}

export function SchedulePicture({ points, rate, epochs, watches }: SchedulePictureProps) {
  const last = points.at(-1)!;
  const highest = Math.max(...points.map(({ factor }) => factor), 1e-12);
  const place = ({ step, factor }: SchedulePoint): string => `${((WIDTH * step) / Math.max(1, last.step)).toFixed(1)},${(HEIGHT - 3 - ((HEIGHT - 6) * factor) / highest).toFixed(1)}`;
  const text = `Learning rate from ${valueText(rate * points[0]!.factor)}, at most ${valueText(rate * highest)}, to ${valueText(rate * last.factor)} over ${formatCount(last.step + 1)} steps`;
  return (
    <figure className={styles.schedule}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={text}>
        <polyline points={points.map(place).join(' ')} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>
        <span>{valueText(rate * points[0]!.factor)}</span>
        <span>{watches ? 'drops when the loss has settled' : `${formatCount(last.step + 1)} steps, ${epochs === 1 ? '1 epoch' : `${formatCount(epochs)} epochs`}`}</span>
        <span>{valueText(rate * last.factor)}</span>
      </figcaption>
    </figure>
  );
}
