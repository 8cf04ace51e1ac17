/** The layers of the run with a small histogram of weights, activations and gradients each; what needs a look can come first. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { TriangleAlert } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { normText } from '../../canvas/gradient-scale';
import { classes } from '../../design/classes';
import { Swatch } from '../../design/swatch';
import { selectLayer } from './go-to-layer';
import { percentText, sortRows, type LayerRow, type LayerSort } from './layer-rows';
import { SmallHistogram, Sparkline } from './small-charts';
import { useTypeScale } from '../../store/presentation-store';
import styles from './layers-view.module.css';

const ROW_HEIGHT = 30;
/** What is drawn before the size of the list is known. */
const FIRST_RECT = { width: 600, height: 240 };

const HEADS: readonly { readonly title: string; readonly sort?: LayerSort; readonly isNumber?: boolean }[] = [
  { title: 'Layer', sort: 'layer' },
  { title: 'Weights' },
  { title: 'Activations' },
  { title: 'Gradients' },
  { title: 'Gradient norm', sort: 'norm', isNumber: true },
  { title: 'Zeros', sort: 'zeros', isNumber: true },
  { title: 'Dead', sort: 'dead', isNumber: true },
];

export function LayerList({ rows, chosen }: { readonly rows: readonly LayerRow[]; readonly chosen: LayerRow | undefined }) {
  const [sort, setSort] = useState<LayerSort>('layer');
  const sorted = useMemo(() => sortRows(rows, sort), [rows, sort]);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHT * useTypeScale();
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8, initialRect: FIRST_RECT });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const at = sorted.findIndex(({ path }) => path === chosen?.path);

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const next = sorted[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    selectLayer(next.path);
  };

  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-label="Layers of the run" aria-rowcount={sorted.length + 1} tabIndex={0} data-keys="own" onKeyDown={onKeyDown}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.row}>
          {HEADS.map(({ title, sort: by, isNumber }) => (
            <div key={title} role="columnheader" className={classes(styles.cell, isNumber && styles.number)} aria-sort={by !== undefined && by === sort ? (by === 'layer' || by === 'norm' ? 'ascending' : 'descending') : 'none'}>
              {by === undefined ? title : <button type="button" className={classes(by === sort && styles.sorted)} onClick={() => setSort(by)}>{title}</button>}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <Row key={sorted[index]!.path} row={sorted[index]!} index={index} top={start} isChosen={index === at} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: LayerRow;
  readonly index: number;
  readonly top: number;
  readonly isChosen: boolean;
}

const Row = memo(function Row({ row: { path, kind, weights, port, norm, norms, finding }, index, top, isChosen }: RowProps) {
  const gradients = weights?.gradient ?? port.gradient;
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isChosen} className={classes(styles.row, styles.line, isChosen && styles.chosen)} style={{ top }} onClick={() => selectLayer(path)}>
      <div role="cell" className={styles.cell}>
        <Swatch kind={kind} />
        <span className={styles.name}>{path}</span>
        {finding && <TriangleAlert className={styles.sign} size={13} role="img" aria-label={finding.text} />}
      </div>
      <div role="cell" className={styles.cell}>{weights ? <SmallHistogram bins={weights.value.bins} /> : <None />}</div>
      <div role="cell" className={styles.cell}><SmallHistogram bins={port.activation.bins} /></div>
      <div role="cell" className={styles.cell}>{gradients ? <SmallHistogram bins={gradients.bins} /> : <None />}</div>
      <div role="cell" className={classes(styles.cell, styles.number)}>
        <Sparkline values={norms} />
        <span className={styles.norm}>{norm === undefined ? '—' : normText(norm)}</span>
      </div>
      <div role="cell" className={classes(styles.cell, styles.number)}>{percentText(port.activation.zeros)}</div>
      <div role="cell" className={classes(styles.cell, styles.number)}>{port.units ? `${port.units.dead} / ${port.units.count}` : '—'}</div>
    </div>
  );
});

function None() {
  return <span className={styles.none}>—</span>;
}
