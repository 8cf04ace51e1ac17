/** Curves on a canvas. Data stream in without a new chart; the values under the cursor appear in a line of fixed height. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTypeScale } from '../../store/presentation-store';
import { useSession } from '../../store/session-store';
import type { CurveAxis } from '../panel-store';
import { valueText } from '../number-text';
import { chartOptions, type ChartCurve } from './uplot-options';
import styles from './curves.module.css';

const FONT_PIXELS = 10.5;

interface ChartProps {
  readonly title: string;
  readonly curves: readonly ChartCurve[];
  readonly isLog: boolean;
  readonly axis: CurveAxis;
  readonly end: number | undefined;
  /** What stands under the cursor, or undefined where it is elsewhere. */
  onRead(text: string | undefined): void;
}

export function Chart({ title, curves, isLog, axis, end, onRead }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const shown = useRef({ curves, axis, onRead });
  shown.current = { curves, axis, onRead };
  const size = useSize(frame);
  const theme = useSession((state) => state.theme);
  const scale = useTypeScale();
  // What makes another chart of it; new points do not.
  const key = JSON.stringify([isLog, end, scale, curves.map(({ name, style, run, x }) => [name, style, run, x.length === 1])]);
  const data = useMemo(() => aligned(curves), [curves]);

  useEffect(() => {
    if (!frame.current || !size) return;
    const options = chartOptions(shown.current.curves, { ...size, isLog, end, fontPixels: FONT_PIXELS * scale });
    const made = new uPlot({ ...options, hooks: { setCursor: [(self) => shown.current.onRead(readingAt(self, shown.current))] } }, aligned(shown.current.curves), frame.current);
    chart.current = made;
    return () => {
      made.destroy();
      chart.current = undefined;
    };
    // Its size follows below; a new chart for each would flicker.
  }, [key, size !== undefined]);
  useEffect(() => {
    if (size) chart.current?.setSize(size);
  }, [size]);
  useEffect(() => chart.current?.setData(data), [data]);
  useEffect(() => {
    const redraw = (): void => chart.current?.redraw(false);
    redraw();
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', redraw);
    return () => system.removeEventListener('change', redraw);
  }, [theme]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const self = chart.current;
    if (!self || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const last = self.data[0].length - 1;
    const next = Math.min(Math.max((self.cursor.idx ?? last) + (event.key === 'ArrowLeft' ? -1 : 1), 0), last);
    self.setCursor({ left: self.valToPos(self.data[0][next]!, 'x'), top: self.over.clientHeight / 2 });
  };
  return <div ref={frame} className={styles.chart} role="img" aria-label={`${title}. ${lastValues(curves)}`} tabIndex={0} data-keys="own" onKeyDown={onKeyDown} />;
}

function useSize(frame: React.RefObject<HTMLDivElement | null>): { readonly width: number; readonly height: number } | undefined {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

/** On one x axis, with gaps where a curve has no point. */
export function aligned(curves: readonly ChartCurve[]): uPlot.AlignedData {
  if (curves.length === 0) return [[]] as unknown as uPlot.AlignedData;
  return uPlot.join(curves.map(({ x, y }) => [x, y] as unknown as uPlot.AlignedData));
}

function readingAt(self: uPlot, { curves, axis }: { readonly curves: readonly ChartCurve[]; readonly axis: CurveAxis }): string | undefined {
  const { idx, left } = self.cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0) return undefined;
  const x = self.data[0][idx]!;
  const values = curves.flatMap((curve, index) => {
    const y = curve.style === 'faint' ? undefined : nearest(self.data[index + 1]!, idx);
    return y === undefined ? [] : [`${shortName(curve)} ${valueText(y)}`];
  });
  return [axis === 'epoch' ? x.toFixed(1) : String(x), ...values].join(' · ');
}

/** Of the shown run alone the line has room for little. */
function shortName({ name }: ChartCurve): string {
  return name === 'training' ? 'train' : name === 'validation' ? 'valid.' : name;
}

/** A curve with a point per epoch has none at most places: its last one before counts there. */
function nearest(values: uPlot.AlignedData[number], idx: number): number | undefined {
  for (let at = idx; at >= 0; at--) {
    const value = values[at];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

function lastValues(curves: readonly ChartCurve[]): string {
  return curves.filter(({ style }) => style !== 'faint').map(({ name, y }) => `${name} ${valueText(y.at(-1)!)}`).join(', ');
}
