/** Large values as pictures: grey from the smallest to the largest, with a lens that reads and chooses single numbers. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ElementPlace } from '../../engine/explain/expression/expression';
import { indexOf, positionOf } from '../../engine/explain/position';
import { valueText } from '../maps/answer-text';
import { bitmapOf } from '../maps/draw-maps';
import { chooseElement, useDebugger } from './debugger-store';
import { elementName, fullText, partTitle, type NumberLayout } from './number-layout';
import type { ReadPage } from './use-asked';
import styles from './debugger.module.css';

interface NumberPicturesProps {
  readonly page: ReadPage;
  readonly layout: NumberLayout;
  readonly reads: readonly ElementPlace[];
}

interface Span {
  readonly min: number;
  readonly max: number;
}

const LEAST_SIDE = 112;
const MOST_WIDTH = 560;
const MOST_MARKS = 400;

export function NumberPictures({ page, layout, reads }: NumberPicturesProps) {
  const { name, shape, axes, first, numbers } = page;
  const [lens, setLens] = useState<number>();
  const size = layout.height * layout.width;
  const parts = Array.from({ length: Math.ceil(numbers.length / size) }, (_, part) => part * size);
  const span = spanOf(numbers);
  const chosen = useDebugger((state) => (state.element?.value === name ? indexOf(shape, state.element.position) - first : undefined));
  const marks = reads.flatMap(({ value, position }) => (value === name ? [indexOf(shape, position) - first] : [])).filter((index) => index >= 0 && index < numbers.length).slice(0, MOST_MARKS);
  const shown = lens ?? chosen;
  return (
    <>
      <p className={styles.lens} role="status">
        {shown !== undefined && shown >= 0 && shown < numbers.length ? `${elementName(name, positionOf(shape, first + shown), shape, axes)} = ${fullText(numbers[shown]!)}` : 'Point at a cell, or use the arrow keys.'}
      </p>
      <div className={styles.pictures}>
        {parts.map((from) => (
          <Picture
            key={from}
            title={partTitle(shape, axes, first + from) || name}
            numbers={numbers.subarray(from, from + size)}
            layout={layout}
            span={span}
            chosen={chosen === undefined ? undefined : chosen - from}
            marks={marks.map((index) => index - from).filter((index) => index >= 0 && index < size)}
            onLens={(index) => setLens(index === undefined ? undefined : from + index)}
            onChoose={(index) => chooseElement({ value: name, position: positionOf(shape, first + from + index) })}
          />
        ))}
      </div>
    </>
  );
}

interface PictureProps {
  readonly title: string;
  readonly numbers: Float64Array;
  readonly layout: NumberLayout;
  readonly span: Span;
  readonly chosen: number | undefined;
  readonly marks: readonly number[];
  onLens(index: number | undefined): void;
  onChoose(index: number): void;
}

function Picture({ title, numbers, layout: { height, width }, span, chosen, marks, onLens, onChoose }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lines = Math.min(height, Math.ceil(numbers.length / width));
  const zoom = Math.min(Math.max(2, Math.floor(LEAST_SIDE / Math.max(lines, width))), MOST_WIDTH / width);
  useEffect(() => {
    if (!canvas.current) return;
    const factor = span.max > span.min ? 255 / (span.max - span.min) : 0;
    const grey = (index: number): number => (index < numbers.length ? (numbers[index]! - span.min) * factor || 0 : 0);
    canvas.current.width = width;
    canvas.current.height = lines;
    canvas.current.getContext('2d')!.drawImage(bitmapOf(width, lines, (index) => [grey(index), grey(index), grey(index)]), 0, 0);
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
    const inside = chosen !== undefined && chosen >= 0 && chosen < numbers.length ? chosen + step : 0;
    if (inside >= 0 && inside < numbers.length) onChoose(inside);
  };
  const isHere = chosen !== undefined && chosen >= 0 && chosen < numbers.length;
  const cell = (index: number) => ({ left: (index % width) * zoom, top: Math.floor(index / width) * zoom, width: zoom, height: zoom });
  return (
    <figure className={styles.figure}>
      <div className={styles.picture} style={{ width: width * zoom, height: lines * zoom }} tabIndex={0} role="group" aria-label={`${title}, ${lines} high, ${width} wide`} onKeyDown={keys} onPointerMove={(event) => onLens(under(event))} onPointerLeave={() => onLens(undefined)} onClick={(event) => onChoose(under(event as unknown as PointerEvent))}>
        <canvas ref={canvas} />
        {marks.map((index) => <span key={index} className={styles.mark} style={cell(index)} aria-hidden />)}
        {isHere && <span className={styles.cursor} style={cell(chosen)} aria-hidden />}
      </div>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

const BINS = 40;

/** How often which numbers occur, on this page. */
export function Histogram({ numbers }: { readonly numbers: Float64Array }) {
  const { min, max } = spanOf(numbers);
  const bins = Array<number>(BINS).fill(0);
  const width = max > min ? (max - min) / BINS : 1;
  for (const value of numbers) if (Number.isFinite(value)) bins[Math.min(BINS - 1, Math.floor((value - min) / width))]!++;
  const most = Math.max(1, ...bins);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  return (
    <figure className={styles.histogram}>
      <svg viewBox={`0 0 ${BINS} 24`} preserveAspectRatio="none" role="img" aria-label={`From ${valueText(min)} to ${valueText(max)}, mean ${valueText(mean)}`}>
        {bins.map((count, index) => <rect key={index} x={index + 0.05} width={0.9} y={24 - (24 * count) / most} height={(24 * count) / most} />)}
      </svg>
      <figcaption>
        <span>{valueText(min)}</span>
        <span>{`mean ${valueText(mean)}`}</span>
        <span>{valueText(max)}</span>
      </figcaption>
    </figure>
  );
}

function spanOf(numbers: Float64Array): Span {
  let [min, max] = [Infinity, -Infinity];
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
