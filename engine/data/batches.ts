/** From rows to the tensors of one batch. */
import { fail, LoomError, type Diagnostic } from '../core/diagnostic';
import { allocate, type Tensor } from '../core/dtype';
import { augmentationStream } from './augment/augment';
import type { MixAugmentation } from './augment/augmentation';
import { drawMix, isMixing, type Mix } from './augment/mix';
import type { BindingRule, Kept } from './batch/binding-rule';
import { RowSlots } from './batch/row-slots';
import { ruleOf } from './batch/rules';
import type { Binding } from './bindings';
import type { Dataset } from './dataset';
import { inParallel } from './in-parallel';
import { imageShapeOf, type ImageStep } from './preprocess';
import type { RowCache, RowLayout } from './row-cache';

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
  const layouts = bindings.map((binding) => ruleOf(binding).layout(binding));
  return { pictures: layouts.flatMap(({ pictures }) => pictures), numbers: layouts.flatMap(({ numbers }) => numbers) };
}

/** Refuses bindings to columns that do not exist or are of another kind. */
export function checkBindings(dataset: Pick<Dataset, 'columns'>, bindings: readonly Binding[]): void {
  for (const binding of bindings) {
    const { column: name, tensor } = binding;
    const kind = ruleOf(binding).columnKind;
    const column = dataset.columns.find((candidate) => candidate.name === name);
    if (!column) fail('unknown-column', `"${tensor}" is bound to the column "${name}", which the data does not have.`, { expected: dataset.columns.map((known) => known.name).join(', '), found: name });
    if (column.kind !== kind) fail('wrong-column-kind', `"${tensor}" needs a column of kind ${kind}; "${name}" is of kind ${column.kind}.`, { expected: kind, found: column.kind });
  }
  const mixing = mixingOf(bindings);
  for (const binding of bindings) for (const one of mixing) if (!ruleOf(binding)[one.kind]) refuseMix(one, binding);
  rowLayout(bindings);
}

function mixingOf(bindings: readonly Binding[]): readonly MixAugmentation[] {
  return bindings.map((binding) => ('augmentations' in binding ? (binding.augmentations ?? []).filter(isMixing) : [])).find(({ length }) => length > 0) ?? [];
}

function refuseMix({ kind }: MixAugmentation, { column, kind: bound }: Binding): never {
  const what = kind === 'mosaic' ? 'Mosaic puts parts of four pictures into one' : 'Mixup lays two pictures over each other';
  fail('cannot-mix', `${what}, and “${column}” cannot follow.`, { expected: kind === 'mosaic' ? 'boxes, masks or pictures' : 'boxes or pictures', found: bound, remedy: `Switch ${kind} off in the augmentation.` });
}

/**
 * Reads, preprocesses and augments rows into tensors. A row of which anything cannot be read is left out of all tensors
 * and reported.
 */
export async function assembleBatch(dataset: Dataset, rows: Uint32Array, bindings: readonly Binding[], options: BatchOptions): Promise<Batch> {
  const columns = columnsFor(dataset, bindings, rows.length, options);
  const missing: { column: Column; place: number }[] = [];
  // Row by row, because a data set may make all cells of a row at once.
  for (let place = 0; place < rows.length; place++) for (const column of columns) if (!column.writeCached(rows[place]!, place)) missing.push({ column, place });
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
  const tensors = columns.map(({ name, tensor }) => [name, tensor] as const);
  if (problems.size === 0) return { tensors: Object.fromEntries(tensors), rows, problems: [] };
  const kept = Array.from(rows.keys()).filter((place) => !problems.has(place));
  return {
    tensors: Object.fromEntries(tensors.map(([name, tensor]) => [name, keepRows(tensor, kept)])),
    rows: Uint32Array.from(kept, (place) => rows[place]!),
    problems: [...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem),
  };
}

/** Fills one tensor, row by row; `place` is the row's position in the batch. */
interface Column {
  readonly name: string;
  readonly tensor: Tensor;
  /** Writes the row from memory, if it is there. Most rows of most epochs are, and awaiting each would cost more than the copy. */
  writeCached(row: number, place: number): boolean;
  /** Reads the row and writes it. */
  load(row: number, place: number): Promise<void>;
}

function columnsFor(dataset: Dataset, bindings: readonly Binding[], count: number, { seed, epoch, augment, cache }: BatchOptions): Column[] {
  const first = { picture: 0, number: 0 };
  const mixing = augment ? mixingOf(bindings) : [];
  return bindings.map((binding) => {
    const rule = ruleOf(binding);
    const { pictures, numbers } = rule.layout(binding);
    const slots = new RowSlots(cache, first.picture, pictures.length, first.number, numbers.length);
    first.picture += pictures.length;
    first.number += numbers.length;
    const tensor = rule.tensor(binding, count);
    const mixOf = (row: number) => ('steps' in binding && binding.kind !== 'number' ? mixOfRow(mixing, dataset, binding.steps, seed, epoch, row) : undefined);
    const write = (kept: readonly Kept[], mix: Mix | undefined, row: number, place: number) => {
      rule.write(mix ? mixed(rule, binding, kept, mix) : kept[0]!, binding, tensor.data, place, augment ? augmentationStream(seed, epoch, row) : undefined);
    };
    return {
      name: binding.tensor,
      tensor,
      writeCached(row, place) {
        const mix = mixOf(row);
        const kept: Kept[] = [];
        for (const one of mix?.rows ?? [row]) {
          const known = slots.read(one);
          if (!known) return false;
          kept.push(known);
        }
        write(kept, mix, row, place);
        return true;
      },
      async load(row, place) {
        const mix = mixOf(row);
        const kept: Kept[] = [];
        for (const one of mix?.rows ?? [row]) {
          const known = slots.read(one) ?? rule.fit(await dataset.read(one, binding.column), binding);
          slots.keep(one, known);
          kept.push(known);
        }
        write(kept, mix, row, place);
      },
    };
  });
}

function mixOfRow(mixing: readonly MixAugmentation[], dataset: Dataset, steps: readonly ImageStep[], seed: number, epoch: number, row: number): Mix | undefined {
  if (mixing.length === 0) return undefined;
  const { width, height } = imageShapeOf(steps);
  return drawMix(mixing, seed, epoch, row, dataset.splits.train, width, height);
}

function mixed(rule: BindingRule, binding: Binding, kept: readonly Kept[], { tiles, over }: Mix): Kept {
  const alone = tiles ? rule.mosaic!(kept.slice(0, tiles.length), tiles, binding) : kept[0]!;
  return over === undefined ? alone : rule.mixup!(alone, kept.at(-1)!, over, binding);
}

/** Copies the rows at `kept` of a tensor whose first axis is the batch. */
function keepRows(tensor: Tensor, kept: readonly number[]): Tensor {
  const size = tensor.data.length / tensor.shape[0]!;
  const shape = [kept.length, ...tensor.shape.slice(1)];
  const source = tensor.data as Float32Array | Int32Array;
  const data = allocate(tensor.dtype as 'float32' | 'int32', kept.length * size);
  kept.forEach((place, index) => data.set(source.subarray(place * size, (place + 1) * size), index * size));
  return { dtype: tensor.dtype, shape, data };
}
