/** A traced step as a list: every value with where it belongs, what it is made from, its first numbers and a formula. */
import type { ElementFormula } from '../explain/element-formula';
import type { LayerStep, TracedValue, ValueEntry } from '../explain/traced-values';
import { BATCH, bindShape } from '../core/shape';
import { opDefinition } from '../ops/index';
import type { WeightsOrigin } from './look-subject';
import type { TraceRun } from './trace-run';

export interface ListedValue extends Omit<TracedValue, 'shape'> {
  readonly shape: readonly number[];
  /** What the op computes, in words. */
  readonly does?: string;
  /** From the beginning, row-major; empty where the value is too large to be kept, and is computed when it is asked for. */
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

/** Formulas of larger operands are written when they are asked for one by one. */
const MOST_OPERANDS = 20_000;

export async function listTrace(run: TraceRun, most: number, withFormulas: boolean): Promise<Trace> {
  const { values } = run.graphs;
  const listed: ListedValue[] = [];
  for (const entry of values.entries) listed.push(await listValue(run, entry, most, withFormulas));
  return {
    network: run.subject.key,
    origin: run.subject.origin,
    step: run.step,
    samples: run.samples,
    values: listed,
    steps: values.steps,
    aliases: Object.fromEntries(values.aliases),
  };
}

async function listValue(run: TraceRun, entry: ValueEntry, most: number, withFormulas: boolean): Promise<ListedValue> {
  const { traced, source } = entry;
  const shape = bindShape(traced.shape, { [BATCH]: run.samples });
  const data = run.isKept(traced.name) ? run.loaded(traced.name).data : [];
  const formula = withFormulas && isSmall(run, entry) ? await run.formula(entry, shape.map(() => 0), { through: traced.isNamed }) : undefined;
  return {
    ...traced,
    shape,
    ...(source.kind === 'output' && { does: opDefinition(source.node.op).summary }),
    data: Array.from(data.slice(0, most) as ArrayLike<number | bigint>, Number),
    count: shape.reduce((product, size) => product * size, 1),
    ...(formula && { formula }),
  };
}

function isSmall(run: TraceRun, { source }: ValueEntry): boolean {
  if (source.kind === 'feed') return true;
  const sizes = source.node.inputs.map(({ shape }) => bindShape(shape, { [BATCH]: run.samples }).reduce((product, size) => product * size, 1));
  return sizes.reduce((total, size) => total + size, 0) <= MOST_OPERANDS;
}
