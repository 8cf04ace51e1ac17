/** A histogram over time: steps to the right, values upwards, the darker the more values. The pointer reads counts. */
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Distribution } from '../../../engine/run/watch/distribution';
import { formatCount } from '../../network/text';
import { useElementSize } from './use-element-size';
import { drawHeat } from './draw-heat';
import { valueText } from './value-text';
import { timeHistogram } from './time-histogram';
import styles from './layers-view.module.css';

const ROWS = 56;

interface HeatChartProps {
  readonly title: string;
  /** One per look; undefined where it does not know the tensor. */
  readonly distributions: readonly (Distribution | undefined)[];
  readonly steps: readonly number[];
  /** The chosen look. */
  readonly at: number;
  /** Why there is nothing to draw. */
  readonly absent: string;
}

interface Cell {
  readonly column: number;
  readonly row: number;
}

export function HeatChart({ title, distributions, steps, at, absent }: HeatChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frame, { width, height }] = useElementSize();
  const histogram = useMemo(() => timeHistogram(distributions, ROWS), [distributions]);
  const [pointed, setPointed] = useState<Cell>();

  useEffect(() => {
    const element = canvas.current;
    if (!element || !histogram || width === 0) return;
    const draw = () => drawHeat(element, histogram, { width, height, at });
    draw();
    const themes = new MutationObserver(draw);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => themes.disconnect();
  }, [histogram, width, height, at]);

  const now = distributions[at];
  const summary = now && `mean ${valueText(now.mean)}, standard deviation ${valueText(now.std)}, from ${valueText(now.min)} to ${valueText(now.max)}`;
  const onPointerMove = (event: PointerEvent): void => {
    if (!histogram) return;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(value * count)));
    setPointed({ column: share((event.clientX - box.left) / box.width, histogram.columns.length), row: share(1 - (event.clientY - box.top) / box.height, ROWS) });
  };

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
        <span className={styles.reading}>{pointed && histogram ? cellText(histogram, distributions, steps, pointed) : now ? `${valueText(now.mean)} ± ${valueText(now.std)}` : ''}</span>
      </figcaption>
      {histogram ? (
        <div className={styles.plot}>
          <div className={styles.values} aria-hidden>
            <span>{valueText(histogram.high)}</span>
            <span>{valueText(histogram.low)}</span>
          </div>
          <div ref={frame} className={styles.canvasFrame} onPointerMove={onPointerMove} onPointerLeave={() => setPointed(undefined)}>
            <canvas ref={canvas} role="img" aria-label={`${title} over time: ${summary ?? 'not known at this step'}`} />
          </div>
          <div className={styles.steps} aria-hidden>
            <span>{formatCount(steps[0] ?? 0)}</span>
            {steps.length > 1 && <span>{formatCount(steps.at(-1)!)}</span>}
          </div>
        </div>
      ) : (
        <p className={styles.absent}>{absent}</p>
      )}
    </figure>
  );
}

function cellText({ low, high, columns }: NonNullable<ReturnType<typeof timeHistogram>>, distributions: readonly (Distribution | undefined)[], steps: readonly number[], { column, row }: Cell): string {
  const found = distributions[column];
  if (!found) return `step ${formatCount(steps[column]!)}: not known`;
  const height = (high - low) / ROWS;
  const total = found.bins.reduce((sum, count) => sum + count, 0);
  return `step ${formatCount(steps[column]!)}, near ${valueText(low + (row + 0.5) * height)}: ${formatCount(Math.round(columns[column]![row]! * total))}`;
}
