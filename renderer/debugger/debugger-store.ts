/** Where the debugger stands: which step is traced, how far a person has gone in it, and which number is looked at. */
import { create } from 'zustand';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { TraceMode } from '../../engine/run/trace-graphs';
import type { Trace } from '../../engine/run/trace-listing';
import type { TraceRequest } from '../../engine/shell/protocol/trace';
import { useDocument } from '../store/document-store';
import { endOfStep, move, samePlace, stopsOf, type Grain, type Stop } from './stops';

/** Numbers in place of rows of the data, as the network itself takes them. */
export interface GivenNumbers {
  readonly samples: readonly { readonly inputs: Readonly<Record<string, readonly number[]>>; readonly targets?: Readonly<Record<string, readonly number[]>> }[];
  readonly masks?: Readonly<Record<string, readonly number[]>>;
}

export interface ChosenElement {
  readonly value: string;
  readonly position: readonly number[];
}

/** How the values of the step are laid out. */
export type DebuggerView = 'values' | 'neurons' | 'cells' | 'watches' | 'optimizers';

interface DebuggerState {
  /** Whether the panel is in sight: only then steps are traced and boxes marked. */
  readonly isShown: boolean;
  readonly mode: TraceMode;
  /** Which step of training is shown, from 1. */
  readonly update: number;
  readonly grain: Grain;
  readonly view: DebuggerView;
  /** Undefined where a row of the data is traced. */
  readonly given: GivenNumbers | undefined;
  /** What Outputs should answer to a sample given by hand, by their paths; as in the row where nothing is said. */
  readonly labels: Readonly<Record<string, string>>;
  readonly trace: Trace | undefined;
  /** What `trace` is the answer to; the same request answers every further question. */
  readonly request: TraceRequest | undefined;
  readonly stops: readonly Stop[];
  /** Index of the stop. */
  readonly at: number;
  readonly element: ChosenElement | undefined;
  /** The value that a person looks at; the last one of the stop where it has no such value. */
  readonly value: string | undefined;
  readonly problem: Diagnostic | undefined;
  readonly isTracing: boolean;
}

const NOTHING_TRACED = { trace: undefined, request: undefined, stops: [], at: 0, element: undefined, value: undefined, problem: undefined } as const;

export const useDebugger = create<DebuggerState>(() => ({ isShown: false, mode: 'train', update: 1, grain: 'layer', view: 'values', given: undefined, labels: {}, isTracing: false, ...NOTHING_TRACED }));

// Another document: nothing of the last one is left.
useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useDebugger.setState({ ...NOTHING_TRACED, mode: 'train', update: 1, view: 'values', given: undefined, labels: {} });
});

/** A new answer; one stays at the same place as far as it is still there. */
export function showTrace(trace: Trace, request: TraceRequest): void {
  useDebugger.setState(({ trace: before, at, element }) => {
    const known = element && trace.values.find(({ name }) => name === element.value);
    const fits = known && known.shape.length === element.position.length && element.position.every((place, axis) => place < known.shape[axis]!);
    return { trace, request, stops: stopsOf(trace), at: samePlace(before, trace, at), problem: undefined, element: fits ? element : undefined };
  });
}

export function goToStop(at: number): void {
  useDebugger.setState({ at });
}

export function goToStep(step: number): void {
  goToStop(endOfStep(useDebugger.getState().stops, step));
}

export function moveBy(by: 1 | -1): void {
  const { stops, at, grain } = useDebugger.getState();
  goToStop(move(stops, at, by, grain));
}

export function setGrain(grain: Grain): void {
  // By layers one stops where a box is done.
  useDebugger.setState(({ stops, at }) => ({ grain, at: grain === 'layer' && stops[at] ? endOfStep(stops, stops[at].step) : at }));
}

export function chooseElement(element: ChosenElement | undefined): void {
  useDebugger.setState({ element });
}

export function lookAtValue(value: string): void {
  useDebugger.setState({ value });
}

export function currentStop({ stops, at }: Pick<DebuggerState, 'stops' | 'at'>): Stop | undefined {
  return stops[at];
}

/** The box of the current stop; empty for what belongs to the whole step. */
export function currentOrigin(state: DebuggerState): string | undefined {
  const stop = currentStop(state);
  return state.isShown && stop ? state.trace?.steps[stop.step]?.origin : undefined;
}
