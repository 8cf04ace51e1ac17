/** Precision over recall as lines. The area under a line is the average precision that its legend says. */
import { useState, type PointerEvent } from 'react';
import type { PrecisionCurve } from '../../../engine/vision/precision-curves';
import { percentText } from '../number-text';
import styles from './objects.module.css';

/** In units of the drawing; it is stretched to its place, lines keep their width. */
const SIDE = 100;
const GRID = [0, 25, 50, 75, 100];

interface PrecisionChartProps {
  readonly curve: PrecisionCurve;
  readonly name: string;
}

export function PrecisionChart({ curve, name }: PrecisionChartProps) {
  const [at, setAt] = useState<number>();
  const [ap50, ap] = [meanOf(curve.ap50), meanOf(curve.ap)];
  const read = ({ currentTarget, clientX }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setAt(Math.min(SIDE, Math.max(0, Math.round(((clientX - left) / width) * SIDE))));
  };
  return (
    <figure className={styles.chart}>
      <div className={styles.axes}>
        <span className={styles.precision} aria-hidden><i>1</i><i>precision</i><i>0</i></span>
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} preserveAspectRatio="none" role="img" aria-label={`Precision over recall, ${name}: AP50 ${percentText(ap50, 1)}, AP50–95 ${percentText(ap, 1)}`} onPointerMove={read} onPointerLeave={() => setAt(undefined)}>
          {GRID.map((place) => (
            <g key={place} className={styles.grid}>
              <line x1={place} x2={place} y1={0} y2={SIDE} />
              <line x1={0} x2={SIDE} y1={place} y2={place} />
            </g>
          ))}
          {at !== undefined && <line className={styles.cursor} x1={at} x2={at} y1={0} y2={SIDE} />}
          <path className={styles.strict} d={pathOf(curve.ap)} />
          <path className={styles.half} d={pathOf(curve.ap50)} />
        </svg>
        <span className={styles.recall} aria-hidden><i>0</i><i>recall</i><i>1</i></span>
      </div>
      <figcaption>
        <span data-line="half">AP50 <b>{percentText(at === undefined ? ap50 : curve.ap50[at]!, 1)}</b></span>
        <span data-line="strict">AP50–95 <b>{percentText(at === undefined ? ap : curve.ap[at]!, 1)}</b></span>
        <span className={styles.reading}>{at === undefined ? 'area under the line' : `precision at recall ${(at / SIDE).toFixed(2)}`}</span>
      </figcaption>
    </figure>
  );
}

function pathOf(precisions: readonly number[]): string {
  return precisions.map((precision, recall) => `${recall === 0 ? 'M' : 'L'}${recall} ${(SIDE * (1 - precision)).toFixed(2)}`).join('');
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
