/** Points of an object as COCO writes them: x, y and a flag each, named and joined by the category of the object. */
import type { Skeleton } from '../../vision/answer';
import { findSkeleton } from '../../vision/skeletons';

/** Numbers per point in a file: x, y, flag. */
export const KEYPOINT_VALUES = 3;

/** What the flag says: neither place nor sight is known; the place is known and hidden; it can be seen. */
export const KEYPOINT_FLAGS = { unknown: 0, hidden: 1, seen: 2 } as const;

/**
 * `edges` count from 1. Files do not say what changes places in a mirror: points called left and right do, and those of a skeleton
 * that is known by the same points as it says.
 */
export function keypointSkeleton(name: string, points: readonly string[], edges: readonly (readonly [number, number])[]): Skeleton {
  const known = findSkeleton(name);
  if (known?.points.length === points.length && known.points.every((point, at) => sameName(point) === sameName(points[at]!))) return known;
  const joined = edges.map(([one, other]) => [one - 1, other - 1] as const).filter((edge) => edge.every((at) => at >= 0 && at < points.length));
  return { name, points, edges: joined, mirrored: mirroredPairs(points) };
}

function mirroredPairs(points: readonly string[]): [number, number][] {
  const place = new Map(points.map((point, at) => [sameName(point), at]));
  return [...place].flatMap(([name, at]): [number, number][] => {
    const other = name.split(' ').includes('left') ? place.get(name.split(' ').map((word) => (word === 'left' ? 'right' : word)).join(' ')) : undefined;
    return other === undefined ? [] : [[at, other]];
  });
}

function sameName(point: string): string {
  return point.toLowerCase().replace(/[_-]+/g, ' ').trim();
}

/** x, y, depth and visibility per point. Files know no depth; a point whose place is unknown is hidden in the corner. */
export function pointsOf(keypoints: readonly number[]): Float32Array {
  const points = new Float32Array((keypoints.length / KEYPOINT_VALUES) * 4);
  for (let from = 0, to = 0; from < keypoints.length; from += KEYPOINT_VALUES, to += 4) points.set([keypoints[from]!, keypoints[from + 1]!, 0, keypoints[from + 2] === KEYPOINT_FLAGS.seen ? 1 : 0], to);
  return points;
}

/** Whether anything is known of an object's points. */
export function hasKeypoints(keypoints: readonly number[] | undefined): keypoints is readonly number[] {
  return keypoints?.some((value, at) => at % KEYPOINT_VALUES === 2 && value > KEYPOINT_FLAGS.unknown) === true;
}
