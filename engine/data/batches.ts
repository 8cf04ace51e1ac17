/** From rows to the tensors of one batch. */
import { fail, LoomError, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { augment, augmentationStream } from './augment/augment';
import type { Binding, CategoryBinding, ImageBinding, NumberBinding } from './bindings';
import type { Dataset, Pixels } from './dataset';
import { inParallel } from './in-parallel';
import type { RowCache, RowLayout } from './row-cache';
import { fitPixels, imageShapeOf, preprocessNumber, writeTensor } from './preprocess';

export interface BatchOptions {
  readonly seed: number;
  readonly epoch: number;
  /** Whether the bindings' augmentations are applied. */
  readonly augment: boolean;
  /** What was read before, laid out by `rowLayout` of the same bindings. */
  readonly cache?: RowCache;
}

export interface Batch {
  /** By tensor name. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** The rows that stand in the tensors, in order. */
  readonly rows: Uint32Array;
  /** Why other rows were left out. */
  readonly problems: readonly Diagnostic[];
}

/** Files read ahead of decoding; more would only hold memory. */
const READ_AT_ONCE = 4;

/** What a `RowCache` for these bindings keeps of a row. Throws where the steps of a picture leave its shape open. */
export function rowLayout(bindings: readonly Binding[]): RowLayout {
  return {
    pictures: bindings.flatMap((binding) => (binding.kind === 'image' ? [imageShapeOf(binding.steps)] : [])),
    scalars: bindings.filter((binding) => binding.kind !== 'image').length,
  };
}

/** Refuses bindings to columns that do not exist or are of another kind. */
export function checkBindings(dataset: Pick<Dataset, 'columns'>, bindings: readonly Binding[]): void {
  for (const { column: name, kind, tensor } of bindings) {
    const column = dataset.columns.find((candidate) => candidate.name === name);
    if (!column) fail('unknown-column', `"${tensor}" is bound to the column "${name}", which the data does not have.`, { expected: dataset.columns.map((known) => known.name).join(', '), found: name });
    if (column.kind !== kind) fail('wrong-column-kind', `"${tensor}" needs a column of kind ${kind}; "${name}" is of kind ${column.kind}.`, { expected: kind, found: column.kind });
  }
  rowLayout(bindings);
}

/** Fills one tensor, row by row; `place` is the row's position in the batch. */
interface Column {
  /** Writes the row from memory, if it is there. Most rows of most epochs are, and awaiting each would cost more than the copy. */
  writeCached(row: number, place: number): boolean;
  /** Reads the row and writes it. */
  load(row: number, place: number): Promise<void>;
}

/**
 * Reads, preprocesses and augments rows into tensors. A row of which anything cannot be read is left out of all tensors
 * and reported.
 */
export async function assembleBatch(dataset: Dataset, rows: Uint32Array, bindings: readonly Binding[], options: BatchOptions): Promise<Batch> {
  const tensors = allocateTensors(bindings, rows.length);
  const columns = columnsFor(dataset, bindings, tensors, options);
  const missing: { column: Column; place: number }[] = [];
  for (const column of columns) {
    for (let place = 0; place < rows.length; place++) if (!column.writeCached(rows[place]!, place)) missing.push({ column, place });
  }
  const problems = new Map<number, Diagnostic>();
  await inParallel(missing.length, READ_AT_ONCE, async (index) => {
    const { column, place } = missing[index]!;
    try {
      await column.load(rows[place]!, place);
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      problems.set(place, { ...error.diagnostics[0]!, severity: 'warning' });
    }
  });
  if (problems.size === 0) return { tensors, rows, problems: [] };
  const kept = Array.from(rows.keys()).filter((place) => !problems.has(place));
  return {
    tensors: Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, keepRows(tensor, kept)])),
    rows: Uint32Array.from(kept, (place) => rows[place]!),
    problems: [...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem),
  };
}

function allocateTensors(bindings: readonly Binding[], count: number): Record<string, Tensor> {
  return Object.fromEntries(
    bindings.map((binding): [string, Tensor] => {
      if (binding.kind === 'category') return [binding.tensor, { dtype: 'int32', shape: [count], data: new Int32Array(count) }];
      if (binding.kind === 'number') return [binding.tensor, { dtype: 'float32', shape: [count, 1], data: new Float32Array(count) }];
      const { channels, height, width } = imageShapeOf(binding.steps);
      return [binding.tensor, { dtype: 'float32', shape: [count, channels, height, width], data: new Float32Array(count * channels * height * width) }];
    }),
  );
}

function columnsFor(dataset: Dataset, bindings: readonly Binding[], tensors: Record<string, Tensor>, options: BatchOptions): Column[] {
  const places = { image: 0, scalar: 0 };
  return bindings.map((binding) => {
    const data = tensors[binding.tensor]!.data as Float32Array | Int32Array;
    return binding.kind === 'image'
      ? imageColumn(dataset, binding, data as Float32Array, places.image++, options)
      : scalarColumn(dataset, binding, data, places.scalar++, options);
  });
}

function scalarColumn(dataset: Dataset, binding: NumberBinding | CategoryBinding, data: Float32Array | Int32Array, index: number, { cache }: BatchOptions): Column {
  const steps = binding.kind === 'number' ? (binding.steps ?? []) : [];
  return {
    writeCached(row, place) {
      const value = cache?.scalarOf(row, index);
      if (value === undefined) return false;
      data[place] = preprocessNumber(value, steps);
      return true;
    },
    async load(row, place) {
      const value = (await dataset.read(row, binding.column)) as number;
      cache?.keepScalar(row, index, value);
      data[place] = preprocessNumber(value, steps);
    },
  };
}

function imageColumn(dataset: Dataset, binding: ImageBinding, data: Float32Array, index: number, { seed, epoch, augment: changes, cache }: BatchOptions): Column {
  const { column, steps, augmentations = [] } = binding;
  const { channels, height, width } = imageShapeOf(steps);
  const size = channels * height * width;
  const write = (pixels: Pixels, row: number, place: number) => {
    const shown = changes && augmentations.length > 0 ? augment(pixels, augmentations, augmentationStream(seed, epoch, row)) : pixels;
    writeTensor(shown, steps, data, place * size);
  };
  return {
    writeCached(row, place) {
      const cached = cache?.picture(row, index);
      if (cached) write(cached, row, place);
      return cached !== undefined;
    },
    async load(row, place) {
      const fitted = fitPixels((await dataset.read(row, column)) as Pixels, steps);
      cache?.keepPicture(row, index, fitted);
      write(fitted, row, place);
    },
  };
}

/** Copies the rows at `kept` of a tensor whose first axis is the batch. */
function keepRows(tensor: Tensor, kept: readonly number[]): Tensor {
  const size = tensor.data.length / tensor.shape[0]!;
  const shape = [kept.length, ...tensor.shape.slice(1)];
  if (tensor.dtype === 'int32') {
    const data = (tensor as Tensor<'int32'>).data;
    return { dtype: 'int32', shape, data: Int32Array.from(kept, (place) => data[place]!) };
  }
  const source = (tensor as Tensor<'float32'>).data;
  const data = new Float32Array(kept.length * size);
  kept.forEach((place, index) => data.set(source.subarray(place * size, (place + 1) * size), index * size));
  return { dtype: 'float32', shape, data };
}
