/**
 * The points of a hand as numbers that say what the fingers do and nothing else: not where the hand is, how large, how it is
 * turned in the picture, or which of the two it is. Networks that tell gestures learn from these.
 */
import type { Point } from './answer';
import { HAND_SKELETON } from './skeletons';

const WRIST = 0;
const MIDDLE_KNUCKLE = 9;
const INDEX_KNUCKLE = 5;
const LITTLE_KNUCKLE = 17;
/** The points of the palm keep their distances whatever the fingers do, so the palm is what the hand is measured by. */
const PALM = [5, 9, 13, 17] as const;

/** x, y and depth of every point. */
export const GESTURE_NUMBERS = 3;
export const GESTURE_WIDTH = HAND_SKELETON.points.length * GESTURE_NUMBERS;

/** What the numbers are called in a table: `thumb tip x`. */
export function gestureColumns(): readonly string[] {
  return HAND_SKELETON.points.flatMap((point) => ['x', 'y', 'z'].map((axis) => `${point} ${axis}`));
}

/**
 * 63 numbers of 21 points: the wrist in the middle, the knuckle of the middle finger straight up, the index finger to the right
 * of the little one, and the palm of length 1. A hand without extent gives zeros.
 */
export function gestureFeatures(points: readonly Point[]): Float32Array {
  const features = new Float32Array(GESTURE_WIDTH);
  const wrist = points[WRIST]!;
  const knuckle = points[MIDDLE_KNUCKLE]!;
  const size = palmLength(points);
  if (size === 0) return features;
  const angle = Math.atan2(knuckle.x - wrist.x, wrist.y - knuckle.y);
  const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
  const across = (point: Point): number => (point.x - wrist.x) * cos + (point.y - wrist.y) * sin;
  const down = (point: Point): number => (point.y - wrist.y) * cos - (point.x - wrist.x) * sin;
  const side = across(points[INDEX_KNUCKLE]!) >= across(points[LITTLE_KNUCKLE]!) ? 1 : -1;
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    features[index * GESTURE_NUMBERS] = side * across(point);
    features[index * GESTURE_NUMBERS + 1] = down(point);
    features[index * GESTURE_NUMBERS + 2] = (point.z - wrist.z) / size;
  }
  return features;
}

/** From the wrist to the farthest knuckle in space, so that a hand that is tilted to the viewer is not taken for a small one. */
function palmLength(points: readonly Point[]): number {
  const wrist = points[WRIST]!;
  return Math.max(...PALM.map((index) => Math.hypot(points[index]!.x - wrist.x, points[index]!.y - wrist.y, points[index]!.z - wrist.z)));
}
