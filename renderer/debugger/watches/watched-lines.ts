/** Watches as they are shown: what each is now, as far as the step has come, and what it was in earlier updates. */
import type { WatchHistory, TensorSummary } from '../../../engine/run/trace-history';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { valueText } from '../../maps/answer-text';
import { elementName, fullText } from '../number-layout';
import type { Stop } from '../stops';
import { watchKey, type Watch } from './watches-store';

export type WatchPoint = number | TensorSummary;

export interface WatchedLine {
  readonly watch: Watch;
  readonly name: string;
  /** Undefined where the step does not have it: in use there are no gradients. */
  readonly points: readonly WatchPoint[] | undefined;
  /** Whether the step has come to it; before that, only earlier updates are told. */
  readonly isMade: boolean;
}

/** The value behind a watch, also under another of its names. */
export function watchedValue({ values, aliases }: Trace, { value, position }: Watch): ListedValue | undefined {
  const own = aliases[value] ?? value;
  const found = values.find(({ name }) => name === own);
  if (!found || (position && (position.length !== found.shape.length || position.some((at, axis) => at >= found.shape[axis]!)))) return undefined;
  return found;
}

/** `keys` say which watches the history is about, in its order. */
export function watchedLines(watches: readonly Watch[], trace: Trace, stops: readonly Stop[], at: number, keys: readonly string[], history: WatchHistory | undefined): readonly WatchedLine[] {
  const made = new Map(stops.map(({ value }, index) => [value, index]));
  return watches.map((watch) => {
    const value = watchedValue(trace, watch);
    const points = value && history?.watches[keys.indexOf(watchKey(watch))];
    const name = watch.position === undefined ? watch.value : value ? elementName(watch.value, watch.position, value.shape, value.axes) : watchKey(watch);
    return { watch, name, points, isMade: value !== undefined && (made.get(value.name) ?? -1) <= at };
  });
}

/** `0.2500`, or `‖·‖ 1.414`. */
export function pointText(point: WatchPoint): string {
  return typeof point === 'number' ? valueText(point) : `‖·‖ ${valueText(point.norm)}`;
}

/** With all digits, and for a tensor between which numbers it lies. */
export function pointDetail(point: WatchPoint): string {
  return typeof point === 'number' ? fullText(point) : `length ${valueText(point.norm)}, from ${valueText(point.min)} to ${valueText(point.max)}`;
}

/** What is drawn of it. */
export function pointHeight(point: WatchPoint): number {
  return typeof point === 'number' ? point : point.norm;
}
