/** Understanding numbers: one step of training, or one pass in use, with every value on the way and how it comes about. */
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { NamedSettings } from '../../document/model';
import type { WrittenDerivation } from '../../explain/dense/write-derivation';
import type { ElementFormula, FormulaOptions } from '../../explain/element-formula';
import type { TraceRequest as EngineRequest, TraceValues } from '../../run/trace';
import type { ValueExtremes } from '../../run/trace-extremes';
import type { WatchHistory } from '../../run/trace-history';
import type { ListingOptions, Trace } from '../../run/trace-listing';
import type { Rivals } from '../../run/trace-rivals';
import type { LookFrom, RowPlace } from './look';
import type { PredictInputs } from './models';

export type TraceSample =
  | { readonly kind: 'rows'; readonly source: DataSource; readonly split: SplitOptions; readonly rows: readonly number[] }
  /** By Input and Output, row by row, as the network itself takes them. */
  | { readonly kind: 'given'; readonly inputs: Readonly<Record<string, readonly number[]>>; readonly targets?: Readonly<Record<string, readonly number[]>> }
  /** As a person gives it: pictures as the bytes of their files, classes by name; what is not given is taken from a row. */
  | { readonly kind: 'byHand'; readonly inputs: PredictInputs; readonly rest?: RowPlace; readonly targets?: Readonly<Record<string, string>> };

/** What is traced. The same request finds its step still open, so that every further question is answered at once. */
export interface TraceRequest extends Omit<EngineRequest, 'from' | 'samples'> {
  readonly from: LookFrom;
  readonly samples: readonly TraceSample[];
}

export interface TraceOperations {
  'network.trace': { input: TraceRequest & ListingOptions; result: Trace };
  /** Numbers of one value, row-major from `first`. */
  'network.traceValues': { input: TraceRequest & { readonly name: string; readonly first?: number; readonly count?: number }; result: TraceValues };
  /** `conv1.out[2,3,5]`; without a formula for what goes into the step. */
  'network.traceFormula': { input: TraceRequest & FormulaOptions & { readonly element: string }; result: { readonly formula?: ElementFormula } };
  /** The largest magnitude of every computed value and how many of its numbers are none, in stepping order. */
  'network.traceExtremes': { input: TraceRequest; result: readonly ValueExtremes[] };
  /** Numbers (`hidden.weight[0,1]`) and whole values (`hidden.weight`), update by update up to the one that is shown. */
  'network.traceHistory': { input: TraceRequest & { readonly elements: readonly string[] }; result: WatchHistory };
  /** What several optimizers make of the same gradients of one weight (`hidden.weight[0,1]`), update by update. */
  'network.traceRivals': { input: TraceRequest & { readonly element: string; readonly optimizers: readonly NamedSettings[] }; result: Rivals };
  /** ∂L/∂w of every weight of a small dense network, for one sample. */
  'network.traceDerivations': { input: TraceRequest; result: readonly WrittenDerivation[] };
}

export const MAX_TRACE_ROWS = 256;
export const MAX_TRACE_STEPS = 10_000;
export const MAX_WATCHES = 64;
export const MAX_RIVALS = 8;
