/** The log of a run as a window keeps it: in order, without repeats, and never so long that drawing it takes time. */
import type { LogLine } from '../../engine/run/metrics-log';

/** More steps than a curve has pixels on any screen. */
const MOST_STEPS = 8000;

/** Lines of steps that lie behind the last one are repeats of a resumed run and left out. */
export function addLines(history: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  let step = lastStepOf(history);
  const fresh = lines.filter((line) => {
    if (line.event === 'epoch') return true;
    if (line.step <= step) return false;
    step = line.step;
    return true;
  });
  return fresh.length === 0 ? history : thinned([...history, ...fresh]);
}

/** Without what lies behind the checkpoint that a run goes on from. */
export function cutBack(history: readonly LogLine[], from: { readonly step: number; readonly epoch: number }): readonly LogLine[] {
  const kept = history.filter((line) => (line.event === 'epoch' ? line.epoch <= from.epoch : line.step <= from.step));
  return kept.length === history.length ? history : kept;
}

/** Leaves out every second step until few enough are left; epochs stay. */
export function thinned(history: readonly LogLine[]): readonly LogLine[] {
  let kept = history;
  while (kept.reduce((steps, { event }) => steps + Number(event === 'step'), 0) > MOST_STEPS) {
    let count = 0;
    kept = kept.filter((line) => line.event === 'epoch' || count++ % 2 === 0);
  }
  return kept;
}

function lastStepOf(history: readonly LogLine[]): number {
  for (let at = history.length - 1; at >= 0; at--) {
    const line = history[at]!;
    if (line.event === 'step') return line.step;
  }
  return -1;
}
