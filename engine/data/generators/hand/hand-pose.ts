/**
 * The joints of a hand. Lengths are shares of the way from the wrist to the tip of the stretched middle finger; the hand of
 * the model is a right one that shows its palm (towards negative z) with its fingers up, so that its thumb points to the right.
 */
import { plus, scaled, unit, type Vector } from '../solid/vector';

/** How far a finger bends at its three joints, and how far it leans to the thumb's side at its first; radians. */
export interface FingerPose {
  readonly bend: readonly [number, number, number];
  readonly lean: number;
}

export interface ThumbPose {
  /** From straight up to sideways, away from the index finger. */
  readonly spread: number;
  /** Out of the plane of the palm, towards the fingers' inner side. */
  readonly raise: number;
  /** At the base and its two further joints, across the palm. */
  readonly bend: readonly [number, number, number];
}

export interface HandPose {
  readonly thumb: ThumbPose;
  /** Index, middle, ring, little. */
  readonly fingers: readonly [FingerPose, FingerPose, FingerPose, FingerPose];
}

export const WRIST: Vector = [0, 0, 0];
export const THUMB_BASE: Vector = [0.095, -0.1, -0.035];
const THUMB_LENGTHS = [0.2, 0.155, 0.125] as const;

/** Where the fingers begin, and how long their three parts are. */
const KNUCKLES: readonly Vector[] = [[0.125, -0.465, -0.012], [0.03, -0.485, 0.004], [-0.065, -0.458, 0], [-0.15, -0.405, -0.018]];
const FINGER_LENGTHS = [[0.22, 0.13, 0.105], [0.245, 0.155, 0.11], [0.225, 0.145, 0.108], [0.175, 0.105, 0.095]] as const;
/** How far the stretched fingers of a relaxed hand lean. */
const FAN = [0.06, 0.01, -0.05, -0.12] as const;

const UP: Vector = [0, -1, 0];
const PALMWARD: Vector = [0, 0, -1];

/** The 21 points of the hand of the model, as `HAND_SKELETON` numbers them. */
export function handJoints({ thumb, fingers }: HandPose): Vector[] {
  return [WRIST, ...thumbJoints(thumb), ...fingers.flatMap((finger, index) => fingerJoints(finger, index))];
}

function fingerJoints({ bend, lean }: FingerPose, index: number): Vector[] {
  const angle = FAN[index]! + lean;
  const forward: Vector = [Math.sin(angle), -Math.cos(angle), 0];
  return bentChain(KNUCKLES[index]!, forward, PALMWARD, bend, FINGER_LENGTHS[index]!);
}

function thumbJoints({ spread, raise, bend }: ThumbPose): Vector[] {
  const flat: Vector = [Math.sin(spread), -Math.cos(spread), 0];
  const forward = plus(scaled(flat, Math.cos(raise)), PALMWARD, Math.sin(raise));
  // Across the palm: to the little finger, the more so the less the thumb is raised.
  const across = unit(plus(plus([-Math.cos(spread), -Math.sin(spread), 0], PALMWARD, 0.55), UP, 0.1));
  const square = across[0] * forward[0] + across[1] * forward[1] + across[2] * forward[2];
  return bentChain(THUMB_BASE, forward, unit(plus(across, forward, -square)), bend, THUMB_LENGTHS);
}

/** A chain of parts, each bent from `forward` to `inward` by its angle more than the one before. */
function bentChain(from: Vector, forward: Vector, inward: Vector, bend: readonly number[], lengths: readonly number[]): Vector[] {
  const points = [from];
  let [at, angle] = [from, 0];
  for (const [part, length] of lengths.entries()) {
    angle += bend[part]!;
    at = plus(at, plus(scaled(forward, Math.cos(angle)), inward, Math.sin(angle)), length);
    points.push(at);
  }
  return points;
}
