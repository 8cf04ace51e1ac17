/** How a chart looks: quiet axes, one colour per run, validation dashed. Colours are read anew for each drawing, so that a change of theme shows. */
import type uPlot from 'uplot';
import type { Curve } from './curve-data';

/** A curve of one of the runs on a chart. */
export interface ChartCurve extends Curve {
  /** 0 for the shown run, then those laid over it. */
  readonly run: number;
}

/** Where colours come from: the page, or paper for an exported picture. */
export type Colours = (name: string) => string;

export const pageColours: Colours = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** After the accent of the shown run, and never its hue or that of validation. */
const OVERLAID = ['--kind-pool', '--kind-norm', '--kind-dense', '--kind-output', '--kind-activation', '--kind-merge'];

export function runColour(run: number, colours: Colours = pageColours): string {
  return colours(run === 0 ? '--accent' : OVERLAID[(run - 1) % OVERLAID.length]!);
}

/** Of colours that are written as #rrggbb, as all tokens are. */
const FAINT_ALPHA = '47';

function strokeOf({ run, style }: ChartCurve, colours: Colours): string {
  if (style === 'faint') return `${runColour(run, colours)}${FAINT_ALPHA}`;
  return style === 'validation' && run === 0 ? colours('--warn') : runColour(run, colours);
}

/** Beyond the colour: a dash per overlaid run, and one for validation. */
function dashOf({ run, style }: ChartCurve): number[] {
  if (style === 'validation') return [5, 4];
  return run === 0 || style === 'faint' ? [] : [10 - Math.min(run, 4), 2, 2, 2];
}

export interface ChartLook {
  readonly width: number;
  readonly height: number;
  readonly isLog: boolean;
  /** Where the plan of the run ends on the x axis; undefined for where the curves end. */
  readonly end: number | undefined;
  readonly colours?: Colours;
  readonly fontPixels?: number;
}

/** In widths of the font. */
const AXIS_WIDTH = 4.2;

export function chartOptions(curves: readonly ChartCurve[], { width, height, isLog, end, colours = pageColours, fontPixels = 10.5 }: ChartLook): uPlot.Options {
  const font = `${fontPixels}px "JetBrains Mono Variable", monospace`;
  const axis = { stroke: () => colours('--faint'), font, grid: { stroke: () => colours('--line'), width: 1 }, ticks: { show: false } };
  return {
    width,
    height,
    pxAlign: false,
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false }, points: { size: 7 }, sync: { key: 'training' } },
    scales: {
      x: { time: false, range: (_, from, to) => [Math.min(0, from ?? 0), Math.max(to ?? 1, end ?? 0, 1e-9)] },
      y: { distr: isLog ? 3 : 1, ...(!isLog && { range: (_, from, to) => linearRange(from, to) }) },
    },
    axes: [
      { ...axis, size: fontPixels * 2.4, space: fontPixels * 5.3, grid: { show: false } },
      { ...axis, size: fontPixels * AXIS_WIDTH, space: fontPixels * 2.7, values: (_, values) => values.map((value) => (value === null || value === undefined ? '' : axisText(value))) },
    ],
    series: [
      {},
      ...curves.map((curve) => ({
        label: curve.name,
        stroke: () => strokeOf(curve, colours),
        width: curve.style === 'faint' ? 1 : 1.8,
        dash: dashOf(curve),
        spanGaps: true,
        points: { show: curve.x.length === 1 },
      })),
    ],
    padding: [8, 18, 0, 0],
  };
}

/** A tenth of room above and below, and never nothing at all. */
function linearRange(from: number | null, to: number | null): [number, number] {
  if (from === null || to === null) return [0, 1];
  const room = (to - from || Math.abs(to) || 1) * 0.08;
  return [from >= 0 ? Math.max(0, from - room) : from - room, to + room];
}

export function axisText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(0).replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}
