/** Curves of a playground: the chart of the Training panel with a name and a line for what stands under the cursor. */
import { useState } from 'react';
import { Chart } from '../training/curves/chart';
import type { ChartCurve } from '../training/curves/uplot-options';
import styles from './loss-chart.module.css';

interface LossChartProps {
  readonly title: string;
  readonly curves: readonly ChartCurve[];
  readonly isLog?: boolean;
  /** What is under the cursor takes its place. */
  readonly caption?: string;
  /** In words, before there is anything to draw. */
  readonly empty?: string;
}

export function LossChart({ title, curves, isLog = false, caption = 'over steps', empty }: LossChartProps) {
  const [reading, setReading] = useState<string>();
  return (
    <figure className={styles.chart} aria-label={title}>
      <figcaption>
        <strong>{title}</strong>
        <span>{reading ?? caption}</span>
      </figcaption>
      {curves.length > 0 ? <Chart title={title} curves={curves} isLog={isLog} axis="step" end={undefined} onRead={setReading} /> : <p>{empty}</p>}
    </figure>
  );
}

const MOST = 400;

/** Every k-th of a long curve: more than the chart has pixels tell nothing. */
export function curveOf(name: string, values: readonly number[], run = 0, style: ChartCurve['style'] = 'train'): ChartCurve {
  const every = Math.max(1, Math.ceil(values.length / MOST));
  const x: number[] = [];
  const y: number[] = [];
  for (let end = every; end <= values.length; end += every) {
    const window = values.slice(end - every, end);
    x.push(end);
    y.push(window.reduce((sum, value) => sum + value, 0) / every);
  }
  return { name, style, run, x, y };
}
