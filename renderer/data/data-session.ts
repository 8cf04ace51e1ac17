/** What the data panel shows in this window: which view, which rows, how large. Nothing of it is in the document. */
import { create } from 'zustand';
import type { RowFilter } from '../../engine/shell/protocol/data';
import { showDock } from '../store/session-store';

/** `source`: choosing data; the others look at the data that is chosen. */
export type DataView = 'source' | 'browse' | 'prepare' | 'connect' | 'webcam' | 'gestures';

interface DataSession {
  readonly view: DataView;
  readonly filter: RowFilter;
  /** The chosen row of the data. */
  readonly row: number | undefined;
  /** Side of a thumbnail in pixels. */
  readonly thumbnailSize: number;
}

export const THUMBNAIL_SIZES = { least: 32, most: 160 } as const;

export const useDataSession = create<DataSession>(() => ({ view: 'browse', filter: {}, row: undefined, thumbnailSize: 64 }));

export function showDataView(view: DataView): void {
  useDataSession.setState({ view });
  showDock('data');
}

/** Other data has other rows and classes. */
export function forgetRows(): void {
  useDataSession.setState({ filter: {}, row: undefined });
}

/** Adds to the filter; what is undefined is taken out of it. */
export function filterRows(changes: { readonly [Key in keyof RowFilter]?: RowFilter[Key] | undefined }): void {
  useDataSession.setState(({ filter }) => ({ filter: Object.fromEntries(Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== undefined)) as RowFilter, row: undefined }));
}
