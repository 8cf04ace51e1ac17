/** Where the debugger stands on the canvas: a ring around the box, and the first of its numbers below. A dot where it stops. */
import type { Trace } from '../../engine/run/trace-listing';
import { valueText } from '../maps/answer-text';
import { useOpenGraph } from '../store/open-graph-store';
import { pathOfBox } from './box-path';
import { useBreakpoints } from './breakpoints/breakpoints-store';
import { currentOrigin, currentStop, useDebugger } from './debugger-store';
import { mainValue } from './stops';
import styles from './box-mark.module.css';

const MOST_NUMBERS = 4;

/** The box of the open graph that the current value belongs to: its own, or the closed block around it. */
function markedBox(): string | undefined {
  const origin = currentOrigin(useDebugger.getState());
  if (!origin) return undefined;
  const { index, place } = useOpenGraph.getState();
  const found = index.boxOf(origin);
  if (!found || place.some((id, depth) => found.place[depth] !== id)) return undefined;
  return found.place[place.length] ?? found.node;
}

export function BoxMark({ node }: { readonly node: string }) {
  useOpenGraph((state) => state.index);
  const isMarked = useDebugger(() => markedBox() === node);
  const value = useDebugger((state) => (isMarked ? shownValue(state) : undefined));
  const trace = useDebugger((state) => state.trace);
  const isBreakpoint = useBreakpoints(({ boxes }) => boxes.size > 0 && holdsBreakpoint(boxes, node));
  const isShown = useDebugger((state) => state.isShown);
  const dot = isBreakpoint && isShown ? <div className={styles.breakpoint} data-breakpoint role="img" aria-label="breakpoint" /> : null;
  if (!isMarked || value === undefined || !trace) return dot;
  const text = firstNumbers(trace, value);
  return (
    <>
      {dot}
      <div className={styles.ring} data-marked aria-hidden />
      {text !== '' && <div className={styles.numbers}>{text}</div>}
    </>
  );
}

function shownValue(state: ReturnType<typeof useDebugger.getState>): string | undefined {
  const stop = currentStop(state);
  return stop && state.trace && mainValue(state.trace, stop, state.grain, state.trace.steps[stop.step]!.values);
}

/** Its own, or one of a box inside the block. */
function holdsBreakpoint(boxes: ReadonlySet<string>, node: string): boolean {
  const path = pathOfBox(node);
  return path !== undefined && [...boxes].some((box) => box === path || box.startsWith(`${path}/`));
}

function firstNumbers({ values }: Trace, name: string): string {
  const value = values.find((one) => one.name === name);
  if (!value || value.data.length === 0) return '';
  const shown = value.data.slice(0, MOST_NUMBERS).map(valueText).join('  ');
  return value.count > MOST_NUMBERS ? `${shown} …` : shown;
}
