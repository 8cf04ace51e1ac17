/** Which column of a data set feeds which tensor of a network, and how. Plain JSON: it travels to data workers. */
import type { Augmentation } from './augment/augmentation';
import type { ImageStep, NumberStep } from './preprocess';

export interface ImageBinding {
  readonly kind: 'image';
  readonly column: string;
  /** Name of the tensor; float32 [N, C, H, W]. */
  readonly tensor: string;
  readonly steps: readonly ImageStep[];
  /** Applied to training batches only. Bindings of one row draw alike, so a picture and its mask stay together. */
  readonly augmentations?: readonly Augmentation[];
}

export interface NumberBinding {
  readonly kind: 'number';
  readonly column: string;
  /** float32 [N, 1]. */
  readonly tensor: string;
  readonly steps?: readonly NumberStep[];
}

export interface CategoryBinding {
  readonly kind: 'category';
  readonly column: string;
  /** int32 [N]: the class index. */
  readonly tensor: string;
}

export type Binding = ImageBinding | NumberBinding | CategoryBinding;
