/** What each input of the model is: which axis is the batch, and the sizes that the file leaves open. */
import { fail } from '../core/diagnostic';
import { BATCH, type Dim } from '../core/shape';
import type { TensorType } from '../ops/graph';
import type { SourceModel, SourceValue, StatedDim } from './source-model';

export interface InputPlan {
  readonly types: ReadonlyMap<string, TensorType>;
  /** How a stated dimension reads now; undefined where nothing is stated. */
  read(dim: StatedDim): Dim | undefined;
  /** The batch was a fixed number in the file, and is taken for any number. */
  readonly assumedBatch?: number;
}

/** A size that the file leaves open, besides the batch. */
export interface OpenDimension {
  /** As the file calls it, or `input.axis`. */
  readonly name: string;
  readonly input: string;
  readonly axis: number;
}

/** The name of the batch in the file, or its number, or nothing where there is no batch. */
type BatchOf = string | number | undefined;

/**
 * `generalise` takes a fixed first axis for a batch of any size. Throws LoomError naming every open dimension that `given`
 * does not say.
 */
export function planInputs(source: SourceModel, given: Readonly<Record<string, number>>, generalise: boolean): InputPlan {
  const batch = batchOf(source, given, generalise);
  const read = (dim: StatedDim): Dim | undefined => {
    if (dim === undefined || typeof dim === 'number') return dim;
    if (dim === batch) return BATCH;
    return given[dim] ?? symbolName(dim);
  };
  const open: OpenDimension[] = [];
  const types = new Map(source.inputs.map((input) => [input.name, typeOf(input, batch, given, open)]));
  if (open.length > 0) refuseOpen(open);
  const unknown = Object.keys(given).filter((name) => !openDimensions(source).some((one) => one.name === name) && name !== batch);
  if (unknown.length > 0) fail('onnx-dimensions', `The model has no dimension “${unknown[0]}”.`, { expected: openDimensions(source).map(({ name }) => name).join(', ') || 'none', found: unknown[0]! });
  return { types, read, ...(typeof batch === 'number' && { assumedBatch: batch }) };
}

/** Every size that must be said before the model can be imported: all that are open but the batch. */
export function openDimensions(source: SourceModel): OpenDimension[] {
  const batch = batchOf(source, {}, false);
  const found = source.inputs.flatMap((input) => (input.dims ?? []).flatMap((dim, axis): OpenDimension[] => {
    if (typeof dim === 'number' || isBatchAxis(input, axis, batch)) return [];
    return [{ name: dim ?? `${input.name}.${axis}`, input: input.name, axis }];
  }));
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

const UNNAMED = '';

/** The first axis of the first input that has several: symbolic as most exporters leave it, or a number. */
function batchOf({ inputs }: SourceModel, given: Readonly<Record<string, number>>, generalise: boolean): BatchOf {
  const first = inputs.find(({ dims }) => dims !== undefined && dims.length > 1);
  const dim = first?.dims![0];
  if (!first) return inputs.some(({ dims }) => dims?.length === 1 && dims[0] === BATCH) ? BATCH : undefined;
  if (typeof dim === 'string') return dim in given ? undefined : dim;
  if (dim === undefined) return UNNAMED;
  const isShared = inputs.every(({ dims }) => dims === undefined || dims.length < 2 || dims[0] === dim);
  return generalise && dim > 0 && isShared ? dim : undefined;
}

function isBatchAxis({ dims }: SourceValue, axis: number, batch: BatchOf): boolean {
  if (axis !== 0 || batch === undefined) return false;
  const dim = dims![0];
  if (typeof batch === 'number') return dims!.length > 1 && dim === batch;
  return dim === batch || (dim === undefined && dims!.length > 1);
}

function typeOf(input: SourceValue, batch: BatchOf, given: Readonly<Record<string, number>>, open: OpenDimension[]): TensorType {
  const { name, dtype, dims } = input;
  if (!dtype) return fail('onnx-input', `The input “${name}” is no tensor of numbers, which is what a network can be fed.`, { found: 'a sequence, a map, texts or an unknown type' });
  if (!dims) return fail('onnx-input', `The model does not say how many axes its input “${name}” has.`, { remedy: 'Export it with the shapes of its inputs.' });
  const shape = dims.map((dim, axis): Dim => {
    if (isBatchAxis(input, axis, batch)) return BATCH;
    if (typeof dim === 'number') return dim;
    const key = dim ?? `${name}.${axis}`;
    const size = given[key];
    if (size === undefined) open.push({ name: key, input: name, axis });
    return size ?? 1;
  });
  return { dtype, shape };
}

function refuseOpen(open: readonly OpenDimension[]): never {
  const names = [...new Set(open.map(({ name }) => name))];
  const list = names.map((name) => `“${name}”`).join(', ');
  const places = [...new Set(open.map(({ input }) => `“${input}”`))].join(', ');
  return fail('onnx-dimensions', `The model leaves the size of ${list} open (input ${places}).`, {
    expected: 'a number for each',
    found: names.join(', '),
    remedy: `Say ${names.length === 1 ? 'it' : 'them'}: ${names.map((name) => `--dim ${name}=…`).join(' ')}.`,
  });
}

/** A symbol that prints and reads back: names in files may hold anything. */
function symbolName(dim: string): string {
  const plain = dim.replace(/[^A-Za-z0-9_]/g, '_');
  return plain === BATCH || !/^[A-Za-z_]/.test(plain) ? `_${plain}` : plain;
}
