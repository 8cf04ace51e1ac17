/** Planes side by side. The pointer, or the arrow keys in a plane, read single values. */
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import type { Span } from '../../engine/run/look-picture';
import { valueText } from './answer-text';
import { paintPixels } from './draw-maps';
import { valueAt, type Plane } from './planes';
import styles from './layer-view.module.css';

interface Reading {
  readonly plane: string;
  readonly row: number;
  readonly column: number;
  readonly values: readonly number[];
}

interface PlaneGridProps {
  readonly planes: readonly Plane[];
  /** One scale for all planes, else each has its own. */
  readonly isShared: boolean;
  /** How a place in a plane is called, e.g. “row 3, column 4”. */
  placeText(row: number, column: number): string;
}

/** No plane is drawn smaller; large ones are scrolled. */
const LEAST_SIDE = 96;
const LEAST_PIXEL = 2;
const MOST_WIDTH = 820;
/** A caption's width; planes of one page are of one size. */
const LEAST_CELL = 128;

/** Pixels of the page per value. */
function zoomOf({ height, width }: Plane): number {
  return Math.min(Math.max(LEAST_PIXEL, Math.floor(LEAST_SIDE / Math.max(height, width))), MOST_WIDTH / width);
}

export function PlaneGrid({ planes, isShared, placeText }: PlaneGridProps) {
  const [reading, setReading] = useState<Reading>();
  const shared = isShared ? together(planes) : undefined;
  return (
    <>
      <ul className={styles.grid} style={{ '--cell': `${Math.max(LEAST_CELL, ...planes.slice(0, 1).map((plane) => plane.width * zoomOf(plane)))}px` } as CSSProperties}>
        {planes.map((plane) => (
          <li key={plane.title}>
            <PlanePicture plane={plane} scale={shared ?? plane.span} reading={reading?.plane === plane.title ? reading : undefined} onRead={setReading} />
            <p className={styles.caption}>
              <span>{plane.title}</span>
              <span>{`${valueText(plane.span.min)} … ${valueText(plane.span.max)}`}</span>
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.reading} role="status">
        {reading ? `${reading.plane}, ${placeText(reading.row, reading.column)}: ${reading.values.map(valueText).join('  ')}` : 'Point at a pixel, or choose a picture with Tab and move with the arrow keys, to read its value.'}
      </p>
    </>
  );
}

function together(planes: readonly Plane[]): Span {
  return { min: Math.min(...planes.map(({ span }) => span.min)), max: Math.max(...planes.map(({ span }) => span.max)), mean: 0 };
}

interface PlanePictureProps {
  readonly plane: Plane;
  readonly scale: Span;
  readonly reading: Reading | undefined;
  onRead(reading: Reading | undefined): void;
}

function PlanePicture({ plane, scale, reading, onRead }: PlanePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, title } = plane;
  const zoom = zoomOf(plane);
  const at = reading && `${reading.row} ${reading.column}`;
  useEffect(() => {
    if (canvas.current) drawPlane(canvas.current, plane, scale);
    // The scale's object is new with every drawing; its numbers count.
  }, [plane, scale.min, scale.max]);
  const read = (row: number, column: number): void => {
    const inside = { row: Math.min(height - 1, Math.max(0, row)), column: Math.min(width - 1, Math.max(0, column)) };
    const values = valueAt(plane, inside.row, inside.column);
    // A folded vector may end before its last line does.
    if (!values.some(Number.isNaN)) onRead({ plane: title, ...inside, values });
  };
  const point = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top, width: w, height: h } = canvas.current!.getBoundingClientRect();
    read(Math.floor(((clientY - top) * height) / h), Math.floor(((clientX - left) * width) / w));
  };
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    read((reading?.row ?? 0) + step[0]!, (reading?.column ?? 0) + step[1]!);
  };
  return (
    <div className={styles.plane} style={{ width: width * zoom, height: height * zoom }} tabIndex={0} role="group" aria-label={`${title}, ${height} high, ${width} wide, from ${valueText(plane.span.min)} to ${valueText(plane.span.max)}`} onFocus={() => !reading && read(0, 0)} onKeyDown={keys} onPointerMove={point} onPointerLeave={() => onRead(undefined)}>
      <canvas ref={canvas} />
      {at !== undefined && <span className={styles.cursor} style={{ left: reading!.column * zoom, top: reading!.row * zoom, width: zoom, height: zoom }} aria-hidden />}
    </div>
  );
}

function drawPlane(canvas: HTMLCanvasElement, plane: Plane, { min, max }: Span): void {
  const { values, height, width, isColour } = plane;
  const size = height * width;
  const factor = max > min ? 255 / (max - min) : 0;
  const grey = (index: number): number => (factor === 0 ? (min === 0 ? 0 : 128) : (values[index]! - min) * factor || 0);
  paintPixels(canvas, width, height, (index) => (isColour ? [grey(index), grey(size + index), grey(2 * size + index)] : [grey(index), grey(index), grey(index)]));
}
