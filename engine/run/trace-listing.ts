/** A traced step as a list: every value with where it belongs, what it is made from, its first numbers and a formula. */
import type { ElementFormula } from '../explain/element-formula';
import type { LayerStep, TracedValue, TracedValues, ValueEntry } from '../explain/traced-values';
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';
import { BATCH, bindShape } from '../core/shape';
import { opDefinition } from '../ops/index';
import type { WeightsOrigin } from './look-subject';
import type { TraceRun } from './trace-run';

export interface ListedValue extends Omit<TracedValue, 'shape'> {
  readonly shape: readonly number[];
  /** What the op computes, in words. */
  readonly does?: string;
  /** From the beginning, row-major; empty where the value is computed only when it is looked at. */
  readonly data: readonly number[];
  /** How many numbers there are in all. */
  readonly count: number;
  readonly formula?: ElementFormula;
}

export interface Trace {
  /** `networkKey` of the network. */
  readonly network: string;
  readonly origin: WeightsOrigin;
  readonly step: number;
  readonly samples: number;
  /** In the order in which a person goes through them; what is fed comes first. */
  readonly values: readonly ListedValue[];
  /** The same order, box by box. */
  readonly steps: readonly LayerStep[];
  readonly aliases: Readonly<Record<string, string>>;
}

export interface ListingOptions {
  /** Globs of names or other names of values (`conv1.*`, `**.grad`): only those are listed, and always with their numbers. */
  readonly only?: readonly string[];
  /** Numbers given of each value, from its beginning; 64 unless given. */
  readonly most?: number;
  /** Also the numbers that would be computed only when somebody looks at them: it takes as long as the whole step. */
  readonly complete?: boolean;
  /** With the formula of the first element of each value. */
  readonly formulas?: boolean;
}

/** Formulas of larger operands are written when they are asked for one by one. */
const MOST_OPERANDS = 1_000_000;

/** Throws LoomError where a glob names nothing. */
export async function listTrace(run: TraceRun, { only, ...options }: ListingOptions): Promise<Trace> {
  const { values } = run.graphs;
  const chosen = only && new Set(only.flatMap((glob) => matching(values, glob)));
  const entries = chosen ? values.entries.filter((entry) => chosen.has(entry)) : values.entries;
  const listed: ListedValue[] = [];
  for (const entry of entries) listed.push(await listValue(run, entry, { ...options, complete: options.complete ?? chosen !== undefined }));
  return {
    network: run.subject.key,
    origin: run.subject.origin,
    step: run.step,
    samples: run.samples,
    values: listed,
    steps: chosen ? stepsWith(values.steps, new Set(listed.map(({ name }) => name))) : values.steps,
    aliases: Object.fromEntries(values.aliases),
  };
}

function matching(values: TracedValues, glob: string): ValueEntry[] {
  const names = [...values.entries.map(({ traced }) => traced.name), ...values.aliases.keys()].filter((name) => matchesGlob(glob, name));
  if (names.length === 0) fail('unknown-value', `No value of the step is called “${glob}”.`, { found: glob, remedy: 'Values are called after boxes and tensors, as in conv1.out, conv1.weight.grad, conv1.weight.next; * stands for anything within a name, ** for anything.' });
  return names.map((name) => values.find(name)!);
}

function stepsWith(steps: readonly LayerStep[], names: ReadonlySet<string>): LayerStep[] {
  const left = steps.map((step) => ({ ...step, values: step.values.filter((name) => names.has(name)) }));
  return left.filter(({ values }) => values.length > 0);
}

async function listValue(run: TraceRun, entry: ValueEntry, { most = 64, complete = false, formulas = false }: ListingOptions): Promise<ListedValue> {
  const { traced, source } = entry;
  const shape = bindShape(traced.shape, { [BATCH]: run.samples });
  const formula = formulas && isSmall(run, entry) ? await run.formula(entry, shape.map(() => 0), { through: traced.isNamed }) : undefined;
  if (complete) await run.load([traced.name]);
  const data = run.isKept(traced.name) ? run.loaded(traced.name).data.subarray(0, most) : [];
  return {
    ...traced,
    shape,
    ...(source.kind === 'output' && { does: opDefinition(source.node.op).summary }),
    data: Array.from(data as ArrayLike<number | bigint>, Number),
    count: shape.reduce((product, size) => product * size, 1),
    ...(formula && { formula }),
  };
}

function isSmall(run: TraceRun, { source }: ValueEntry): boolean {
  if (source.kind === 'feed') return true;
  const sizes = source.node.inputs.map(({ shape }) => bindShape(shape, { [BATCH]: run.samples }).reduce((product, size) => product * size, 1));
  return sizes.reduce((total, size) => total + size, 0) <= MOST_OPERANDS;
}
