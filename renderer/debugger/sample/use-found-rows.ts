/** Rows of the data that pass a filter, asked for a moment after it was changed. */
import { useEffect, useState } from 'react';
import { LoomError, sentence } from '../../../engine/core/diagnostic';
import type { DataRow, RowFilter } from '../../../engine/shell/protocol/data';
import { shell } from '../../shell/connection';
import { useData } from '../../store/data-store';

const MOST_ROWS = 60;
const SETTLED_MS = 150;

export interface FoundRows {
  readonly rows: readonly DataRow[];
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  readonly problem: string | undefined;
}

export function useFoundRows(filter: RowFilter): FoundRows {
  const request = useData((state) => state.request);
  const [found, setFound] = useState<FoundRows>({ rows: [], total: undefined, problem: undefined });
  const key = JSON.stringify(filter);
  useEffect(() => {
    const client = shell();
    if (!client || !request) return;
    let isOld = false;
    const timer = setTimeout(() => {
      client.request('data.rows', { ...request, filter: JSON.parse(key) as RowFilter, offset: 0, count: MOST_ROWS }).then(
        ({ rows, total }) => {
          if (!isOld) setFound({ rows, total, problem: undefined });
        },
        (error: unknown) => {
          if (!isOld) setFound({ rows: [], total: 0, problem: error instanceof LoomError && error.diagnostics[0] ? sentence(error.diagnostics[0]) : String(error) });
        },
      );
    }, SETTLED_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [key, request]);
  return found;
}
