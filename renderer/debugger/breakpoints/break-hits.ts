/** Which stops of a traced step a person wants to be stopped at, and why. */
import type { ValueExtremes } from '../../../engine/run/trace-extremes';
import type { ListedValue, Trace } from '../../../engine/run/trace-listing';
import { valueText } from '../../maps/answer-text';
import { endOfStep, type Grain, type Stop } from '../stops';
import type { Breakpoints } from './breakpoints-store';

export interface BreakHit {
  /** Index of the stop. */
  readonly at: number;
  readonly text: string;
  /** What is to be looked at there; the box as a whole unless given. */
  readonly value?: string;
}

/** Whether breakpoints ask about numbers and not only about boxes. */
export function needsExtremes({ atBroken, gradientAbove }: Breakpoints): boolean {
  return atBroken || gradientAbove !== undefined;
}

/** In stepping order; one per stop, what is wrong with a number before its box. */
export function breakHits(trace: Trace, stops: readonly Stop[], breakpoints: Breakpoints, extremes: readonly ValueExtremes[], grain: Grain): readonly BreakHit[] {
  const found = new Map<number, BreakHit>();
  const add = (hit: BreakHit): void => {
    if (!found.has(hit.at)) found.set(hit.at, hit);
  };
  const places = new Map(stops.map(({ value }, index) => [value, index]));
  const listed = new Map(trace.values.map((value) => [value.name, value]));
  if (breakpoints.atBroken) for (const hit of brokenHits(listed, extremes)) add({ ...hit, at: places.get(hit.value)! });
  if (breakpoints.gradientAbove !== undefined) for (const hit of steepHits(listed, extremes, breakpoints.gradientAbove)) add({ ...hit, at: places.get(hit.value)! });
  trace.steps.forEach(({ origin, phase, values }, step) => {
    const path = [...breakpoints.boxes].find((box) => origin === box || origin.startsWith(`${box}/`));
    if (path === undefined) return;
    add({ at: grain === 'layer' ? endOfStep(stops, step) : places.get(values[0]!)!, text: `Breakpoint at ${path}, ${phase}.` });
  });
  return [...found.values()].sort((a, b) => a.at - b.at);
}

type ValueHit = Omit<BreakHit, 'at'> & { readonly value: string };

/** Where numbers stop being numbers, and not everything that is made from those. */
function brokenHits(listed: ReadonlyMap<string, ListedValue>, extremes: readonly ValueExtremes[]): readonly ValueHit[] {
  const broken = new Map(extremes.map(({ name, broken: count }) => [name, count]));
  return extremes.flatMap(({ name, broken: count }) => {
    const made = listed.get(name)?.inputs ?? [];
    if (count === 0 || made.some((input) => (broken.get(input) ?? 0) > 0)) return [];
    return [{ value: name, text: `${name} is the first to hold ${count === 1 ? 'a number that is NaN or infinite' : `${count} numbers that are NaN or infinite`}.` }];
  });
}

function steepHits(listed: ReadonlyMap<string, ListedValue>, extremes: readonly ValueExtremes[], above: number): readonly ValueHit[] {
  return extremes.flatMap(({ name, largest }) => {
    const isGradient = name.endsWith('.grad') && listed.get(name)?.isNamed === true;
    return isGradient && largest > above ? [{ value: name, text: `|${name}| reaches ${valueText(largest)}, above ${valueText(above)}.` }] : [];
  });
}
