import { ArrowUp, File, Folder } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileEntry } from '../../engine/shell/protocol/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatBytes } from '../network/text';
import styles from './file-dialog.module.css';
import type { OpenListing } from './use-listing';

interface FolderBrowserProps {
  readonly open: OpenListing;
  readonly chosen: FileEntry | undefined;
  /** What stands where there is nothing to show. */
  readonly empty: string;
  /** Beside the path of the folder. */
  readonly tools?: ReactNode;
  /** A single click on a file; folders open at once. */
  onChoose(entry: FileEntry): void;
  onOpen(entry: FileEntry): void;
}

/** Places to the left, the entries of one folder to the right. */
export function FolderBrowser({ open: { roots, listing, go }, chosen, empty, tools, onChoose, onOpen }: FolderBrowserProps) {
  return (
    <div className={styles.columns}>
      <ul className={styles.roots} aria-label="Places">
        {roots.map(({ path, title }) => (
          <li key={path}>
            <button type="button" className={classes(styles.entry, listing?.path === path && styles.chosen)} onClick={() => void go(path)}>{title}</button>
          </li>
        ))}
      </ul>
      <div className={styles.listing}>
        <div className={styles.place}>
          <button type="button" className={controls.icon} aria-label="Folder above" aria-disabled={!listing?.parent} onClick={() => listing?.parent && void go(listing.parent)}>
            <ArrowUp size={15} aria-hidden />
          </button>
          <span title={listing?.path}>{listing?.path ?? ''}</span>
          {tools}
        </div>
        <ul className={styles.entries} aria-label="Files">
          {listing?.entries.map((entry) => (
            <li key={entry.path}>
              <button
                type="button"
                className={classes(styles.entry, chosen?.path === entry.path && styles.chosen)}
                onClick={() => (entry.kind === 'folder' ? onOpen(entry) : onChoose(entry))}
                onDoubleClick={() => onOpen(entry)}
              >
                {entry.kind === 'folder' ? <Folder size={15} aria-hidden /> : <File size={15} aria-hidden />}
                <span>{entry.name}</span>
                <small>{entry.bytes === undefined ? '' : formatBytes(entry.bytes)}</small>
              </button>
            </li>
          ))}
          {listing && listing.entries.length === 0 && <li className={styles.empty}>{empty}</li>}
          {listing && listing.more > 0 && <li className={styles.empty}>{`${listing.more} more are not shown.`}</li>}
        </ul>
      </div>
    </div>
  );
}
