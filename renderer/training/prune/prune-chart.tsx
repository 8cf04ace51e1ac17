/** The score at each share that was measured, and where the slider stands. */
import type { PruneCurve } from '../../../engine/run/compress/prune-curve';
import { scoreOf } from './score-text';
import styles from './prune.module.css';

/** In units of the picture, which is scaled to its room. */
const SIZE = { width: 440, height: 200 };
const ROOM = { left: 46, right: 12, top: 10, bottom: 26 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export function PruneChart({ curve, share }: { readonly curve: PruneCurve | undefined; readonly share: number }) {
  const points = curve?.points ?? [];
  const isAccuracy = points.every(({ accuracy }) => accuracy !== undefined);
  const valueOf = (index: number): number => (isAccuracy ? points[index]!.accuracy! : points[index]!.loss);
  // Losses of networks that are nearly gone may be no numbers; the axis is of those that are.
  const highest = isAccuracy ? 1 : Math.max(1e-6, ...points.map(({ loss }) => loss).filter(Number.isFinite));
  const x = (at: number): number => ROOM.left + at * (SIZE.width - ROOM.left - ROOM.right);
  const y = (value: number): number => SIZE.height - ROOM.bottom - (value / highest) * (SIZE.height - ROOM.top - ROOM.bottom);
  const drawn = points.flatMap((point, index) => (Number.isFinite(valueOf(index)) ? [{ point, place: [x(point.share), y(valueOf(index))] as const }] : []));
  return (
    <figure className={styles.chart}>
      <figcaption>{isAccuracy ? 'Accuracy by share of zeros' : 'Loss by share of zeros'}</figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={points.map((point) => `${Math.round(point.share * 100)} %: ${scoreOf(point)}`).join('; ')}>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={ROOM.left} x2={SIZE.width - ROOM.right} y1={y(tick * highest)} y2={y(tick * highest)} />
            <text className={styles.tick} x={ROOM.left - 6} y={y(tick * highest)} textAnchor="end" dominantBaseline="middle">{isAccuracy ? `${tick * 100} %` : Number((tick * highest).toPrecision(2))}</text>
            <text className={styles.tick} x={x(tick)} y={SIZE.height - 8} textAnchor={tick === 1 ? 'end' : 'middle'}>{`${tick * 100} %`}</text>
          </g>
        ))}
        <line className={styles.cursor} x1={x(share)} x2={x(share)} y1={ROOM.top} y2={SIZE.height - ROOM.bottom} />
        <polyline className={styles.curve} points={drawn.map(({ place }) => place.join()).join(' ')} />
        {drawn.map(({ point, place: [left, top] }) => <circle key={point.share} className={styles.point} cx={left} cy={top} r={3} />)}
      </svg>
    </figure>
  );
}
