/** The table of confusions for many classes: a picture of cells, since ten thousand buttons would be slow and unreadable. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useSession } from '../../store/session-store';
import { cellSentence, shareOf, type ConfusionTable } from './confusion';
import type { Cell } from './confusion-matrix';
import styles from './confusion.module.css';

interface ConfusionCanvasProps {
  readonly confusion: ConfusionTable;
  onOpen(cell: Cell): void;
}

/** In CSS pixels; with 24 it would be a target, but hundreds of classes must fit: the keyboard reaches each cell as well. */
const SMALLEST_CELL = 6;
const LARGEST_SIDE = 900;

export function ConfusionCanvas({ confusion, onOpen }: ConfusionCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useSession((state) => state.theme);
  const [at, setAt] = useState<Cell>({ truth: 0, answer: 0 });
  const count = confusion.labels.length;
  const size = Math.max(SMALLEST_CELL, Math.min(14, Math.floor(LARGEST_SIDE / count)));
  useEffect(() => {
    if (canvas.current) draw(canvas.current, confusion, size, at);
  }, [confusion, size, at, theme]);
  const cellUnder = ({ nativeEvent }: PointerEvent): Cell => ({ truth: Math.min(count - 1, Math.floor(nativeEvent.offsetY / size)), answer: Math.min(count - 1, Math.floor(nativeEvent.offsetX / size)) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (event.key === 'Enter') onOpen(at);
    if (!step) return;
    event.preventDefault();
    setAt({ truth: Math.min(Math.max(at.truth + step[0]!, 0), count - 1), answer: Math.min(Math.max(at.answer + step[1]!, 0), count - 1) });
  };
  return (
    <div className={styles.large}>
      <p role="status">{cellSentence(confusion, at.truth, at.answer)}</p>
      <div className={styles.scroller}>
        <canvas
          ref={canvas}
          role="application"
          aria-label="Confusions, rows true, columns predicted. Arrows move, Enter opens the samples."
          tabIndex={0}
          data-keys="own"
          style={{ width: count * size, height: count * size }}
          onPointerMove={(event) => setAt(cellUnder(event))}
          onClick={() => onOpen(at)}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, confusion: ConfusionTable, size: number, at: Cell): void {
  const count = confusion.labels.length;
  const scale = window.devicePixelRatio;
  canvas.width = count * size * scale;
  canvas.height = count * size * scale;
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [empty, full, wrong, ring] = ['--raised', '--accent', '--warn', '--text'].map(colour) as [string, string, string, string];
  for (let truth = 0; truth < count; truth++) {
    for (let answer = 0; answer < count; answer++) {
      const share = shareOf(confusion, truth, answer);
      context.globalAlpha = 1;
      context.fillStyle = empty;
      context.fillRect(answer * size, truth * size, size - 1, size - 1);
      if (share === 0) continue;
      // A single mistake must be seen.
      context.globalAlpha = Math.max(0.25, share);
      context.fillStyle = truth === answer ? full : wrong;
      context.fillRect(answer * size, truth * size, size - 1, size - 1);
    }
  }
  context.globalAlpha = 1;
  context.strokeStyle = ring;
  context.strokeRect(at.answer * size - 0.5, at.truth * size - 0.5, size, size);
}
