/** What a person keeps an eye on: numbers and whole values of the step. Kept for the session. */
import { create } from 'zustand';
import { MAX_WATCHES } from '../../../engine/shell/protocol/trace';
import { useDocument } from '../../store/document-store';
import { notify } from '../../store/session-store';

export interface Watch {
  readonly value: string;
  /** One element of it; all of it unless given. */
  readonly position?: readonly number[];
}

export const useWatches = create<{ readonly watches: readonly Watch[] }>(() => ({ watches: [] }));

useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useWatches.setState({ watches: [] });
});

/** As the engine is asked: `hidden.weight[0,1]` or `hidden.weight`. */
export function watchKey({ value, position }: Watch): string {
  return position === undefined ? value : `${value}[${position.join(',')}]`;
}

export function isWatched(watches: readonly Watch[], watch: Watch): boolean {
  const key = watchKey(watch);
  return watches.some((one) => watchKey(one) === key);
}

export function toggleWatch(watch: Watch): void {
  const { watches } = useWatches.getState();
  if (isWatched(watches, watch)) useWatches.setState({ watches: watches.filter((one) => watchKey(one) !== watchKey(watch)) });
  else if (watches.length >= MAX_WATCHES) notify(`${MAX_WATCHES} things are watched already. Remove one first.`);
  else useWatches.setState({ watches: [...watches, watch] });
}
