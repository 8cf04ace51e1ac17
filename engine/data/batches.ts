/** From rows to the tensors of one batch. */
import { fail, LoomError, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { augment, augmentationStream } from './augment/augment';
import type { Binding, ImageBinding } from './bindings';
import type { Dataset, Pixels } from './dataset';
import { inParallel } from './in-parallel';
import type { PixelCache } from './pixel-cache';
import { fitPixels, imageShapeOf, preprocessNumber, writeTensor, type ImageShape } from './preprocess';

export interface BatchOptions {
  readonly seed: number;
  readonly epoch: number;
  /** Whether the bindings' augmentations are applied. */
  readonly augment: boolean;
  /** Decoded pictures; its shapes are those of the image bindings in their order (`imageShapes`). */
  readonly cache?: PixelCache;
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

/** The shapes of the image bindings, for a `PixelCache`. Throws where the steps of one leave its shape open. */
export function imageShapes(bindings: readonly Binding[]): ImageShape[] {
  return bindings.flatMap((binding) => (binding.kind === 'image' ? [imageShapeOf(binding.steps)] : []));
}

/** Refuses bindings to columns that do not exist or are of another kind. */
export function checkBindings(dataset: Pick<Dataset, 'columns'>, bindings: readonly Binding[]): void {
  for (const { column: name, kind, tensor } of bindings) {
    const column = dataset.columns.find((candidate) => candidate.name === name);
    if (!column) fail('unknown-column', `"${tensor}" is bound to the column "${name}", which the data does not have.`, { expected: dataset.columns.map((known) => known.name).join(', '), found: name });
    if (column.kind !== kind) fail('wrong-column-kind', `"${tensor}" needs a column of kind ${kind}; "${name}" is of kind ${column.kind}.`, { expected: kind, found: column.kind });
  }
  imageShapes(bindings);
}

/** Reads one value of one row; `place` is the row's position in the batch. */
type CellWriter = (row: number, place: number) => Promise<void> | void;

/**
 * Reads, preprocesses and augments rows into tensors. A row of which anything cannot be read is left out of all tensors
 * and reported.
 */
export async function assembleBatch(dataset: Dataset, rows: Uint32Array, bindings: readonly Binding[], options: BatchOptions): Promise<Batch> {
  const tensors = allocateTensors(bindings, rows.length);
  const writers = writersFor(dataset, bindings, tensors, options);
  const problems = Array.from<Diagnostic | undefined>({ length: rows.length });
  await inParallel(rows.length, READ_AT_ONCE, async (place) => {
    try {
      for (const write of writers) await write(rows[place]!, place);
    } catch (error) {
      if (!(error instanceof LoomError)) throw error;
      problems[place] = { ...error.diagnostics[0]!, severity: 'warning' };
    }
  });
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return { tensors, rows, problems: [] };
  const kept = Array.from(rows.keys()).filter((place) => !problems[place]);
  return {
    tensors: Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, keepRows(tensor, kept)])),
    rows: Uint32Array.from(kept, (place) => rows[place]!),
    problems: found,
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

function writersFor(dataset: Dataset, bindings: readonly Binding[], tensors: Record<string, Tensor>, options: BatchOptions): CellWriter[] {
  let picture = 0;
  return bindings.map((binding) => {
    const data = tensors[binding.tensor]!.data as Float32Array | Int32Array;
    if (binding.kind === 'image') return imageWriter(dataset, binding, data as Float32Array, picture++, options);
    const { column } = binding;
    const steps = binding.kind === 'number' ? (binding.steps ?? []) : [];
    return async (row, place) => {
      const value = (await dataset.read(row, column)) as number;
      data[place] = preprocessNumber(value, steps);
    };
  });
}

function imageWriter(dataset: Dataset, binding: ImageBinding, data: Float32Array, picture: number, { seed, epoch, augment: changes, cache }: BatchOptions): CellWriter {
  const { column, steps, augmentations = [] } = binding;
  const { channels, height, width } = imageShapeOf(steps);
  const size = channels * height * width;
  const write = (pixels: Pixels, row: number, place: number) => {
    const shown = changes && augmentations.length > 0 ? augment(pixels, augmentations, augmentationStream(seed, epoch, row)) : pixels;
    writeTensor(shown, steps, data, place * size);
  };
  const decode = async (row: number, place: number) => {
    const fitted = fitPixels((await dataset.read(row, column)) as Pixels, steps);
    cache?.set(row, picture, fitted);
    write(fitted, row, place);
  };
  return (row, place) => {
    const cached = cache?.get(row, picture);
    return cached ? write(cached, row, place) : decode(row, place);
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
