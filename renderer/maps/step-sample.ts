/** From sample to sample: through the rows that no training sees where there are any, else through those it learns from. */
import type { SplitName } from '../../engine/data/dataset';
import { report, shell } from '../shell/connection';
import { useData } from '../store/data-store';
import { showSample, useSample } from '../store/sample-store';

/** Where the row that was shown last stands among the rows of its split. */
let cursor: { readonly split: SplitName; readonly offset: number; readonly row: number } | undefined;

/** The split whose rows are stepped through, and how many it has; undefined without data. */
export function steppedRows(): { readonly split: SplitName; readonly total: number } | undefined {
  const { summary } = useData.getState();
  if (!summary) return undefined;
  const split = summary.splits.validation > 0 ? 'validation' : 'train';
  return { split, total: summary.splits[split] };
}

export function nextSample(): void {
  step(1);
}

export function previousSample(): void {
  step(-1);
}

export function randomSample(): void {
  const rows = steppedRows();
  if (rows) void showRowAt(rows.split, Math.floor(Math.random() * rows.total));
}

export async function showFirstSample(): Promise<void> {
  const rows = steppedRows();
  if (rows && rows.total > 0) await showRowAt(rows.split, 0);
}

function step(by: 1 | -1): void {
  const rows = steppedRows();
  const { sample } = useSample.getState();
  if (!rows || rows.total === 0) return;
  if (sample?.kind === 'row' && sample.row !== cursor?.row) return showSample({ kind: 'row', row: around(sample.row + by, useData.getState().summary!.rowCount) });
  const from = cursor?.split === rows.split ? cursor.offset : by > 0 ? -1 : 0;
  void showRowAt(rows.split, around(from + by, rows.total));
}

/** Behind the last comes the first. */
function around(place: number, total: number): number {
  return (place + total) % total;
}

async function showRowAt(split: SplitName, offset: number): Promise<void> {
  const { request } = useData.getState();
  const client = shell();
  if (!request || !client) return;
  try {
    const { rows } = await client.request('data.rows', { ...request, filter: { split }, offset, count: 1 });
    const [found] = rows;
    if (!found || useData.getState().request !== request) return;
    cursor = { split, offset, row: found.row };
    showSample({ kind: 'row', row: found.row });
  } catch (error) {
    report(error);
  }
}
