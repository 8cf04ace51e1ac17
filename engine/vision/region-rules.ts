/**
 * Where to look for a hand, a face or a body: how the cut-out comes from what a detector found, and from the points of the frame
 * before. MediaPipe's models have MediaPipe's rules (`*_detection_to_roi.pbtxt`, `*_landmarks_to_roi.pbtxt`); for networks that
 * learned from `builtin:hand` and `builtin:face` hands and faces fill the cut-out as they fill those pictures.
 */
import type { Skeleton } from './answer';
import type { RegionRule, RegionRules } from './rotated-crop';
import { FACE_SKELETON, HAND_SKELETON, POSE_SKELETON } from './skeletons';

/** Joints of the palm and the base of each finger: those that move least when the fingers do. */
const STEADY_POINTS = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];

export const HAND_REGION: RegionRules = {
  fromDetection: { from: 0, to: [2], target: 90, around: 'box', scale: 2.6, shift: -0.5 },
  // The knuckle of the middle finger counts twice, as in HandLandmarksToRectCalculator.
  fromLandmarks: { from: 0, to: [5, 13, 9, 9], target: 90, around: 'points', points: STEADY_POINTS, scale: 2, shift: -0.1 },
};
export const FACE_MESH_REGION: RegionRules = {
  fromDetection: { from: 0, to: [1], target: 0, around: 'box', scale: 1.5, shift: 0 },
  fromLandmarks: { from: 33, to: [263], target: 0, around: 'box', scale: 1.5, shift: 0 },
};
export const POSE_REGION: RegionRules = {
  fromDetection: { from: 0, to: [1], target: 90, around: 'circle', scale: 1.25, shift: 0 },
  // Points 33 and 34 are helpers behind the skeleton: the middle of the hips and the reach of the body.
  fromLandmarks: { from: 33, to: [34], target: 90, around: 'circle', scale: 1.25, shift: 0 },
};

/** Around a box without points: upright, a little larger than what was found. */
export const BOX_REGION: RegionRule = { from: 0, to: [], target: 90, around: 'box', scale: 1.3, shift: 0 };

const DRAWN_HAND_REGION: RegionRules = { ...HAND_REGION, fromLandmarks: { ...HAND_REGION.fromLandmarks, scale: 1.8 } };
/** Level from the outer corner of one eye to that of the other. */
const DRAWN_FACE_REGION: RegionRules = { fromDetection: BOX_REGION, fromLandmarks: { from: 36, to: [45], target: 0, around: 'points', scale: 1.9, shift: -0.1 } };

/** For a landmark model that does not say itself how its cut-outs are made; points that nobody knows are kept upright. */
export function regionRulesOf(skeleton: Skeleton): RegionRules {
  // A skeleton of the same name with other points is another one.
  const is = ({ name, points }: Skeleton): boolean => skeleton.name === name && skeleton.points.length === points.length;
  if (is(HAND_SKELETON)) return DRAWN_HAND_REGION;
  if (is(FACE_SKELETON)) return DRAWN_FACE_REGION;
  // Without MediaPipe's helpers a body is taken as a whole.
  const scale = is(POSE_SKELETON) ? 1.25 : 1.4;
  return { fromDetection: BOX_REGION, fromLandmarks: { ...BOX_REGION, around: 'points', scale } };
}
