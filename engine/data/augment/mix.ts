/**
 * Augmentations that put several pictures into one: mosaic shows parts of four, mixup two on top of each other. Which pictures and
 * which parts is drawn once per row and epoch, so that a picture, its boxes and its mask are mixed alike.
 */
import { RandomStream } from '../../core/random';
import type { Augmentation, MixAugmentation } from './augmentation';

/** A part of a mosaic, in shares of the result's width and height. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** How much smaller the picture is shown than alone, 0 … 1. */
  readonly scale: number;
  /** Which point of its picture stands in the tile's upper left corner, in shares of that picture. */
  readonly fromX: number;
  readonly fromY: number;
}

export interface Mix {
  /** Rows that are needed: the tiles of a mosaic or the picture itself, then the one that is laid over it. */
  readonly rows: readonly number[];
  /** Four of them, of the first four rows. */
  readonly tiles?: readonly Tile[];
  /** How much the picture laid over counts, 0 … 1. */
  readonly over?: number;
}

/** Where the four tiles of a mosaic meet, in shares of its sides. */
const MEETING = [0.3, 0.7] as const;
/** Neither of two mixed pictures counts less than this. */
const LEAST_SHARE = 0.4;

export function isMixing(augmentation: Augmentation): augmentation is MixAugmentation {
  return augmentation.kind === 'mosaic' || augmentation.kind === 'mixup';
}

/** `undefined` where the picture stays alone. Others are drawn from `pool`; positions are whole pixels of `width` × `height`. */
export function drawMix(augmentations: readonly MixAugmentation[], seed: number, epoch: number, row: number, pool: Uint32Array, width: number, height: number): Mix | undefined {
  if (augmentations.length === 0 || pool.length === 0) return undefined;
  const random = new RandomStream(seed, 'mix', epoch, row);
  const other = () => pool[random.integer(pool.length)]!;
  let mix: Mix = { rows: [row] };
  for (const { kind, probability } of augmentations) {
    if (random.uniform() >= probability) continue;
    if (kind === 'mosaic' && !mix.tiles) mix = { ...mix, rows: [row, other(), other(), other(), ...mix.rows.slice(1)], tiles: drawTiles(random, width, height) };
    else if (kind === 'mixup' && mix.over === undefined) mix = { ...mix, rows: [...mix.rows, other()], over: random.between(LEAST_SHARE, 1 - LEAST_SHARE) };
  }
  return mix.rows.length > 1 ? mix : undefined;
}

function drawTiles(random: RandomStream, width: number, height: number): Tile[] {
  const across = Math.round(random.between(...MEETING) * width) / width;
  const down = Math.round(random.between(...MEETING) * height) / height;
  const places = [[0, 0, across, down], [across, 0, 1, down], [0, down, across, 1], [across, down, 1, 1]] as const;
  return places.map(([left, top, right, bottom]) => {
    const scale = random.between(Math.max(right - left, bottom - top), 1);
    return { left, top, right, bottom, scale, fromX: random.between(0, 1 - (right - left) / scale), fromY: random.between(0, 1 - (bottom - top) / scale) };
  });
}
