/** Everything that is watched: now, in the updates before, and how it went. */
import { X } from 'lucide-react';
import type { Trace } from '../../../engine/run/trace-listing';
import { watchChosen } from '../../commands/debugger';
import { keysOf } from '../../commands/shortcuts';
import controls from '../../design/controls.module.css';
import { Keys } from '../../design/keys';
import { Tip } from '../../design/tip';
import { valueText } from '../../maps/answer-text';
import { useSession } from '../../store/session-store';
import { chooseElement, lookAtValue, useDebugger } from '../debugger-store';
import { SparkLine } from './spark-line';
import { useWatchedLines } from './use-watched-lines';
import { pointDetail, pointHeight, pointText, type WatchedLine, type WatchPoint } from './watched-lines';
import { toggleWatch, type Watch } from './watches-store';
import styles from './watches.module.css';

/** Updates before the one that is shown that have a column of their own. */
const EARLIER = 5;

export function WatchesBody({ trace }: { readonly trace: Trace }) {
  const { answer, problem } = useWatchedLines(trace);
  const { lines, first } = answer!;
  const isTraining = useDebugger((state) => state.mode === 'train');
  const earlier = Array.from({ length: Math.min(EARLIER, trace.step - first) }, (_, back) => trace.step - 1 - back);
  if (lines.length === 0) return <WatchHint />;
  return (
    <div className={styles.body}>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      <table className={styles.table}>
        <caption className={styles.caption}>Watched values</caption>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col" className={styles.figure}>{isTraining ? `Update ${trace.step}` : 'Now'}</th>
            {earlier.map((update) => <th key={update} scope="col" className={styles.figure}>{`Update ${update}`}</th>)}
            {trace.step > 1 && <th scope="col">Since the first</th>}
            <th scope="col"><span className={styles.hidden}>Remove</span></th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => <WatchRow key={line.name} line={line} first={first} step={trace.step} earlier={earlier} />)}
        </tbody>
      </table>
    </div>
  );
}

function WatchHint() {
  const keys = useSession((state) => keysOf(watchChosen, state.shortcuts)[0]);
  return (
    <div className={styles.empty}>
      <p>Nothing is watched yet.</p>
      <p>
        Choose a number or a value of the step and press the eye beside its name. What it is now and in earlier updates then stays in sight.
        {keys !== undefined && <Keys keys={keys} />}
      </p>
    </div>
  );
}

interface WatchRowProps {
  readonly line: WatchedLine;
  readonly first: number;
  readonly step: number;
  readonly earlier: readonly number[];
}

function WatchRow({ line: { watch, name, points, isMade }, first, step, earlier }: WatchRowProps) {
  const at = (update: number): WatchPoint | undefined => points?.[update - first];
  const shown = isMade ? points : points?.slice(0, -1);
  const heights = (shown ?? []).map(pointHeight);
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.name} onClick={() => showWatch(watch)}>{name}</button>
      </th>
      <Figure point={isMade ? at(step) : undefined} missing={points === undefined ? 'not in this step' : 'not yet'} isNow />
      {earlier.map((update) => <Figure key={update} point={at(update)} missing="–" />)}
      {step > 1 && <td><SparkLine heights={heights} label={`${name} from ${valueText(heights[0] ?? Number.NaN)} to ${valueText(heights.at(-1) ?? Number.NaN)}`} /></td>}
      <td>
        <Tip text="Remove" side="left">
          <button type="button" className={controls.icon} aria-label={`Stop watching ${name}`} onClick={() => toggleWatch(watch)}>
            <X size={14} aria-hidden />
          </button>
        </Tip>
      </td>
    </tr>
  );
}

function Figure({ point, missing, isNow = false }: { readonly point: WatchPoint | undefined; readonly missing: string; readonly isNow?: boolean }) {
  if (point === undefined) return <td className={styles.missing}>{missing}</td>;
  return <td className={styles.figure} data-now={isNow || undefined} title={pointDetail(point)}>{pointText(point)}</td>;
}

/** The value with its numbers and formula. */
export function showWatch({ value, position }: Watch): void {
  lookAtValue(value);
  useDebugger.setState({ view: 'values' });
  if (position) chooseElement({ value, position });
}
