/**
 * Recordings of gestures as a table that networks learn from. A row is one moment, or several moments side by side for a
 * network that looks at movement. Rows of one recording resemble each other, so a recording never stands in two splits.
 */
import { gestureColumns, GESTURE_WIDTH } from './gesture-features';

/** One recording: somebody holds or makes a gesture for a while. */
export interface GestureClip {
  readonly gesture: string;
  /** Features of each moment, evenly spaced in time. */
  readonly moments: readonly Float32Array[];
}

/** Of the recordings of each gesture, every so manieth validates. */
const VALIDATES = 4;

/** The names of a row's numbers, the earliest moment first: `thumb tip x`, or `3 thumb tip x` where there are several. */
export function rowColumns(momentsPerRow: number): readonly string[] {
  const columns = gestureColumns();
  return Array.from({ length: momentsPerRow }, (_, moment) => columns.map((name) => (momentsPerRow === 1 ? name : `${moment + 1} ${name}`))).flat();
}

/** The rows of a recording; with several moments per row, windows that overlap by half. */
export function rowsOf({ moments }: GestureClip, momentsPerRow: number): Float32Array[] {
  const step = Math.max(1, Math.floor(momentsPerRow / 2));
  const count = Math.max(0, Math.floor((moments.length - momentsPerRow) / step) + 1);
  return Array.from({ length: count }, (_, row) => rowOf(moments.slice(row * step, row * step + momentsPerRow)));
}

/** Moments side by side, the earliest first. */
export function rowOf(moments: readonly Float32Array[]): Float32Array {
  const row = new Float32Array(moments.length * GESTURE_WIDTH);
  for (const [index, moment] of moments.entries()) row.set(moment, index * GESTURE_WIDTH);
  return row;
}

/** A CSV file: the numbers, then `gesture`, then `split`. */
export function gestureTable(clips: readonly GestureClip[], momentsPerRow: number): string {
  const seen = new Map<string, number>();
  const lines = clips.flatMap((clip) => {
    const number = (seen.get(clip.gesture) ?? 0) + 1;
    seen.set(clip.gesture, number);
    const split = number % VALIDATES === 0 ? 'validation' : 'train';
    return rowsOf(clip, momentsPerRow).map((row) => [...Array.from(row, (value) => value.toFixed(4)), quoted(clip.gesture), split].join(','));
  });
  return `${[[...rowColumns(momentsPerRow), 'gesture', 'split'].join(','), ...lines].join('\n')}\n`;
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
