/** A picture with axes: what is drawn on it comes from outside; a press or Enter says where. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTypeScale } from '../store/presentation-store';
import { token, useShownTheme } from './use-shown-theme';
import styles from './plane.module.css';

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Draws in pixels of the page; `at` turns a place of the plane into them. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  at(point: PlanePoint): PlanePoint;
}

interface PlaneProps {
  readonly label: string;
  readonly from: PlanePoint;
  readonly to: PlanePoint;
  /** Width to height. */
  readonly ratio: number;
  /** Another function is another picture. */
  draw(drawing: Drawing): void;
  /** `isOther` with Shift or the second button. */
  onPoint?(point: PlanePoint, isOther: boolean): void;
}

/** Presses of an arrow from one side to the other. */
const KEY_STEPS = 20;

export function Plane({ label, from, to, ratio, draw, onPoint }: PlaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useFittingSize(frame, ratio);
  const scale = useTypeScale();
  const theme = useShownTheme();
  const [cursor, setCursor] = useState<PlanePoint>();

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !size) return;
    const density = window.devicePixelRatio;
    canvas.current!.width = Math.round(size.width * density);
    canvas.current!.height = Math.round(size.height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
    const at = ({ x, y }: PlanePoint): PlanePoint => ({ x: ((x - from.x) / (to.x - from.x)) * size.width, y: ((to.y - y) / (to.y - from.y)) * size.height });
    draw({ context, ...size, scale, at });
    if (cursor) drawCursor(context, at(cursor), scale);
  }, [draw, size, scale, theme, cursor, from, to]);

  const pressed = (event: PointerEvent): void => {
    if (!size || !onPoint) return;
    const { left, top } = canvas.current!.getBoundingClientRect();
    const x = from.x + ((event.clientX - left) / size.width) * (to.x - from.x);
    const y = to.y - ((event.clientY - top) / size.height) * (to.y - from.y);
    setCursor(undefined);
    onPoint({ x, y }, event.button === 2 || event.shiftKey);
  };
  const typed = (event: KeyboardEvent): void => {
    if (!onPoint) return;
    const here = cursor ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const move = ARROWS[event.key];
    if (move) {
      const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
      setCursor({
        x: within(here.x + (move.x * (to.x - from.x)) / KEY_STEPS, from.x, to.x),
        y: within(here.y + (move.y * (to.y - from.y)) / KEY_STEPS, from.y, to.y),
      });
    } else if (event.key === 'Enter' || event.key === ' ') {
      setCursor(here);
      onPoint(here, event.shiftKey);
    } else return;
    event.preventDefault();
  };
  const canvasStyle = size && { width: size.width, height: size.height };
  return (
    <div ref={frame} className={styles.frame}>
      {onPoint ? (
        // A place to point at, by hand or with arrows; no control of HTML does that.
        <div className={styles.target} role="application" aria-label={label} tabIndex={0} data-keys="own" onPointerDown={pressed} onContextMenu={(event) => event.preventDefault()} onKeyDown={typed} onBlur={() => setCursor(undefined)}>
          <canvas ref={canvas} className={styles.canvas} style={canvasStyle} aria-hidden />
          <span className={styles.spoken} role="status">{cursor ? `${cursor.x.toFixed(2)}, ${cursor.y.toFixed(2)}` : ''}</span>
        </div>
      ) : (
        <canvas ref={canvas} className={styles.canvas} style={canvasStyle} role="img" aria-label={label} />
      )}
    </div>
  );
}

const ARROWS: Readonly<Record<string, PlanePoint>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: 1 }, ArrowDown: { x: 0, y: -1 } };

function drawCursor(context: CanvasRenderingContext2D, { x, y }: PlanePoint, scale: number): void {
  const arm = 9 * scale;
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
  context.strokeStyle = token('--text');
  context.lineWidth = 1.5 * scale;
  context.stroke();
}

/** The largest size of a ratio that fits into the frame. */
function useFittingSize(frame: React.RefObject<HTMLDivElement | null>, ratio: number): { readonly width: number; readonly height: number } | undefined {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      const fitting = Math.floor(Math.min(width, height * ratio));
      if (fitting > 0) setSize({ width: fitting, height: Math.floor(fitting / ratio) });
    });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [frame, ratio]);
  return size;
}
