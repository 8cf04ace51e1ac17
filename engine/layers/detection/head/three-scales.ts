/** Heads over three maps, from fine to coarse. */
import type { Port } from '../../define-layer';

export const THREE_MAPS: readonly Port[] = [
  { name: 'fine', help: 'The largest map, for small objects' },
  { name: 'middle', help: 'The map between' },
  { name: 'coarse', help: 'The smallest map, for large objects' },
];

/** Anchors for pictures of 160×160 with objects of 5 to 60 % of their width, three for each map. */
export const ANCHORS_160: readonly number[] = [10, 10, 15, 19, 20, 15, 25, 25, 33, 40, 42, 32, 50, 50, 68, 62, 88, 88];
