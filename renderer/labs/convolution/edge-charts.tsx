/** One row of the picture as a curve, and its first and second difference below each other in step. */
import { LossChart } from '../loss-chart';
import styles from './convolution.module.css';

interface EdgeChartsProps {
  readonly row: number;
  readonly values: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

export function EdgeCharts({ row, values, first, second }: EdgeChartsProps) {
  return (
    <div className={styles.edge}>
      <LossChart title={`Row ${row}`} caption="brightness" curves={[curve('brightness', values, 0)]} />
      <LossChart title="First difference" caption="an edge peaks" curves={[curve('first difference', first, 0.5)]} />
      <LossChart title="Second difference" caption="crosses zero" curves={[curve('second difference', second, 1)]} />
    </div>
  );
}

/** A difference lies between the cells it is taken of. */
function curve(name: string, y: readonly number[], offset: number) {
  return { name, style: 'train', run: 0, x: y.map((_, index) => index + offset), y: [...y] } as const;
}
