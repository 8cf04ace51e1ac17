/** A table of data: its columns with what they hold and what they are for, and its rows, however many there are. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Column } from '../../engine/data/dataset';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import { showSample } from '../store/sample-store';
import { ColumnHead } from './column-head';
import { useDataSession } from './data-session';
import { useTypeScale } from '../store/presentation-store';
import styles from './row-table.module.css';
import { SPLIT_TITLES } from './split-name';
import type { RowWindow } from './use-rows';

const ROW_HEIGHT = 26;

interface RowTableProps {
  readonly request: DataRequest;
  readonly summary: DataSummary;
  readonly rows: RowWindow;
}

export function RowTable({ request, summary, rows }: RowTableProps) {
  const columns = summary.columns.filter(({ kind }) => kind !== 'image');
  const chosen = useDataSession((state) => state.row);
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const total = rows.total ?? 0;
  const rowHeight = ROW_HEIGHT * useTypeScale();
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const lines = virtual.getVirtualItems();
  const [first, last] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0];
  useEffect(() => rows.need(first, last), [rows, first, last]);
  useEffect(() => setActive(0), [request, total]);

  const choose = (index: number): void => {
    const row = rows.at(index);
    setActive(index);
    if (!row) return;
    useDataSession.setState({ row: row.row });
    if (row.split) showSample({ kind: 'row', row: row.row });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 3);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total };
    const step = steps[event.key];
    if (event.key === 'Enter') choose(active);
    else if (step === undefined) return;
    else {
      const next = Math.min(total - 1, Math.max(0, active + step));
      setActive(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    }
    event.preventDefault();
  };
  const template = { gridTemplateColumns: `minmax(110px, 160px) 92px repeat(${columns.length}, minmax(132px, 1fr))`, minWidth: 202 + 132 * columns.length };
  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-label="Rows" aria-rowcount={total + 1} tabIndex={0} data-keys="own" onKeyDown={onKeyDown}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.headRow} style={template}>
          <div role="columnheader" className={styles.plainHead}>Row</div>
          <div role="columnheader" className={styles.plainHead}>Split</div>
          {columns.map((column) => (
            <ColumnHead key={column.name} request={request} summary={summary} column={column} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize(), minWidth: template.minWidth }}>
        {lines.map(({ index, start }) => {
          const row = rows.at(index);
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={row !== undefined && row.row === chosen}
              className={classes(styles.row, index === active && styles.active, row !== undefined && row.row === chosen && styles.chosen)}
              style={{ ...template, top: start }}
              onClick={() => choose(index)}
            >
              <div role="cell" className={styles.cell}>{row?.name ?? '…'}</div>
              <div role="cell" className={classes(styles.cell, row && !row.split && styles.leftOut)}>{row ? (row.split ? SPLIT_TITLES[row.split] : 'Left out') : ''}</div>
              {columns.map((column) => (
                <div key={column.name} role="cell" className={classes(styles.cell, column.kind === 'number' && styles.number)}>
                  {row ? cellText(column, row.values[column.name] ?? '') : ''}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Long fractions make a column unreadable; the whole value stays in the file. */
function cellText({ kind }: Column, value: string): string {
  if (value === '') return '–';
  const number = Number(value);
  return kind === 'number' && !Number.isInteger(number) ? String(Number(number.toPrecision(6))) : value;
}
