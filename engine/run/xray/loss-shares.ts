/**
 * What each object has to do with one term of a loss. A term is a sum over places, times numbers that hold for the whole picture;
 * the trace has what is summed, place by place, and which place answers for which object. So the shares of all objects and of
 * the places without one add up to the term.
 */
import type { Tensor } from '../../core/dtype';
import type { ValueEntry } from '../../explain/traced-values';
import type { Value } from '../../ops/graph';
import type { TraceRun } from '../trace-run';

export interface LossShares {
  /** By row of the assignment. */
  readonly objects: readonly number[];
  /** Of places that answer for no object. */
  readonly empty: number;
}

/** A sum over places, [1, K, R], as it goes into a term. */
interface Part {
  readonly factor: number;
  readonly summed: ValueEntry;
}

/** `assignments` are names of [1, M, R]: the first one with as many places as the term counts. Undefined where the term is no sum over such places. */
export async function readLossShares(run: TraceRun, term: string, assignments: readonly string[]): Promise<LossShares | undefined> {
  const entry = run.graphs.values.find(term);
  const parts = entry && (await partsOf(run, entry.value, 1));
  if (!parts || parts.length === 0) return undefined;
  const tensors = await Promise.all(assignments.map((name) => run.read(name)));
  const summed = await Promise.all(parts.map(async ({ factor, summed: { traced } }) => ({ factor, tensor: await run.read(traced.name) })));
  const count = summed[0]!.tensor.shape.at(-1);
  const assignment = tensors.find(({ shape }) => shape[2] === count);
  if (!assignment || summed.some(({ tensor }) => tensor.shape.length !== 3 || tensor.shape[2] !== count)) return undefined;
  return sharesOf(assignment, summed);
}

function sharesOf(assignment: Tensor, parts: readonly { readonly factor: number; readonly tensor: Tensor }[]): LossShares {
  const [, most, count] = assignment.shape as [number, number, number];
  const objects = Array<number>(most).fill(0);
  let empty = 0;
  const owner = Array.from({ length: count }, (_, place) => objects.findIndex((__, object) => Number(assignment.data[object * count + place]) > 0));
  for (const { factor, tensor } of parts) {
    tensor.data.forEach((value: number | bigint, at: number) => {
      const object = owner[at % count]!;
      if (object < 0) empty += factor * Number(value);
      else objects[object]! += factor * Number(value);
    });
  }
  return { objects, empty };
}

/** Goes back from a term through what treats the whole picture alike. Undefined where something else stands in between. */
async function partsOf(run: TraceRun, value: Value, factor: number): Promise<Part[] | undefined> {
  const entry = run.graphs.values.of(value);
  if (entry?.source.kind !== 'output') return undefined;
  const { node } = entry.source;
  const [a, b] = node.inputs;
  switch (node.op) {
    case 'ReduceSum': {
      const summed = run.graphs.values.of(a!);
      return summed && [{ factor, summed }];
    }
    case 'Identity':
    case 'Reshape':
      return partsOf(run, a!, factor);
    case 'Neg':
      return partsOf(run, a!, -factor);
    case 'Add':
    case 'Sub': {
      const [left, right] = [await partsOf(run, a!, factor), await partsOf(run, b!, node.op === 'Add' ? factor : -factor)];
      return left && right && [...left, ...right];
    }
    case 'Div': {
      const by = await oneNumber(run, b!);
      return by === undefined ? undefined : partsOf(run, a!, factor / by);
    }
    case 'Mul': {
      const [left, right] = [await oneNumber(run, a!), await oneNumber(run, b!)];
      return (right === undefined ? undefined : await partsOf(run, a!, factor * right)) ?? (left === undefined ? undefined : await partsOf(run, b!, factor * left));
    }
    default:
      return undefined;
  }
}

/** Of a value that is one number for the picture. */
async function oneNumber(run: TraceRun, value: Value): Promise<number | undefined> {
  const entry = run.graphs.values.of(value);
  const { data } = entry ? await run.read(entry.traced.name) : run.graphs.values.constant(value);
  return data.length === 1 ? Number(data[0]) : undefined;
}
