/** Which column of a data set feeds which tensor of a network, and how. Plain JSON: it travels to data workers. */
import type { Skeleton } from '../vision/answer';
import type { SearchOptions } from '../vision/selective-search/selective-search';
import type { Augmentation } from './augment/augmentation';
import type { ImageStep, NumberStep } from './preprocess';

/** What follows a picture: resized as it is, and augmented by the same draws. */
interface PictureBound {
  readonly column: string;
  readonly tensor: string;
  /** Of the picture. */
  readonly steps: readonly ImageStep[];
  /** Applied to training batches only. Bindings of one row draw alike, so a picture, its mask and its boxes stay together. */
  readonly augmentations?: readonly Augmentation[];
}

/** float32 [N, C, H, W]. */
export interface ImageBinding extends PictureBound {
  readonly kind: 'image';
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

/**
 * float32 [N, most, 5]: centre x, centre y, width and height in pixels of the network's input, then the class index. Rows without
 * an object are 0, 0, 0, 0, −1. A crowd of class c, which is neither to be found nor wrong to be found, has −2 − c there. The
 * largest objects come first, and what is beyond `most` is left out.
 */
export interface BoxesBinding extends PictureBound {
  readonly kind: 'boxes';
  readonly most: number;
}

/** float32 [N, most, size, size]: the pixels of the objects of a `BoxesBinding`, in its order, each inside its own box; 0 … 1. */
export interface InstancesBinding extends PictureBound {
  readonly kind: 'instances';
  readonly most: number;
  readonly size: number;
}

/** int32 [N, H, W]: the class of every pixel; −1 where the mask says nothing. */
export interface MaskBinding extends PictureBound {
  readonly kind: 'mask';
}

/** float32 [N, K, 4]: x, y and z in pixels of the network's input, then visibility; 0 for points that left the picture. */
export interface PointsBinding extends PictureBound {
  readonly kind: 'points';
  readonly skeleton: Skeleton;
}

/**
 * float32 [N, count, 4]: centre x, centre y, width and height of boxes that a selective search finds in the column's picture, in
 * pixels of the network's input; rows without one are 0.
 */
export interface RegionsBinding extends PictureBound {
  readonly kind: 'regions';
  readonly search: SearchOptions;
}

export type Binding = ImageBinding | NumberBinding | CategoryBinding | BoxesBinding | InstancesBinding | MaskBinding | PointsBinding | RegionsBinding;
