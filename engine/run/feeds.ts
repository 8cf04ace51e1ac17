/** Between columns of a batch and inputs of a graph: vectors are put together, labels become what the loss compares with. */
import type { Tensor } from '../core/dtype';
import type { Binding } from '../data/bindings';
import type { Augmentation } from '../data/augment/augmentation';
import { bindingName } from '../ops/graph';
import { columnWidth, type FeatureColumn, type ModelSignature, type SearchSignature, type TargetSignature } from './signature';

/** What of a model batches hold. */
export type Feeding = Pick<ModelSignature, 'features' | 'searches' | 'targets'>;

/** What batches hold where only these inputs are read. */
export function feedingOf({ features, searches = [], targets }: Feeding, inputs: ReadonlySet<string>): Feeding {
  return { features: features.filter(({ input }) => inputs.has(input)), searches: searches.filter(({ input }) => inputs.has(input)), targets };
}

type Batch = Readonly<Record<string, Tensor>>;

/**
 * What data workers are asked for. Tensors of a batch are called `column`, targets `column` too: each column is read once,
 * and a picture that is to be drawn again is compared with what the network was fed, augmented as it was.
 */
export function dataBindings({ features, searches = [], targets }: Feeding, { augmentations = [], withTargets = true }: { readonly augmentations?: readonly Augmentation[]; readonly withTargets?: boolean } = {}): Binding[] {
  const inputs = features.flatMap(({ columns }) => columns.map((column) => inputBinding(column, augmentations)));
  const outputs = withTargets ? targets.flatMap((target) => targetBindings(target, features, augmentations)) : [];
  const searched = searches.map((one): Binding => ({ kind: 'regions', column: one.column, tensor: searchTensor(one), steps: one.imageSteps, search: one.search, augmentations }));
  return [...new Map([...inputs, ...searched, ...outputs].map((binding) => [binding.tensor, binding])).values()];
}

function inputBinding({ name, kind, imageSteps, numberSteps }: FeatureColumn, augmentations: readonly Augmentation[]): Binding {
  if (kind === 'image') return { kind, column: name, tensor: name, steps: imageSteps ?? [], augmentations };
  return kind === 'number' ? { kind, column: name, tensor: name, steps: numberSteps ?? [] } : { kind, column: name, tensor: name };
}

function targetBindings(target: TargetSignature, features: ModelSignature['features'], augmentations: readonly Augmentation[]): Binding[] {
  const { column, kind, imageSteps: steps = [], shape } = target;
  const tensor = targetTensor(target, features);
  const bound = { column, tensor, steps, augmentations };
  switch (kind) {
    case 'boxes': {
      const [most, width] = shape as [number, number];
      const boxes: Binding = { ...bound, kind, most };
      return width > BOX_ROW ? [boxes, { ...bound, kind: 'instances', tensor: pixelsTensor(tensor), most, size: Math.sqrt(width - BOX_ROW) }] : [boxes];
    }
    case 'mask':
      return [{ ...bound, kind }];
    case 'points':
      return [{ ...bound, kind, skeleton: target.skeleton! }];
    default:
      return [target.imageSteps ? { ...bound, kind: 'image' } : { kind, column, tensor }];
  }
}

/** What is found in a column for one box of the network. */
export function searchTensor({ input, column }: SearchSignature): string {
  return `${column} for ${input}`;
}

/** Numbers of one box: centre, size and class. The pixels of the object follow them where a layer asks for its own pixels. */
export const BOX_ROW = 5;

function pixelsTensor(tensor: string): string {
  return `${tensor}, pixels`;
}

/** What belongs to a picture is a tensor of its own for each Output, and so is a picture of another size than the one fed. */
export function targetTensor({ node, column, kind, shape, imageSteps }: TargetSignature, features: ModelSignature['features']): string {
  if (kind !== 'number' && kind !== 'category') return `${column} for ${node}`;
  const isOwn = imageSteps && features.some(({ columns, shape: fed }) => columns.some(({ name }) => name === column) && fed.join() !== shape.join());
  return isOwn ? `${column} for ${node}` : column;
}

/** Adds features and targets of a batch to what a graph is fed. */
export function addFeeds({ features, searches, targets }: Feeding, batch: Batch, feeds: Map<string, Tensor>): void {
  addFeatures({ features, ...(searches && { searches }) }, batch, feeds);
  for (const target of targets) {
    const tensor = targetTensor(target, features);
    feeds.set(bindingName({ kind: 'target', node: target.node }), encodeTarget(target, batch[tensor]!, batch[pixelsTensor(tensor)]));
  }
}

export function addFeatures({ features, searches = [] }: Omit<Feeding, 'targets'>, batch: Batch, feeds: Map<string, Tensor>): void {
  for (const { input, shape, columns } of features) {
    const [first] = columns;
    feeds.set(input, first?.kind === 'image' ? batch[first.name]! : sideBySide(columns, shape, batch));
  }
  for (const search of searches) feeds.set(search.input, batch[searchTensor(search)]!);
}

function sideBySide(columns: readonly FeatureColumn[], shape: readonly number[], batch: Batch): Tensor<'float32'> {
  const samples = batch[columns[0]!.name]!.shape[0]!;
  const width = columns.reduce((total, column) => total + columnWidth(column), 0);
  const data = new Float32Array(samples * width);
  let offset = 0;
  for (const column of columns) {
    const values = batch[column.name]!.data;
    for (let sample = 0; sample < samples; sample++) {
      const value = Number(values[sample]);
      if (column.kind === 'category') data[sample * width + offset + value] = 1;
      else data[sample * width + offset] = value;
    }
    offset += columnWidth(column);
  }
  return { dtype: 'float32', shape: [samples, ...shape], data };
}

function encodeTarget({ encoding, kind, shape, classes }: TargetSignature, values: Tensor, pixels: Tensor | undefined): Tensor {
  const samples = values.shape[0]!;
  if (pixels) return withPixels(values, pixels, shape);
  if (encoding === 'label' || kind === 'boxes' || kind === 'points') return values;
  if (encoding === 'value') return { dtype: 'float32', shape: [samples, ...shape], data: Float32Array.from(values.data as ArrayLike<number>) };
  const width = classes?.length ?? 1;
  const data = new Float32Array(samples * width);
  for (let sample = 0; sample < samples; sample++) data[sample * width + Number(values.data[sample])] = 1;
  return { dtype: 'float32', shape: [samples, ...shape], data };
}

/** Every box followed by the pixels of its object: [N, most, 5] and [N, most, size, size] as [N, most, 5 + size²]. */
function withPixels(boxes: Tensor, pixels: Tensor, shape: readonly number[]): Tensor<'float32'> {
  const samples = boxes.shape[0]!;
  const [most, width] = shape as [number, number];
  const own = width - BOX_ROW;
  const data = new Float32Array(samples * most * width);
  for (let row = 0; row < samples * most; row++) {
    data.set((boxes.data as Float32Array).subarray(row * BOX_ROW, (row + 1) * BOX_ROW), row * width);
    data.set((pixels.data as Float32Array).subarray(row * own, (row + 1) * own), row * width + BOX_ROW);
  }
  return { dtype: 'float32', shape: [samples, ...shape], data };
}
