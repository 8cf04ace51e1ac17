/** The objects of a picture after the augmentations that moved it: the same, in the same order, for boxes and their pixels. */
import type { RandomStream } from '../../core/random';
import { drawMove } from '../augment/augment';
import { IDENTITY, isIdentity, type Mapping } from '../augment/geometry';
import { pixelMapping } from '../augment/move-points';
import type { Augmentation } from '../augment/augmentation';
import { moveObjects } from '../objects';
import { imageShapeOf, type ImageStep } from '../preprocess';

interface Moving {
  readonly steps: readonly ImageStep[];
  readonly augmentations?: readonly Augmentation[];
}

/** How the picture of this row was moved. */
export function moveOf({ steps, augmentations = [] }: Moving, random: RandomStream | undefined): Mapping {
  const { width, height } = imageShapeOf(steps);
  return random ? drawMove(augmentations, random, width / height) : IDENTITY;
}

export function movedObjects(kept: Float64Array, { steps }: Moving, mapping: Mapping): Float64Array {
  if (isIdentity(mapping)) return kept;
  const { width, height } = imageShapeOf(steps);
  return moveObjects(kept, pixelMapping(mapping, width, height), width, height);
}
