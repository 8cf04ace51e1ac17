/** Which run is which colour, where there are several. */
import { X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useRun } from '../../store/run-store';
import { toggleCompared } from '../panel-store';
import type { ComparedRun } from './compared-runs';
import { runColour } from './uplot-options';
import styles from './curves.module.css';

export function RunLegend({ compared }: { readonly compared: readonly ComparedRun[] }) {
  const shown = useRun((state) => state.run?.title);
  if (compared.length === 0) return null;
  return (
    <ul className={styles.runs} aria-label="Runs on the charts">
      <li className={styles.runName}><Line run={0} />{shown}</li>
      {compared.map(({ summary }, index) => (
        <li key={summary.run} className={styles.runName}>
          <Line run={index + 1} />
          {summary.title}
          <button type="button" aria-label={`Take ${summary.title} off the charts`} onClick={() => toggleCompared(summary.run)}>
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Line({ run }: { readonly run: number }) {
  return <span aria-hidden className={styles.line} style={{ '--run': runColour(run) } as CSSProperties} data-dashed={run > 0} />;
}
