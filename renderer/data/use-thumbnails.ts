/** Small pictures of the rows in sight. They are kept while the same data is shown, the longest unseen leave first. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { MAX_THUMBNAILS, type DataRequest, type DataSummary, type Thumbnail } from '../../engine/shell/protocol/data';
import { report, shell } from '../shell/connection';

const KEPT = 3000;
/** A whole sight at once would keep the first picture waiting for the last. */
const ASKED_TOGETHER = 48;
/** While somebody scrolls fast, nothing is asked for. */
const RESTED_MS = 40;

/** The pictures among `rows` that are here; the others are on their way. `size` is the longer side in pixels. */
export function useThumbnails(request: DataRequest, summary: DataSummary, rows: readonly number[], size: number): ReadonlyMap<number, Thumbnail> {
  const kept = useMemo(() => new Map<number, Thumbnail>(), [request, summary, size]);
  const asked = useMemo(() => new Set<number>(), [kept]);
  const current = useRef(kept);
  const [, setAnswers] = useState(0);
  useEffect(() => {
    current.current = kept;
  }, [kept]);
  const wanted = rows.join();
  useEffect(() => {
    const timer = setTimeout(() => {
      const missing = wanted === '' ? [] : wanted.split(',').map(Number).filter((row) => !kept.has(row) && !asked.has(row));
      for (let at = 0; at < missing.length; at += ASKED_TOGETHER) void load(missing.slice(at, at + Math.min(ASKED_TOGETHER, MAX_THUMBNAILS)));
    }, RESTED_MS);
    const load = async (part: readonly number[]): Promise<void> => {
      for (const row of part) asked.add(row);
      try {
        for (const thumbnail of await shell()!.request('data.thumbnails', { ...request, rows: part, size })) kept.set(thumbnail.row, thumbnail);
        for (const row of kept.keys()) {
          if (kept.size <= KEPT) break;
          kept.delete(row);
        }
        if (current.current === kept) setAnswers((count) => count + 1);
      } catch (error) {
        if (current.current === kept) report(error);
      } finally {
        for (const row of part) asked.delete(row);
      }
    };
    return () => clearTimeout(timer);
  }, [wanted, kept, asked, request, size]);
  return kept;
}
