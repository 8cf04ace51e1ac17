/** Rows of the data as a list scrolls over them: read page by page, so that a million of them cost no more than those in sight. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DataRequest, DataRow, DataSummary, RowFilter } from '../../engine/shell/protocol/data';
import { report, shell } from '../shell/connection';

const PAGE = 200;

export interface RowWindow {
  /** Rows that pass the filter; undefined until the first answer. */
  readonly total: number | undefined;
  at(index: number): DataRow | undefined;
  /** Asks for the rows of a range that are not here yet. */
  need(from: number, to: number): void;
}

interface Pages {
  readonly byNumber: Map<number, readonly DataRow[] | 'asked'>;
}

/** `summary` stands for what was read: after reading again everything is asked anew. */
export function useRows(request: DataRequest, summary: DataSummary, filter: RowFilter): RowWindow {
  const [total, setTotal] = useState<number>();
  const [answers, setAnswers] = useState(0);
  // Other data, another split or another filter begin with nothing.
  const pages = useMemo((): Pages => ({ byNumber: new Map() }), [request, summary, filter]);
  const current = useRef(pages);
  useEffect(() => {
    current.current = pages;
  }, [pages]);

  const load = useCallback(
    async (page: number) => {
      if (pages.byNumber.has(page)) return;
      pages.byNumber.set(page, 'asked');
      try {
        const { rows, total: found } = await shell()!.request('data.rows', { ...request, filter, offset: page * PAGE, count: PAGE });
        pages.byNumber.set(page, rows);
        if (current.current !== pages) return;
        setTotal(found);
        setAnswers((count) => count + 1);
      } catch (error) {
        pages.byNumber.delete(page);
        if (current.current === pages) report(error);
      }
    },
    [pages, request, filter],
  );
  useEffect(() => void load(0), [load]);

  return useMemo(
    () => ({
      total,
      at: (index) => {
        const page = pages.byNumber.get(Math.floor(index / PAGE));
        return page === undefined || page === 'asked' ? undefined : page[index % PAGE];
      },
      need: (from, to) => {
        for (let page = Math.floor(from / PAGE); page * PAGE <= to; page++) void load(page);
      },
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- answers arrive inside `pages`
    [total, pages, load, answers],
  );
}
