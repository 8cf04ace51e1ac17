/**
 * Random changes of training pictures. Every draw comes from a stream named by seed, epoch and row, so the same sample of
 * the same epoch looks the same on every thread and in every resumed run. Pure TypeScript; runs in browsers too.
 */
import { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import type { Augmentation } from './augmentation';
import { changeColour } from './colour';
import { compose, drawMapping, IDENTITY, isIdentity, warp, type Mapping } from './geometry';
import { turnHue } from './hue';
import { isMixing } from './mix';
import { addNoise } from './noise';

/** The stream of one picture in one epoch. */
export function augmentationStream(seed: number, epoch: number, row: number): RandomStream {
  return new RandomStream(seed, 'augment', epoch, row);
}

/**
 * Applies the augmentations to a picture of final size: first all that move pixels, joined into one sampling, then
 * colours and noise, each group in the order of the list.
 */
export function augment(pixels: Pixels, augmentations: readonly Augmentation[], random: RandomStream): Pixels {
  const mapping = drawMove(augmentations, random, pixels.width / pixels.height);
  let result = isIdentity(mapping) ? pixels : warp(pixels, mapping);
  for (const step of augmentations) {
    if (step.kind === 'colour') result = changeColour(result, step, random);
    else if (step.kind === 'hue') result = turnHue(result, step, random);
    else if (step.kind === 'noise') result = addNoise(result, step, random);
  }
  return result;
}

/** Everything that moves pixels, drawn first of all: what belongs to a picture draws the same from the same stream. */
export function drawMove(augmentations: readonly Augmentation[], random: RandomStream, aspect: number): Mapping {
  let mapping: Mapping = IDENTITY;
  for (const step of augmentations) {
    if (step.kind !== 'colour' && step.kind !== 'hue' && step.kind !== 'noise' && !isMixing(step)) mapping = compose(mapping, drawMapping(step, random, aspect));
  }
  return mapping;
}
