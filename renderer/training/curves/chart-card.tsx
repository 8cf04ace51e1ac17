/** One metric over the course of a run, with those of other runs over it. */
import { useMemo, useState } from 'react';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { Chart } from './chart';
import type { ComparedRun } from './compared-runs';
import { axisEnd, curvesOf, stepsPerEpochOf } from './curve-data';
import type { CurveMetric } from './curve-metrics';
import type { ChartCurve } from './uplot-options';
import styles from './curves.module.css';

interface ChartCardProps {
  readonly metrics: readonly CurveMetric[];
  readonly metric: CurveMetric;
  readonly compared: readonly ComparedRun[];
  onChoose(id: string): void;
}

export function ChartCard({ metrics, metric, compared, onChoose }: ChartCardProps) {
  const { smoothing, isLog, axis } = useTrainingPanel();
  const [reading, setReading] = useState<string>();
  const curves = useChartCurves(metric, compared);
  const end = useRunEnd();
  // A logarithm has no place for zero and below.
  const drawnLog = isLog && metric.canBeLog && curves.every(({ y }) => y.every((value) => value > 0));
  const legend = [drawnLog && 'log', metric.isNoisy && smoothing > 0 && `smoothing ${smoothing}`].filter(Boolean).join(' · ');
  return (
    <figure className={styles.card}>
      <figcaption className={styles.head}>
        <select className={styles.metric} aria-label="What this chart shows" value={metric.id} onChange={({ target }) => onChoose(target.value)}>
          {metrics.map(({ id, title }) => (
            <option key={id} value={id}>{title}</option>
          ))}
        </select>
        <span className={styles.legend}>
          {reading ?? (
            <>
              {legend !== '' && <span className={styles.how} title={legend}>{legend}</span>}
              {curves.some(({ style }) => style === 'train') && <span className={styles.train}>train</span>}
              {curves.some(({ style }) => style === 'validation') && <span className={styles.validation}>validation</span>}
            </>
          )}
        </span>
      </figcaption>
      {curves.length > 0 ? (
        <Chart title={metric.title} curves={curves} isLog={drawnLog} axis={axis} end={end} onRead={setReading} />
      ) : (
        <p className={styles.empty}>{metric.ofStep ? 'Appears with the first steps.' : 'Appears at the end of the first epoch.'}</p>
      )}
    </figure>
  );
}

export function useChartCurves(metric: CurveMetric, compared: readonly ComparedRun[]): readonly ChartCurve[] {
  const history = useRun((state) => state.history);
  const start = useRun((state) => state.start);
  const title = useRun((state) => state.run?.title ?? '');
  const { smoothing, axis, output } = useTrainingPanel();
  const isAlone = compared.length === 0;
  const own = useMemo(
    () => curvesOf(history, metric, { axis, smoothing, output, stepsPerEpoch: stepsPerEpochOf(history, start) }).map((curve): ChartCurve => ({ ...curve, name: isAlone ? curve.name : `${title} ${curve.name}`, run: 0 })),
    [history, metric, axis, smoothing, output, start, title, isAlone],
  );
  const others = useMemo(
    () =>
      compared.flatMap(({ summary, history: log }, index) =>
        curvesOf(log, metric, { axis, smoothing, output: undefined, stepsPerEpoch: stepsPerEpochOf(log, undefined) })
          // Two noisy curves over each other hide both.
          .filter(({ style }) => style !== 'faint')
          .map((curve): ChartCurve => ({ ...curve, name: `${summary.title} ${curve.name}`, run: index + 1 })),
      ),
    [compared, metric, axis, smoothing],
  );
  return useMemo(() => [...others, ...own], [others, own]);
}

/** Where the x axis of the shown run ends, so that it stands still while it trains. */
function useRunEnd(): number | undefined {
  const axis = useTrainingPanel((state) => state.axis);
  return useRun(({ run, start, history }) => {
    if (!run || run.state === 'done') return undefined;
    const stepsPerEpoch = stepsPerEpochOf(history, start);
    const done = history.at(-1)?.step ?? 0;
    if (axis === 'epoch') return axisEnd(stepsPerEpoch ? done / stepsPerEpoch : 0, run.epochs);
    return stepsPerEpoch && axisEnd(done, stepsPerEpoch * run.epochs);
  });
}
