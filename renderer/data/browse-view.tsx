import { ImageOff } from 'lucide-react';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import controls from '../design/controls.module.css';
import styles from './browse.module.css';
import { BrowseTools } from './browse-tools';
import { forgetRows, useDataSession } from './data-session';
import { PictureGrid } from './picture-grid';
import { RowTable } from './row-table';
import { useRows } from './use-rows';

/** The rows themselves: pictures as a wall of thumbnails, everything else as a table. */
export function BrowseView({ request, summary }: { readonly request: DataRequest; readonly summary: DataSummary }) {
  const filter = useDataSession((state) => state.filter);
  const rows = useRows(request, summary, filter);
  const hasPictures = summary.columns.some(({ kind }) => kind === 'image');
  return (
    <div className={styles.frame}>
      <BrowseTools summary={summary} total={rows.total} hasPictures={hasPictures} />
      {rows.total === 0 ? (
        <div className={styles.none}>
          <ImageOff size={20} aria-hidden />
          <p>Nothing is like that.</p>
          <button type="button" className={controls.button} onClick={forgetRows}>Show everything</button>
        </div>
      ) : hasPictures ? (
        <PictureGrid request={request} summary={summary} rows={rows} />
      ) : (
        <RowTable request={request} summary={summary} rows={rows} />
      )}
    </div>
  );
}
