/** One picture as training sees it in its first epochs, for a person to look at. */
import type { VisionAnswer } from '../../vision/answer';
import { assembleBatch, checkBindings } from '../batches';
import type { ImageBinding } from '../bindings';
import type { Dataset } from '../dataset';
import { tensorTruth, truthBinding, truthColumn } from '../truth';

/** CHW float32, as in a batch. */
export interface PreparedPicture {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** Its boxes, mask or points, moved with it. */
  readonly truth?: VisionAnswer;
}

/** Without augmentation, as in validation and use. Undefined where the row cannot be read. */
export function preparedPicture(dataset: Dataset, row: number, binding: ImageBinding): Promise<PreparedPicture | undefined> {
  return pictureOf(dataset, row, binding, { seed: 0, epoch: 0, augment: false });
}

/** The draws of the epochs 0 … `count` − 1 of a training run with this seed: the very tensors it is fed. */
export async function augmentedPictures(dataset: Dataset, row: number, binding: ImageBinding, seed: number, count: number): Promise<PreparedPicture[]> {
  const draws = await Promise.all(Array.from({ length: count }, (_, epoch) => pictureOf(dataset, row, binding, { seed, epoch, augment: true })));
  return draws.flatMap((draw) => draw ?? []);
}

async function pictureOf(dataset: Dataset, row: number, binding: ImageBinding, options: { readonly seed: number; readonly epoch: number; readonly augment: boolean }): Promise<PreparedPicture | undefined> {
  const told = truthColumn(dataset.columns);
  const following = told && truthBinding(told, binding.steps, binding.augmentations ?? []);
  const bindings = following ? [binding, following] : [binding];
  checkBindings(dataset, bindings);
  const { tensors, rows } = await assembleBatch(dataset, Uint32Array.of(row), bindings, options);
  if (rows.length === 0) return undefined;
  const tensor = tensors[binding.tensor]!;
  const truth = told && following && tensorTruth(told, tensors[following.tensor]!);
  return { shape: tensor.shape.slice(1), data: tensor.data as Float32Array, ...(truth && { truth }) };
}
