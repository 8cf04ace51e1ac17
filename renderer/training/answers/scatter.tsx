/** Predicted against true numbers: on the diagonal is right. */
import { useEffect, useRef } from 'react';
import type { NumberAnswers } from '../../../engine/run/answers';
import { showSample } from '../../store/sample-store';
import { useTypeScale } from '../../store/presentation-store';
import { useSession } from '../../store/session-store';
import { axisText } from '../curves/uplot-options';
import styles from './answers-view.module.css';

const SIDE = 190;
const MARGIN = 34;
/** How near a click must come to a point, in pixels. */
const REACH = 12;

export function Scatter({ answers }: { readonly answers: NumberAnswers }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useSession((state) => state.theme);
  const zoom = useTypeScale();
  const points = answers.rows.flatMap(({ row, truth, answer }) => truth.map((value, index) => ({ row, x: value, y: answer[index]! })));
  const [low, high] = rangeOf(points.flatMap(({ x, y }) => [x, y]));
  const place = (value: number): number => (SIDE * (value - low)) / (high - low);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, points.map(({ x, y }) => ({ x: MARGIN + place(x), y: SIDE - place(y) + 4 })), [low, high]);
  }, [answers, theme]);
  return (
    <section className={styles.matrix} aria-label="Predicted against true">
      <header className={styles.head}>
        <h3>Predicted against true</h3>
        <small>on the line is right</small>
      </header>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Predicted against true numbers of ${answers.rows.length} samples, from ${axisText(low)} to ${axisText(high)}. The worst are listed beside.`}
        style={{ width: SIDE + MARGIN + 4, height: SIDE + 26, zoom }}
        onClick={({ nativeEvent: { offsetX, offsetY } }) => {
          const distance = ({ x, y }: { x: number; y: number }): number => Math.hypot(MARGIN + place(x) - offsetX, SIDE - place(y) + 4 - offsetY);
          const nearest = points.reduce((best, point) => (distance(point) < distance(best) ? point : best), points[0]!);
          if (nearest && distance(nearest) <= REACH) showSample({ kind: 'row', row: nearest.row });
        }}
      />
    </section>
  );
}

function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  return high > low ? [low, high] : Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
}

function draw(canvas: HTMLCanvasElement, points: readonly { x: number; y: number }[], [low, high]: readonly [number, number]): void {
  const scale = window.devicePixelRatio;
  canvas.width = (SIDE + MARGIN + 4) * scale;
  canvas.height = (SIDE + 26) * scale;
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  context.strokeStyle = colour('--line');
  context.strokeRect(MARGIN + 0.5, 4.5, SIDE - 1, SIDE - 1);
  context.beginPath();
  context.moveTo(MARGIN, SIDE + 4);
  context.lineTo(MARGIN + SIDE, 4);
  context.stroke();
  context.fillStyle = colour('--accent');
  // Many points over each other are darker than one.
  context.globalAlpha = 0.6;
  for (const { x, y } of points) {
    context.beginPath();
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  context.fillStyle = colour('--faint');
  context.font = '10.5px "JetBrains Mono Variable", monospace';
  context.fillText(axisText(low), MARGIN, SIDE + 18);
  context.textAlign = 'right';
  context.fillText(axisText(high), MARGIN + SIDE, SIDE + 18);
  context.fillText(axisText(high), MARGIN - 4, 14);
}
