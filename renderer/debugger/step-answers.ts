/** What the panel asks about the step that is shown, and what it will ask at the next stops, so that these need not wait. */
import type { ElementFormula } from '../../engine/explain/element-formula';
import type { Trace } from '../../engine/run/trace-listing';
import type { ShellClient } from '../../engine/shell/client';
import type { TraceRequest } from '../../engine/shell/protocol/trace';
import { KeptAnswers } from './kept-answers';
import { layoutOf } from './number-layout';
import { mainValue, move, valuesAt, type Grain, type Stop } from './stops';

type Host = Pick<ShellClient, 'request'>;

export interface ReadPage {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly first: number;
  readonly numbers: Float64Array;
}

/** While one stop is drawn, the next two are computed: keys that are pressed in a row find them done. */
const AHEAD = 2;

const kept = new KeptAnswers();

/** Numbers of one value, row-major from `first`. */
export function askNumbers(host: Host, request: TraceRequest, name: string, first: number, count: number): Promise<ReadPage> {
  return kept.get(request, `numbers ${name} ${first} ${count}`, async () => {
    const { values, ...page } = await host.request('network.traceValues', { ...request, name, first, count });
    // The bytes may begin anywhere in what the message came in.
    return { ...page, numbers: new Float64Array(values.slice().buffer) };
  });
}

/** Sums of more `terms` are shortened in the middle. */
export function askFormula(host: Host, request: TraceRequest, element: string, through: boolean, terms?: number): Promise<{ readonly formula?: ElementFormula }> {
  return kept.get(request, `formula ${element} ${through} ${terms ?? ''}`, () => host.request('network.traceFormula', { ...request, element, through, ...(terms !== undefined && { terms }) }));
}

export interface Place {
  readonly trace: Trace;
  readonly request: TraceRequest;
  readonly stops: readonly Stop[];
  readonly at: number;
  readonly grain: Grain;
}

/** Asks what the stops after this one show first: the numbers of what they make, and how the first of them comes about. */
export function askAhead(host: Host, { trace, request, stops, at, grain }: Place, through: boolean): void {
  let next = at;
  for (let count = 0; count < AHEAD; count++) {
    const after = move(stops, next, 1, grain);
    if (after === next) return;
    next = after;
    const stop = stops[next]!;
    const name = mainValue(trace, stop, grain, valuesAt(trace, stop, grain).outputs);
    const value = trace.values.find((one) => one.name === name);
    if (!value) continue;
    // What goes wrong is said where it is looked at.
    const answers = [askNumbers(host, request, value.name, 0, layoutOf(value.shape, value.axes).perPage), askFormula(host, request, firstElement(value), through)];
    for (const answer of answers) answer.catch(() => undefined);
  }
}

export function firstElement({ name, shape }: Pick<Trace['values'][number], 'name' | 'shape'>): string {
  return `${name}[${shape.map(() => 0).join(',')}]`;
}
