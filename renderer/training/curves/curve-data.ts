/** From the log of runs to lines on a chart. */
import type { LogLine } from '../../../engine/run/metrics-log';
import type { CurveAxis } from '../panel-store';
import type { CurveMetric } from './curve-metrics';
import { decimated, smoothed, type Points } from './smoothing';

export interface Curve extends Points {
  /** Shown in legends, e.g. “training”. */
  readonly name: string;
  /** `faint` is the unsmoothed curve behind a smoothed one. */
  readonly style: 'train' | 'validation' | 'faint';
}

export interface CurveOptions {
  readonly axis: CurveAxis;
  readonly smoothing: number;
  readonly output: string | undefined;
  /** Undefined before the first epoch of a run that is not under way has ended. */
  readonly stepsPerEpoch: number | undefined;
}

/** A chart has fewer pixels than this. */
const MOST_POINTS = 1600;

/** The curves of one metric, without those that have no points. */
export function curvesOf(history: readonly LogLine[], metric: CurveMetric, options: CurveOptions): readonly Curve[] {
  const { axis, stepsPerEpoch = 1 } = options;
  const place = (step: number): number => (axis === 'epoch' ? step / stepsPerEpoch : step);
  const curves = [...stepCurves(history, metric, options, place), ...epochCurves(history, metric, options, place)];
  return curves.filter(({ x }) => x.length > 0);
}

function stepCurves(history: readonly LogLine[], { ofStep, isNoisy }: CurveMetric, { smoothing: wanted }: CurveOptions, place: (step: number) => number): Curve[] {
  if (!ofStep) return [];
  const smoothing = isNoisy ? wanted : 0;
  const steps = history.flatMap((line) => (line.event === 'step' ? [line] : []));
  const x = steps.map(({ step }) => place(step));
  const raw = steps.map(ofStep);
  const train: Curve = { name: 'training', style: 'train', ...decimated({ x, y: smoothed(raw, smoothing) }, MOST_POINTS) };
  return smoothing > 0 ? [{ name: 'each step', style: 'faint', ...decimated({ x, y: raw }, MOST_POINTS) }, train] : [train];
}

function epochCurves(history: readonly LogLine[], { ofStep, ofSplit }: CurveMetric, { output }: CurveOptions, place: (step: number) => number): Curve[] {
  if (!ofSplit) return [];
  const epochs = history.flatMap((line) => (line.event === 'epoch' ? [line] : []));
  const of = (name: string, style: Curve['style'], value: (line: (typeof epochs)[number]) => number | undefined): Curve => {
    const points = epochs.flatMap((line) => {
      const y = value(line);
      return y === undefined || !Number.isFinite(y) ? [] : [{ x: place(line.step), y }];
    });
    return { name, style, ...decimated({ x: points.map((point) => point.x), y: points.map((point) => point.y) }, MOST_POINTS) };
  };
  const validation = of('validation', 'validation', (line) => line.validation && ofSplit(line.validation, output));
  // Where every step has a value, the mean of an epoch would only repeat it.
  return ofStep ? [validation] : [of('training', 'train', (line) => ofSplit(line.train, output)), validation];
}

/** From what a run said at its start, or from how far an epoch has come. */
export function stepsPerEpochOf(history: readonly LogLine[], start: { readonly stepsPerEpoch: number } | undefined): number | undefined {
  if (start) return start.stepsPerEpoch;
  const epoch = history.find((line) => line.event === 'epoch');
  return epoch && epoch.step / epoch.epoch;
}

/** So much is shown from the start, in epochs or steps; then twice as much whenever that is full. */
const FIRST_END = 20;

/** Where an axis ends whose plan goes to `planned`, when it has come to `done`: a curve of a few pixels tells nothing. */
export function axisEnd(done: number, planned: number): number {
  let end = FIRST_END;
  while (end < done) end *= 2;
  return end * 2 > planned ? planned : end;
}
