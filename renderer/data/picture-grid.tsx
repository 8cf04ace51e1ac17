/** Every picture of the data that passes the filter, however many there are. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ImageOff } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DataRequest, DataRow, DataSummary, Thumbnail } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import { showSample } from '../store/sample-store';
import styles from './browse.module.css';
import { useDataSession } from './data-session';
import { Picture } from './picture';
import { RowLine } from './row-line';
import type { RowWindow } from './use-rows';
import { useThumbnails } from './use-thumbnails';

const GAP = 4;

interface PictureGridProps {
  readonly request: DataRequest;
  readonly summary: DataSummary;
  readonly rows: RowWindow;
}

export function PictureGrid({ request, summary, rows }: PictureGridProps) {
  const size = useDataSession((state) => state.thumbnailSize);
  const chosenRow = useDataSession((state) => state.row);
  const [active, setActive] = useState(0);
  const [hovered, setHovered] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const perLine = Math.max(1, Math.floor((width + GAP) / (size + GAP)));
  const total = rows.total ?? 0;
  const virtual = useVirtualizer({ count: Math.ceil(total / perLine), getScrollElement: () => scroller.current, estimateSize: () => size + GAP, overscan: 3 });
  const lines = virtual.getVirtualItems();
  const [first, last] = [(lines[0]?.index ?? 0) * perLine, Math.min(total, ((lines.at(-1)?.index ?? 0) + 1) * perLine) - 1];
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => ({ index: first + offset, row: rows.at(first + offset) }));
  const thumbnails = useThumbnails(request, summary, shown.flatMap(({ row }) => row?.row ?? []), size > 80 ? 160 : 80);
  useEffect(() => virtual.measure(), [virtual, size, perLine]);
  useEffect(() => rows.need(Math.max(0, first), Math.max(0, last)), [rows, first, last]);
  useEffect(() => setActive(0), [request, total]);

  const choose = (index: number, shows: boolean): void => {
    const row = rows.at(index);
    setActive(index);
    if (!row) return;
    useDataSession.setState({ row: row.row });
    if (shows && row.split) showSample({ kind: 'row', row: row.row });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (size + GAP))) * perLine;
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perLine, ArrowUp: -perLine, PageDown: page, PageUp: -page, Home: -total, End: total };
    const step = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(active, true);
    else if (step === undefined) return;
    else {
      const next = Math.min(total - 1, Math.max(0, active + step));
      // The line below tells of what the keyboard is at, wherever the pointer rests.
      setHovered(undefined);
      choose(next, false);
      virtual.scrollToIndex(Math.floor(next / perLine), { align: 'auto' });
    }
    event.preventDefault();
  };
  const told = rows.at(hovered ?? active);
  return (
    <div className={styles.gridFrame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        aria-label="Pictures"
        tabIndex={0}
        aria-activedescendant={shown.some(({ index }) => index === active) ? `picture-${active}` : undefined}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setHovered(undefined)}
      >
        <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, row }) => (
            <Cell
              key={index}
              index={index}
              total={total}
              row={row}
              thumbnail={row && thumbnails.get(row.row)}
              isActive={index === active}
              isChosen={row !== undefined && row.row === chosenRow}
              place={{ left: (index % perLine) * (size + GAP), top: Math.floor(index / perLine) * (size + GAP), width: size, height: size }}
              onChoose={() => choose(index, true)}
              onHover={() => setHovered(index)}
            />
          ))}
        </div>
      </div>
      <RowLine row={told} thumbnail={told && thumbnails.get(told.row)} />
    </div>
  );
}

interface CellProps {
  readonly index: number;
  readonly total: number;
  readonly row: DataRow | undefined;
  readonly thumbnail: Thumbnail | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly place: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  onChoose(): void;
  onHover(): void;
}

function Cell({ index, total, row, thumbnail, isActive, isChosen, place, onChoose, onHover }: CellProps) {
  const label = row ? [row.name, ...Object.values(row.values), row.split ?? 'left out', thumbnail?.problem?.message].filter(Boolean).join(', ') : 'Reading';
  return (
    <div
      id={`picture-${index}`}
      role="option"
      aria-label={label}
      aria-selected={isChosen}
      aria-setsize={total}
      aria-posinset={index + 1}
      className={classes(styles.cell, isActive && styles.active, isChosen && styles.chosen)}
      style={place}
      onClick={onChoose}
      onPointerMove={onHover}
    >
      {thumbnail && !thumbnail.problem && <Picture picture={thumbnail} className={classes(styles.picture, thumbnail.width < place.width && styles.sharp)} />}
      {thumbnail?.problem && <ImageOff size={Math.min(20, place.width / 2)} className={styles.broken} aria-hidden />}
    </div>
  );
}

/** Inside the padding. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
