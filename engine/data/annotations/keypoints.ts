/** Points of an object as COCO writes them: x, y and a flag each, named and joined by the category of the object. */
import type { Skeleton } from '../../vision/answer';
import type { Points } from '../dataset';
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

/** x, y, depth and visibility per point: depth 0 where the file knows none; a point whose place is unknown is hidden in the corner. */
export function pointsOf(keypoints: readonly number[], depths?: readonly number[]): Float32Array {
  return Float32Array.from(
    Array.from({ length: keypoints.length / KEYPOINT_VALUES }, (_, point) => {
      const [x, y, flag] = keypoints.slice(point * KEYPOINT_VALUES);
      return [x!, y!, depths?.[point] ?? 0, flag === KEYPOINT_FLAGS.seen ? 1 : 0];
    }).flat(),
  );
}

/** What a file says of points whose places are all known: themselves, their depths, and the box around them within the picture. */
export function annotatedPoints({ width, height, points }: Points): { readonly bbox: readonly number[]; readonly num_keypoints: number; readonly keypoints: readonly number[]; readonly keypoint_depths: readonly number[] } {
  const each = Array.from({ length: points.length / 4 }, (_, point) => [...points.subarray(point * 4, point * 4 + 4)] as [number, number, number, number]);
  const within = (value: number, side: number) => Math.min(side, Math.max(0, value));
  const [xs, ys] = [each.map(([x]) => within(x, width)), each.map(([, y]) => within(y, height))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    bbox: [left, top, Math.max(...xs) - left, Math.max(...ys) - top],
    num_keypoints: each.length,
    keypoints: each.flatMap(([x, y, , seen]) => [x, y, seen >= 0.5 ? KEYPOINT_FLAGS.seen : KEYPOINT_FLAGS.hidden]),
    keypoint_depths: each.map(([, , depth]) => depth),
  };
}

/** Whether anything is known of an object's points. */
export function hasKeypoints(keypoints: readonly number[] | undefined): keypoints is readonly number[] {
  return keypoints?.some((value, at) => at % KEYPOINT_VALUES === 2 && value > KEYPOINT_FLAGS.unknown) === true;
}
