/** Where a person can stop on the way through a traced step, and how one goes from stop to stop. */
import type { Phase } from '../../engine/ops/graph';
import type { Trace } from '../../engine/run/trace-listing';

/** Box by box, or op by op. */
export type Grain = 'layer' | 'op';

/** One value that an op makes. Going by layers stops at the last value of each box. */
export interface Stop {
  /** The index of the layer step among `trace.steps`. */
  readonly step: number;
  readonly value: string;
}

export const PHASES: readonly { readonly phase: Phase; readonly title: string }[] = [
  { phase: 'forward', title: 'Forward' },
  { phase: 'loss', title: 'Loss' },
  { phase: 'backward', title: 'Backward' },
  { phase: 'update', title: 'Update' },
];

export function stopsOf({ steps }: Trace): readonly Stop[] {
  return steps.flatMap(({ values }, step) => values.map((value) => ({ step, value })));
}

/** The index of the stop at which a layer step is done. */
export function endOfStep(stops: readonly Stop[], step: number): number {
  return stops.findLastIndex((stop) => stop.step === step);
}

/** Stays where it is at either end. */
export function move(stops: readonly Stop[], at: number, by: 1 | -1, grain: Grain): number {
  if (stops.length === 0) return 0;
  const last = stops.length - 1;
  if (grain === 'op') return Math.min(last, Math.max(0, at + by));
  const { step } = stops[Math.min(last, at)]!;
  const wanted = Math.min(stops[last]!.step, Math.max(0, step + by));
  return endOfStep(stops, wanted);
}

/** The next stop at a box, from here round to the beginning; undefined where no value belongs to it. Boxes inside a block belong to it. */
export function nextAtBox({ steps }: Trace, stops: readonly Stop[], at: number, path: string): number | undefined {
  const belongs = (origin: string) => origin === path || origin.startsWith(`${path}/`);
  const here = stops[at]?.step ?? -1;
  const order = steps.map((_, index) => (here + 1 + index) % steps.length);
  const step = order.find((index) => belongs(steps[index]!.origin));
  return step === undefined ? undefined : endOfStep(stops, step);
}

/** The same place in another trace: the same value, else the same box and phase, else as far along. */
export function samePlace(before: Trace | undefined, now: Trace, at: number): number {
  const stops = stopsOf(now);
  const old = before && stopsOf(before)[at];
  if (!old) return endOfStep(stops, 0);
  const same = stops.findIndex(({ value }) => value === old.value);
  if (same >= 0) return same;
  const { origin, phase } = before.steps[old.step]!;
  const step = now.steps.findIndex((one) => one.origin === origin && one.phase === phase);
  return step >= 0 ? endOfStep(stops, step) : Math.min(at, stops.length - 1);
}

export interface StepValues {
  /** What the step reads: results of other boxes, weights, masks, what is fed. */
  readonly inputs: readonly string[];
  /** What it makes; going by ops, up to the stop. */
  readonly outputs: readonly string[];
}

export function valuesAt({ steps, values }: Trace, stop: Stop, grain: Grain): StepValues {
  const own = steps[stop.step]!.values;
  const byName = new Map(values.map((value) => [value.name, value]));
  const made = grain === 'op' ? own.slice(0, own.indexOf(stop.value) + 1) : own;
  const reads = grain === 'op' ? (byName.get(stop.value)?.inputs ?? []) : made.flatMap((name) => byName.get(name)?.inputs ?? []);
  const inputs = [...new Set(reads)].filter((name) => !own.includes(name));
  // By layers, what stands between is in the formulas; a step of nothing else shows it all the same.
  const named = made.filter((name) => byName.get(name)?.isNamed);
  return { inputs, outputs: grain === 'op' ? [stop.value] : named.length > 0 ? named : made };
}

/** What is looked at first: what leaves the box, else what is made last. By layers a box may also make statistics on its way. */
export function mainValue({ steps }: Pick<Trace, 'steps'>, stop: Stop, grain: Grain, outputs: readonly string[]): string | undefined {
  if (grain === 'op') return stop.value;
  const { origin } = steps[stop.step]!;
  return outputs.find((name) => name === `${origin}.out`) ?? outputs.at(-1);
}
