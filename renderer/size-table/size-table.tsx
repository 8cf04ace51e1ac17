/** The sizes and costs of every layer; updates as one types. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { goToBox } from '../commands/go';
import { classes } from '../design/classes';
import { Swatch } from '../design/swatch';
import { formatBytes, formatCount, plural } from '../network/text';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { useSession, type ShapeOrder } from '../store/session-store';
import { arrangeRows, COLUMNS, sizeRows, totalsOf, type Column, type SizeRow, type Sorting } from './rows';
import { useTypeScale } from '../store/presentation-store';
import { Figure } from '../why/figure';
import styles from './size-table.module.css';
import { TableTools } from './table-tools';

const ROW_HEIGHT = 28;
const NETWORK = { kind: 'network' } as const;

export function SizeTable() {
  const network = useDocument((state) => state.network);
  const order = useSession((state) => state.shapeOrder);
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ column: 'layer', isDescending: false });
  const rows = useMemo(() => arrangeRows(sizeRows(network), words, sorting), [network, words, sorting]);
  const totals = totalsOf(network);
  const largest = useMemo(() => Math.max(1, ...rows.map(({ inferred }) => inferred.sizes?.parameters ?? 0)), [rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHT * useTypeScale();
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const chosen = useChosenRow(rows);

  useEffect(() => {
    if (chosen !== undefined) virtual.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') return alongRow(event);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const next = rows[(chosen ?? -1) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    goToBox(next.place, next.node);
    stayInColumn(event);
  };

  return (
    <div className={styles.frame}>
      <TableTools rows={rows} words={words} onWords={setWords} />
      <div ref={scroller} className={styles.scroller} role="table" aria-label="Size table" aria-rowcount={rows.length + 2} tabIndex={0} data-keys="own" onKeyDown={onKeyDown}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row}>
            {COLUMNS.map(({ id, title, isNumber }) => {
              const isSorted = sorting.column === id;
              const Arrow = sorting.isDescending ? ArrowDown : ArrowUp;
              return (
                <div key={id} role="columnheader" className={classes(styles.cell, isNumber && styles.number)} aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : 'none'}>
                  <button type="button" onClick={() => setSorting({ column: id, isDescending: isSorted ? !sorting.isDescending : isNumber })}>
                    {isSorted && id !== 'layer' && <Arrow size={12} aria-hidden />}
                    {title(order)}
                  </button>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <Row key={rows[index]!.path} row={rows[index]!} order={order} index={index} top={start} largest={largest} isChosen={index === chosen} />
          ))}
          {rows.length === 0 && (
            <div role="row">
              <p role="cell" className={styles.empty}>{words === '' ? 'The table fills as you add layers.' : 'No layer is called that.'}</p>
            </div>
          )}
        </div>
        <div role="rowgroup" className={styles.foot}>
          <div role="row" className={styles.row}>
            <div role="cell" className={styles.cell}>{plural(network.nodes.length, 'layer')}</div>
            <div role="cell" className={styles.cell} />
            <div role="cell" className={styles.cell} />
            <div role="cell" className={classes(styles.cell, styles.number)}><Figure subject={NETWORK} text={formatCount(totals.activations)} quantity="memory" /></div>
            <div role="cell" className={classes(styles.cell, styles.number)}><Figure subject={NETWORK} text={formatCount(totals.parameters)} quantity="parameters" /></div>
            <div role="cell" className={classes(styles.cell, styles.number)}><Figure subject={NETWORK} text={formatCount(totals.macs)} quantity="macs" /></div>
            <div role="cell" className={styles.cell} />
            <div role="cell" className={classes(styles.cell, styles.number)}><Figure subject={NETWORK} text={formatBytes(totals.memory)} quantity="memory" /></div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Left and right, from number to number of the chosen row. */
function alongRow(event: KeyboardEvent): void {
  const figures = [...event.currentTarget.querySelectorAll<HTMLElement>('[aria-selected="true"] [data-figure]')];
  const at = figures.indexOf(event.target as HTMLElement);
  const next = figures[at < 0 && event.key === 'ArrowLeft' ? figures.length - 1 : at + (event.key === 'ArrowRight' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Up and down, with the keyboard on a number, to the number below or above. */
function stayInColumn({ currentTarget, target }: KeyboardEvent): void {
  const column = (target as HTMLElement).closest('[role="cell"]')?.getAttribute('aria-colindex');
  if (column === null || column === undefined) return;
  requestAnimationFrame(() => currentTarget.querySelector<HTMLElement>(`[aria-selected="true"] [aria-colindex="${column}"] [data-figure]`)?.focus());
}

/** The row of the one selected box; of a block's layers, the first. */
function useChosenRow(rows: readonly SizeRow[]): number | undefined {
  const selection = useSession((state) => state.selection);
  const place = useOpenGraph((state) => state.place);
  return useMemo(() => {
    const key = place.join('/');
    const index = rows.findIndex((row) => selection.has(row.node) && row.place.join('/') === key);
    return index < 0 ? undefined : index;
  }, [rows, selection, place]);
}

interface RowProps {
  readonly row: SizeRow;
  readonly order: ShapeOrder;
  readonly index: number;
  readonly top: number;
  readonly largest: number;
  readonly isChosen: boolean;
}

const LONGEST_BAR = 64;

/** A number that there is can be asked why; the keyboard reaches those of the chosen row. */
function CellText({ column, row, order, isTabStop }: { readonly column: Column; readonly row: SizeRow; readonly order: ShapeOrder; readonly isTabStop: boolean }) {
  const text = column.text(row, order);
  if (!column.quantity || !row.inferred.sizes || text === '—') return <span className={styles.text}>{text}</span>;
  return <Figure subject={{ kind: 'layer', path: row.path }} text={text} quantity={column.quantity} isTabStop={isTabStop} />;
}

const Row = memo(function Row({ row, order, index, top, largest, isChosen }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={classes(styles.row, styles.line, isChosen && styles.chosen)}
      style={{ top }}
      onClick={() => goToBox(row.place, row.node)}
    >
      {COLUMNS.map((column, at) => (
        <div key={column.id} role="cell" aria-colindex={at + 1} className={classes(styles.cell, column.isNumber && styles.number, column.id === 'kind' && styles.dim)}>
          {column.id === 'layer' && <Swatch kind={row.kind} />}
          <CellText column={column} row={row} order={order} isTabStop={isChosen} />
          {column.id === 'parameters' && (row.inferred.sizes?.parameters ?? 0) > 0 && (
            <span aria-hidden className={styles.bar} style={{ width: Math.max(2, (LONGEST_BAR * row.inferred.sizes!.parameters) / largest) }} />
          )}
        </div>
      ))}
    </div>
  );
});
