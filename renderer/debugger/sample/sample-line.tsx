/** What is fed: a row of the data, what is given by hand, or numbers typed in; and how many updates were made before. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { showNextSample, showPreviousSample } from '../../commands/maps';
import { CommandButton } from '../../design/command-button';
import controls from '../../design/controls.module.css';
import { originText } from '../../maps/origin-text';
import { useData } from '../../store/data-store';
import { useSample } from '../../store/sample-store';
import { MAX_TRACE_STEPS } from '../../../engine/shell/protocol/trace';
import { useDebugger } from '../debugger-store';
import { GivenFields } from './given-fields';
import { SampleMenu } from './sample-menu';
import styles from '../debugger.module.css';

export function SampleLine() {
  const given = useDebugger((state) => state.given);
  const sample = useSample((state) => state.sample);
  const hasData = useData((state) => state.summary !== undefined);
  const origin = useDebugger((state) => state.trace?.origin);
  const mode = useDebugger((state) => state.mode);
  const update = useDebugger((state) => state.update);
  const change = (by: number): void => useDebugger.setState({ update: Math.min(MAX_TRACE_STEPS, Math.max(1, update + by)) });
  return (
    <div className={styles.sampleLine}>
      {given ? (
        <>
          <GivenFields />
          {hasData && <button type="button" className={controls.button} onClick={() => useDebugger.setState({ given: undefined })}>Back to the data</button>}
        </>
      ) : (
        sample && (
          <>
            <CommandButton command={showPreviousSample} icon={ChevronLeft} side="top" />
            <SampleMenu />
            <CommandButton command={showNextSample} icon={ChevronRight} side="top" />
          </>
        )
      )}
      {mode === 'train' && (
        <span className={styles.updates}>
          <button type="button" className={controls.icon} aria-label="Previous update" aria-disabled={update === 1} onClick={() => change(-1)}>
            <ChevronLeft size={14} aria-hidden />
          </button>
          <span>{`Update ${update}`}</span>
          <button type="button" className={controls.icon} aria-label="Next update" onClick={() => change(1)}>
            <ChevronRight size={14} aria-hidden />
          </button>
        </span>
      )}
      {origin && <span className={styles.dim}>{originText(origin)}</span>}
    </div>
  );
}
