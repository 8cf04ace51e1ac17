import { useMemo } from 'react';
import type { Trace } from '../../../engine/run/trace-listing';
import { useDebugger } from '../debugger-store';
import { useAsked, type Asked } from '../use-asked';
import { watchedLines, watchedValue, type WatchedLine } from './watched-lines';
import { useWatches, watchKey } from './watches-store';

export interface WatchedSession {
  readonly lines: readonly WatchedLine[];
  /** The update of every line's first point. */
  readonly first: number;
}

export function useWatchedLines(trace: Trace): Asked<WatchedSession> {
  const watches = useWatches((state) => state.watches);
  const stops = useDebugger((state) => state.stops);
  const at = useDebugger((state) => state.at);
  const keys = useMemo(() => watches.filter((watch) => watchedValue(trace, watch)).map(watchKey), [watches, trace]);
  const { answer, problem } = useAsked(keys.length === 0 ? undefined : keys.join('\n'), async (client, request) => ({ keys, history: await client.request('network.traceHistory', { ...request, elements: keys }) }));
  return useMemo(() => ({ answer: { lines: watchedLines(watches, trace, stops, at, answer?.keys ?? [], answer?.history), first: answer?.history.first ?? 1 }, problem }), [watches, trace, stops, at, answer, problem]);
}
