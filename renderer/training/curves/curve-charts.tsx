/** The charts of the progress view: as many beside each other as there is room for, each showing what one chooses. */
import { useEffect, useRef, useState } from 'react';
import { useTypeScale } from '../../store/presentation-store';
import { useRun } from '../../store/run-store';
import { useTrainingPanel } from '../panel-store';
import { ChartCard } from './chart-card';
import { useComparedRuns } from './compared-runs';
import { metricsOf } from './curve-metrics';
import { CurveTools } from './curve-tools';
import { RunLegend } from './run-legend';
import styles from './curves.module.css';

const CHART_WIDTH = 300;
const MOST_CHARTS = 4;

export function CurveCharts() {
  const history = useRun((state) => state.history);
  const output = useTrainingPanel((state) => state.output);
  const compared = useComparedRuns();
  const [frame, count] = useChartCount();
  const [chosen, setChosen] = useState<readonly (string | undefined)[]>([]);
  const metrics = metricsOf(history, output);
  // What comes first in the list is for the first chart, the learning rate for the last of three.
  const usual = [metrics[0]!, metrics[1]!, metrics.at(-1)!, metrics[2]!];
  return (
    <div ref={frame} className={styles.charts}>
      <RunLegend compared={compared} />
      <div className={styles.row}>
        <CurveTools metrics={metrics} compared={compared} />
        {usual.slice(0, count).map((fallback, index) => (
          <ChartCard
            key={index}
            metrics={metrics}
            metric={metrics.find(({ id }) => id === chosen[index]) ?? fallback}
            compared={compared}
            onChoose={(id) => setChosen((before) => Object.assign([...before], { [index]: id }))}
          />
        ))}
      </div>
    </div>
  );
}

function useChartCount(): [React.RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(2);
  const least = CHART_WIDTH * useTypeScale();
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setCount(Math.min(MOST_CHARTS, Math.max(1, Math.floor(entry!.contentRect.width / least)))));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [least]);
  return [frame, count];
}
