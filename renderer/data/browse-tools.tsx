/** What narrows the rows: split, class, a part of the name; and how large their pictures are. */
import { Search, X } from 'lucide-react';
import type { SplitName } from '../../engine/data/dataset';
import type { DataSummary } from '../../engine/shell/protocol/data';
import controls from '../design/controls.module.css';
import { formatCount, plural } from '../network/text';
import styles from './browse.module.css';
import { filterRows, THUMBNAIL_SIZES, useDataSession } from './data-session';
import { SPLIT_TITLES } from './split-name';

interface BrowseToolsProps {
  readonly summary: DataSummary;
  readonly total: number | undefined;
  readonly hasPictures: boolean;
}

export function BrowseTools({ summary, total, hasPictures }: BrowseToolsProps) {
  const { filter, thumbnailSize } = useDataSession();
  const { splits, rowCount } = summary;
  const leftOut = rowCount - splits.train - splits.validation - splits.test;
  const part = filter.leftOut ? 'left-out' : (filter.split ?? 'all');
  return (
    <div className={styles.tools}>
      <label className={controls.search}>
        <Search size={13} aria-hidden />
        <input aria-label="Search by name" placeholder="Search by name" value={filter.search ?? ''} onChange={({ target }) => filterRows({ search: target.value === '' ? undefined : target.value })} />
      </label>
      <select
        className={controls.select}
        aria-label="Split"
        value={part}
        onChange={({ target: { value } }) => filterRows({ split: value === 'all' || value === 'left-out' ? undefined : (value as SplitName), leftOut: value === 'left-out' ? true : undefined })}
      >
        <option value="all">{`All · ${formatCount(rowCount)}`}</option>
        {(['train', 'validation', 'test'] as const).map((name) => (
          <option key={name} value={name}>{`${SPLIT_TITLES[name]} · ${formatCount(splits[name])}`}</option>
        ))}
        {leftOut > 0 && <option value="left-out">{`Left out · ${formatCount(leftOut)}`}</option>}
      </select>
      {filter.label && (
        <button type="button" className={styles.chip} onClick={() => filterRows({ label: undefined })} aria-label={`Show all classes, not only ${filter.label.label}`}>
          {filter.label.label}
          <X size={12} aria-hidden />
        </button>
      )}
      <span className={styles.total} role="status">{total === undefined ? '' : plural(total, 'row')}</span>
      {hasPictures && (
        <label className={styles.slider}>
          <span>Size</span>
          <input type="range" aria-label="Size of the pictures" min={THUMBNAIL_SIZES.least} max={THUMBNAIL_SIZES.most} step={8} value={thumbnailSize} onChange={({ target }) => useDataSession.setState({ thumbnailSize: Number(target.value) })} />
        </label>
      )}
    </div>
  );
}
