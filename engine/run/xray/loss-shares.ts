/**
 * What each object has to do with one term of a loss. A term is a sum over places, or over the candidates of all objects in a
 * line, times numbers that hold for the whole picture; the trace has what is summed, place by place, and which place answers for
 * which object. So the shares of all objects and of the places without one add up to the term.
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

/** A sum over places, [1, C, R] or [1, C, M·K], as it goes into a term. */
interface Part {
  readonly factor: number;
  readonly summed: ValueEntry;
}

/**
 * `assignments` are names of [1, M, R]: the first one with as many places as the term counts; `candidates` is that of [1, M, K], where
 * the head compares each object with a few places of its own. Undefined where the term is no sum over such places.
 */
export async function readLossShares(run: TraceRun, term: string, assignments: readonly string[], candidates: string | undefined): Promise<LossShares | undefined> {
  const entry = run.graphs.values.find(term);
  const parts = entry && (await partsOf(run, entry.value, 1));
  if (!parts || parts.length === 0) return undefined;
  const tensors = await Promise.all(assignments.map((name) => run.read(name)));
  const owners = [...tensors.map(ownersOfPlaces), ...(candidates ? [ownersOfCandidates(await run.read(candidates))] : [])];
  const objects = Array<number>(tensors[0]?.shape[1] ?? 0).fill(0);
  let empty = 0;
  for (const { factor, summed } of parts) {
    const tensor = await run.read(summed.traced.name);
    const count = tensor.shape.at(-1)!;
    const owner = tensor.shape.length === 3 ? owners.find(({ length }) => length === count) : undefined;
    if (!owner) return undefined;
    tensor.data.forEach((value: number | bigint, at: number) => {
      const object = owner[at % count]!;
      if (object < 0) empty += factor * Number(value);
      else objects[object]! += factor * Number(value);
    });
  }
  return { objects, empty };
}

/** Which object each place of an assignment [1, M, R] answers for, −1 without one. */
function ownersOfPlaces({ data, shape }: Tensor): number[] {
  const [, most, count] = shape as [number, number, number];
  const objects = Array.from({ length: most }, (_, object) => object);
  return Array.from({ length: count }, (_, place) => objects.findIndex((object) => Number(data[object * count + place]) > 0));
}

/** Candidates [1, M, K] stand object after object. */
function ownersOfCandidates({ shape }: Tensor): number[] {
  const [, most, each] = shape as [number, number, number];
  return Array.from({ length: most * each }, (_, index) => Math.floor(index / each));
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
