/** What stands behind a hand or a face: a textured wall, things in the room, and the light that falls on all of it. */
import type { RandomStream } from '../../../core/random';
import type { SplitName } from '../../dataset';
import { colourOf, type Colour } from '../scene';
import { TEXTURES } from '../textures';
import { draw, type Range } from '../warp';
import type { Light } from './shade';
import type { SolidCanvas } from './solid-canvas';
import { unit } from './vector';

/** Textures are made for pictures of this side. */
const TEXTURE_SIDE = 32;

/** Hues in turns of what is not skin; held-out pictures have some that training never shows. */
export const HUES: Readonly<Record<SplitName, Range>> = { train: [0, 0.55], validation: [0.6, 0.75], test: [0.8, 0.95] };
/** Brightness of skin: the gaps of one split are the tones of the others. */
const SKIN_VALUES: Readonly<Record<SplitName, readonly Range[]>> = {
  train: [[0.26, 0.44], [0.54, 0.72], [0.84, 0.97]],
  validation: [[0.45, 0.53]],
  test: [[0.74, 0.82]],
};
/** How often a hand wears a glove and a face is painted. */
const COVERED = 0.15;

/** A person's colour: brown to rose, now and then any other. */
export function drawSkin(random: RandomStream, split: SplitName): Colour {
  if (random.uniform() < COVERED) return colourOf(draw(random, HUES[split]), random.between(0.3, 0.7), random.between(0.4, 0.95));
  const ranges = SKIN_VALUES[split];
  const value = draw(random, ranges[random.integer(ranges.length)]!);
  // Dark skin is browner, light skin more rose.
  return colourOf(random.between(0.025, 0.075), random.between(0.3, 0.45) + 0.25 * (1 - value), value);
}

export function drawLight(random: RandomStream): Light {
  const warmth = random.between(-0.07, 0.07);
  return {
    direction: unit([random.between(-0.9, 0.9), random.between(-1, 0.15), random.between(-1, -0.45)]),
    ambient: random.between(0.32, 0.55),
    strength: random.between(0.5, 0.85),
    tint: [1 + warmth, 1, 1 - warmth],
    gloss: random.between(0, 0.18),
  };
}

/** A wall of two colours. */
export function drawWall(random: RandomStream, split: SplitName): (x: number, y: number) => Colour {
  const value = random.between(0.1, 0.95);
  const colour = () => colourOf(draw(random, HUES[split]), random.between(0.05, 0.55), Math.min(Math.max(value + random.between(-0.15, 0.15), 0), 1));
  const [one, other] = [colour(), colour()];
  const textures = TEXTURES[split];
  const texture = textures[random.integer(textures.length)]!(random);
  return (x, y) => {
    const share = texture(x * TEXTURE_SIDE, y * TEXTURE_SIDE);
    return [one[0]! + (other[0]! - one[0]!) * share, one[1]! + (other[1]! - one[1]!) * share, one[2]! + (other[2]! - one[2]!) * share];
  };
}

/** Fills the picture with the wall; x and y reach it as shares of the longer side, from the middle. */
export function paintWall(values: Float32Array, width: number, height: number, wall: (x: number, y: number) => Colour): void {
  const side = Math.max(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = wall((pixel % width + 0.5 - width / 2) / side, (Math.floor(pixel / width) + 0.5 - height / 2) / side);
    values.set(colour as number[], pixel * 3);
  }
}

/** Limbs and balls, thin ones and thick ones, at a distance `depth`; negative is in front. */
export function paintThings(canvas: SolidCanvas, random: RandomStream, split: SplitName, count: number, depth: number): void {
  const side = Math.max(canvas.width, canvas.height);
  for (let thing = 0; thing < count; thing++) {
    const colour = random.uniform() < 0.3 ? drawSkin(random, split) : colourOf(draw(random, HUES[split]), random.between(0.1, 0.7), random.between(0.15, 0.95));
    const at = () => [random.uniform() * canvas.width, random.uniform() * canvas.height, depth + random.between(0, 0.2) * side] as const;
    const radius = side * random.between(0.015, 0.07);
    canvas.limb({ at: at(), radius }, { at: at(), radius: radius * random.between(0.6, 1) }, colour);
  }
}
