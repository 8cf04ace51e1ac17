/** The pictures of the folder, which of them are labelled, and how many are left. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowLeft, Check, Circle, FolderOpen, Minus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { LabelledPicture } from '../../engine/shell/protocol/labels';
import { leaveLabelling, otherLabelFolder } from '../commands/labelling';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { formatCount, plural } from '../network/text';
import { useTypeScale } from '../store/presentation-store';
import { labelledCount, useLabelling } from './labelling-store';
import { showPicture } from './show-picture';
import styles from './picture-list.module.css';

const ROW = 30;

export function PictureList() {
  const folder = useLabelling((state) => state.folder);
  const pictures = useLabelling((state) => state.pictures);
  const done = useLabelling(labelledCount);
  const [isToDo, setToDo] = useState(false);
  return (
    <nav className={styles.panel} aria-label="Pictures of the folder" data-place="label-pictures">
      <header className={styles.head}>
        <div className={styles.tools}>
          <CommandButton command={leaveLabelling} icon={ArrowLeft} label="Back" />
          <CommandButton command={otherLabelFolder} icon={FolderOpen} />
        </div>
        <h1 title={folder}>{folder?.split(/[\\/]/).at(-1)}</h1>
        <p>{`${formatCount(done)} of ${plural(pictures.length, 'picture')} labelled`}</p>
        <div className={styles.progress} role="progressbar" aria-label="Labelled pictures" aria-valuemin={0} aria-valuemax={pictures.length} aria-valuenow={done}>
          <i style={{ width: `${(100 * done) / Math.max(1, pictures.length)}%` }} />
        </div>
        <div className={controls.segments} role="group" aria-label="Which pictures are listed">
          <button type="button" className={controls.segment} aria-pressed={!isToDo} onClick={() => setToDo(false)}>All</button>
          <button type="button" className={controls.segment} aria-pressed={isToDo} onClick={() => setToDo(true)}>{`To do ${formatCount(pictures.length - done)}`}</button>
        </div>
      </header>
      <Rows isToDo={isToDo} />
    </nav>
  );
}

function Rows({ isToDo }: { readonly isToDo: boolean }) {
  const pictures = useLabelling((state) => state.pictures);
  const at = useLabelling((state) => state.at);
  // The shown one stays in the list when it is labelled, so that nothing jumps under the hand.
  const rows = useMemo(() => pictures.flatMap((picture, index) => (!isToDo || picture.objects === undefined || index === at ? [{ picture, index }] : [])), [pictures, isToDo, at]);
  const scroller = useRef<HTMLDivElement>(null);
  const height = ROW * useTypeScale();
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 8 });
  useEffect(() => virtual.measure(), [virtual, height]);
  const place = rows.findIndex(({ index }) => index === at);
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
  }, [virtual, place]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = rows[Math.min(rows.length - 1, Math.max(0, place + step))];
    if (row) void showPicture(row.index);
  };
  return (
    <div ref={scroller} className={styles.scroller} role="listbox" aria-label="Pictures" tabIndex={0} data-entry aria-activedescendant={place >= 0 ? `label-picture-${at}` : undefined} onKeyDown={onKeyDown}>
      <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: line, start }) => {
          const { picture, index } = rows[line]!;
          return (
            <div
              key={picture.path}
              id={`label-picture-${index}`}
              role="option"
              aria-selected={index === at}
              className={classes(styles.row, index === at && styles.shown)}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => void showPicture(index)}
            >
              <Mark picture={picture} />
              <span title={picture.path}>{picture.path}</span>
              <State picture={picture} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Mark({ picture: { objects } }: { readonly picture: LabelledPicture }) {
  if (objects === undefined) return <Circle size={13} className={styles.toDo} aria-hidden />;
  return objects > 0 ? <Check size={13} className={styles.done} aria-hidden /> : <Minus size={13} className={styles.done} aria-hidden />;
}

/** The number of objects; the rest is for ears, which do not see the mark. */
function State({ picture: { objects } }: { readonly picture: LabelledPicture }) {
  if (!objects) return <span className={styles.hidden}>{objects === undefined ? 'not labelled' : 'nothing to find'}</span>;
  return <b>{formatCount(objects)}<span className={styles.hidden}>{objects === 1 ? ' object' : ' objects'}</span></b>;
}
