/** The sample with the square that one value sees. The pointer or the arrow keys choose the value. */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { FieldSpan, FieldStep } from '../../engine/explain/sizes/field-formula';
import type { MapsPicture } from '../../engine/run/look-picture';
import { drawPicture } from '../maps/draw-maps';
import { useTypeScale } from '../store/presentation-store';
import { cellAround, cellBeside } from './field-place';
import styles from './field-view.module.css';

interface FieldPictureProps {
  /** Sizes of the input per spatial axis; one for a sequence. */
  readonly input: readonly number[];
  /** Undefined where there is no sample: a grid takes its place. */
  readonly picture: MapsPicture | undefined;
  readonly spans: readonly FieldSpan[];
  /** The field of the layer that is pointed at. */
  readonly other: readonly FieldSpan[] | undefined;
  readonly label: string;
  readonly step: FieldStep;
  readonly cell: readonly number[];
  onChoose(cell: readonly number[]): void;
}

const SIDE = 168;
/** A sequence is a strip of this height. */
const STRIP = 24;
/** Padding is shown as far as this share of the input. */
const MOST_MARGIN = 0.4;
/** Finer grids would be grey. */
const MOST_LINES = 40;

export function FieldPicture({ input, picture, spans, other, label, step, cell, onChoose }: FieldPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<SVGSVGElement>(null);
  const isStrip = input.length === 1;
  const [height, width] = isStrip ? [1, input[0]!] : [input[0]!, input[1]!];
  const [rows, columns] = isStrip ? [undefined, spans[0]!] : [spans[0]!, spans[1]!];
  const [top, bottom] = rows ? margins(rows, height) : [0, 0];
  const [left, right] = margins(columns, width);
  const type = useTypeScale();
  const strip = STRIP * type;
  const scale = Math.min((SIDE * type) / (width + left + right), isStrip ? strip : (SIDE * type) / (height + top + bottom));
  useEffect(() => {
    if (canvas.current && picture) drawPicture(canvas.current, picture, scale * Math.max(height, width));
  }, [picture, scale, height, width]);
  const choose = ({ clientX, clientY }: PointerEvent): void => {
    const bounds = frame.current!.getBoundingClientRect();
    const x = ((clientX - bounds.left) / bounds.width) * (width + left + right) - left;
    const y = ((clientY - bounds.top) / bounds.height) * (height + top + bottom) - top;
    onChoose(cellAround(step, isStrip ? [x] : [y, x]));
  };
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    onChoose(cellBeside(step, cell, isStrip ? [by[0]! + by[1]!] : by));
  };
  const stretch = isStrip ? strip / scale : 1;
  return (
    <div className={styles.picture} style={{ width: scale * (width + left + right), height: isStrip ? strip : scale * (height + top + bottom) }} tabIndex={0} role="group" aria-label={label} onKeyDown={keys} onPointerDown={choose} onPointerMove={(event) => event.buttons === 1 && choose(event)}>
      {picture && !isStrip && <canvas ref={canvas} className={styles.sample} style={{ left: scale * left, top: scale * top }} />}
      <svg ref={frame} viewBox={`${-left} ${-top} ${width + left + right} ${isStrip ? stretch : height + top + bottom}`} aria-hidden>
        <rect className={styles.input} width={width} height={isStrip ? stretch : height} data-empty={picture === undefined || isStrip} />
        {(!picture || isStrip) && <path className={styles.grid} d={gridPath(width, isStrip ? stretch : height, isStrip)} />}
        <Square spans={spans} isStrip={isStrip} stretch={stretch} className={styles.field} />
        {other && <Square spans={other} isStrip={isStrip} stretch={stretch} className={styles.other} />}
      </svg>
    </div>
  );
}

/** Cells of padding before and behind that are shown. */
function margins({ from, size }: FieldSpan, length: number): readonly [number, number] {
  const most = Math.ceil(MOST_MARGIN * length);
  return [Math.min(most, Math.max(0, -from)), Math.min(most, Math.max(0, from + size - length))];
}

function gridPath(width: number, height: number, isStrip: boolean): string {
  if (Math.max(width, isStrip ? 0 : height) > MOST_LINES) return '';
  const across = isStrip ? [] : Array.from({ length: height - 1 }, (_, row) => `M0 ${row + 1}h${width}`);
  return [...across, ...Array.from({ length: width - 1 }, (_, column) => `M${column + 1} 0v${height}`)].join('');
}

interface SquareProps {
  readonly spans: readonly FieldSpan[];
  readonly isStrip: boolean;
  readonly stretch: number;
  readonly className: string | undefined;
}

function Square({ spans, isStrip, stretch, className }: SquareProps) {
  const [rows, columns] = isStrip ? [{ from: 0, size: stretch }, spans[0]!] : [spans[0]!, spans[1]!];
  return <rect className={className} x={columns.from} y={rows.from} width={columns.size} height={rows.size} />;
}
