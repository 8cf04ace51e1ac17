/**
 * Boxes that may hold an object, from what a picture looks like and nothing learned (Uijlings et al. 2013, Selective search).
 * It is cut into parts that look alike, and parts are joined until one is left, in several ways; the box of every part on
 * the way is a proposal. The same picture always gives the same boxes.
 */
import { RandomStream } from '../../core/random';
import type { Rectangle } from '../iou';
import type { Bytes } from '../rotated-crop';
import { partsOf, type Extent } from './appearance';
import { blurred, planesOf, type ColourSpace } from './colours';
import { grouped, neighboursIn } from './group';
import { segment, type SegmentOptions } from './segment';

export interface SearchOptions {
  /** How many boxes are given at most. */
  readonly count: number;
  /** Of the first parts, see `SegmentOptions`. */
  readonly scale: number;
  /** In how many ways it is looked: colour spaces and likenesses, in the order of `WAYS`. */
  readonly ways: number;
  /** Boxes with a shorter side are left out, in pixels. */
  readonly leastSide: number;
}

/** What is looked at, and whether colour counts where parts are joined. */
const WAYS: readonly (readonly [space: ColourSpace, byColour: boolean])[] = [['hsv', true], ['lab', true], ['hsv', false], ['lab', false], ['rgb', true], ['rgb', false]];
export const MOST_WAYS = WAYS.length;

/** Before parts are found, so that grain does not keep them apart; in pixels. */
const BLUR = 0.8;

/** The likeliest first: large parts before small ones, shaken, so that the ways take turns. */
export function selectiveSearch(picture: Bytes, options: SearchOptions): Rectangle[] {
  const random = new RandomStream(0, 'selective search');
  const ways = WAYS.slice(0, picture.samples === 1 ? 1 : options.ways);
  const extents = ways.flatMap((way) => {
    const found = hierarchy(picture, way, options);
    return found.map((extent, index) => ({ extent, order: (index + 1) * random.uniform() }));
  });
  const boxes = new Map<string, Rectangle>();
  for (const { extent: { left, top, right, bottom } } of extents.sort((a, b) => a.order - b.order)) {
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    if (Math.min(box.width, box.height) >= options.leastSide) boxes.set([left, top, right, bottom].join(), boxes.get([left, top, right, bottom].join()) ?? box);
  }
  return [...boxes.values()].slice(0, options.count);
}

/** Parts that one way finds, the whole picture first, what it began with last. */
function hierarchy(picture: Bytes, [space, byColour]: (typeof WAYS)[number], options: Pick<SearchOptions, 'scale'>): Extent[] {
  const planes = planesOf(picture, space);
  const segments = segment(blurred(planes, BLUR), cuttingOf(options));
  const parts = partsOf(planes, segments);
  const made = grouped(parts, neighboursIn(segments, picture.width), picture.width * picture.height, { byColour });
  return [...made.reverse(), ...parts.reverse()].map(({ extent }) => extent);
}

/** Parts smaller than a fifth of the scale, in pixels, are grain. */
function cuttingOf({ scale }: Pick<SearchOptions, 'scale'>): SegmentOptions {
  return { scale, least: Math.max(1, Math.round(scale / 5)) };
}
