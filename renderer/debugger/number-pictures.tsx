/** Large values as pictures: grey from the smallest to the largest, with a lens that reads and chooses single numbers. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ElementPlace } from '../../engine/explain/expression/expression';
import { indexOf, positionOf } from '../../engine/explain/position';
import { paintPixels } from '../maps/draw-maps';
import { chooseElement, useDebugger } from './debugger-store';
import { Histogram } from './histogram';
import { markBoxes, type MarkBox } from './mark-boxes';
import { elementName, fullText, partTitle, placeText, type NumberLayout } from './number-layout';
import { spanOf, type Span } from './number-span';
import type { ReadPage } from './step-answers';
import styles from './numbers.module.css';

interface NumberPicturesProps {
  readonly page: ReadPage;
  readonly layout: NumberLayout;
  readonly reads: readonly ElementPlace[];
  readonly winner?: ElementPlace;
  readonly hasHistogram: boolean;
}

const LEAST_SIDE = 112;
const MOST_WIDTH = 560;
/** Cells that fill no rectangle are marked one by one up to so many. */
const MOST_MARKS = 64;

export function NumberPictures({ page, layout, reads, winner, hasHistogram }: NumberPicturesProps) {
  const { name, shape, axes, first, numbers } = page;
  const [lens, setLens] = useState<number>();
  const size = layout.height * layout.width;
  const parts = Array.from({ length: Math.ceil(numbers.length / size) }, (_, part) => part * size);
  const span = spanOf(numbers);
  const chosen = useDebugger((state) => (state.element?.value === name ? indexOf(shape, state.element.position) - first : undefined));
  const marks = reads.flatMap(({ value, position }) => (value === name ? [indexOf(shape, position) - first] : []));
  const won = winner?.value === name ? indexOf(shape, winner.position) - first : undefined;
  const shown = lens ?? chosen;
  const inPart = (index: number | undefined, from: number): number | undefined => (index !== undefined && index >= from && index < from + size ? index - from : undefined);
  return (
    <>
      <div className={styles.lensLine}>
        <p className={styles.lens} role="status">
          {shown !== undefined && shown >= 0 && shown < numbers.length ? <Lens page={page} index={first + shown} value={numbers[shown]!} /> : 'Point, or use the arrow keys.'}
        </p>
        {hasHistogram && <Histogram numbers={numbers} isPart={layout.pages > 1} />}
      </div>
      <div className={styles.pictures}>
        {parts.map((from) => (
          <Picture
            key={from}
            title={partTitle(shape, axes, first + from) || name}
            numbers={numbers.subarray(from, from + size)}
            layout={layout}
            span={span}
            chosen={inPart(chosen, from)}
            won={inPart(won, from)}
            marks={markBoxes(marks.flatMap((index) => inPart(index, from) ?? []), layout.width, MOST_MARKS)}
            onLens={(index) => setLens(index === undefined ? undefined : from + index)}
            onChoose={(index) => chooseElement({ value: name, position: positionOf(shape, first + from + index) })}
          />
        ))}
      </div>
    </>
  );
}

function Lens({ page: { name, shape, axes }, index, value }: { readonly page: ReadPage; readonly index: number; readonly value: number }) {
  const position = positionOf(shape, index);
  return (
    <>
      {`${elementName(name, position, shape, axes)} = ${fullText(value)}`}
      <span className={styles.place}>{placeText(position, shape, axes)}</span>
    </>
  );
}

interface PictureProps {
  readonly title: string;
  readonly numbers: Float64Array;
  readonly layout: NumberLayout;
  readonly span: Span;
  readonly chosen: number | undefined;
  readonly won: number | undefined;
  readonly marks: readonly MarkBox[];
  onLens(index: number | undefined): void;
  onChoose(index: number): void;
}

function Picture({ title, numbers, layout: { height, width }, span, chosen, won, marks, onLens, onChoose }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lines = Math.min(height, Math.ceil(numbers.length / width));
  const zoom = Math.min(Math.max(2, Math.floor(LEAST_SIDE / Math.max(lines, width))), MOST_WIDTH / width);
  useEffect(() => {
    if (!canvas.current) return;
    const factor = span.max > span.min ? 255 / (span.max - span.min) : 0;
    const grey = (index: number): number => (index < numbers.length ? (numbers[index]! - span.min) * factor || 0 : 0);
    paintPixels(canvas.current, width, lines, (index) => [grey(index), grey(index), grey(index)]);
  }, [numbers, span.min, span.max, width, lines]);
  const under = ({ clientX, clientY }: PointerEvent): number => {
    const { left, top, width: w, height: h } = canvas.current!.getBoundingClientRect();
    const row = Math.min(lines - 1, Math.max(0, Math.floor(((clientY - top) * lines) / h)));
    const column = Math.min(width - 1, Math.max(0, Math.floor(((clientX - left) * width) / w)));
    return Math.min(numbers.length - 1, row * width + column);
  };
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -width, ArrowDown: width, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = chosen === undefined ? 0 : chosen + step;
    if (wanted >= 0 && wanted < numbers.length) onChoose(wanted);
  };
  const box = ({ row, column, height: high, width: wide }: MarkBox) => ({ left: column * zoom, top: row * zoom, width: wide * zoom, height: high * zoom });
  const cell = (index: number) => box({ row: Math.floor(index / width), column: index % width, height: 1, width: 1 });
  return (
    <figure className={styles.figure}>
      <div className={styles.picture} style={{ width: width * zoom, height: lines * zoom }} tabIndex={0} role="group" aria-label={`${title}, ${lines} high, ${width} wide`} onKeyDown={keys} onPointerMove={(event) => onLens(under(event))} onPointerLeave={() => onLens(undefined)} onClick={(event) => onChoose(under(event as unknown as PointerEvent))}>
        <canvas ref={canvas} />
        {marks.map((mark) => <span key={`${mark.row} ${mark.column}`} className={styles.mark} style={box(mark)} aria-hidden />)}
        {won !== undefined && <span className={styles.won} style={cell(won)} aria-hidden />}
        {chosen !== undefined && <span className={styles.cursor} style={cell(chosen)} aria-hidden />}
      </div>
      <figcaption>{title}</figcaption>
    </figure>
  );
}
