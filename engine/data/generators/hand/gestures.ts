/** What a hand can say: the poses of a few gestures, poses near them, and poses between two of them. */
import type { RandomStream } from '../../../core/random';
import type { FingerPose, HandPose, ThumbPose } from './hand-pose';

/** Bends of a finger that is stretched (0) to rolled up (1). */
function curled(share: number, lean = 0): FingerPose {
  return { bend: [0.06 + 1.4 * share, 0.08 + 1.62 * share, 0.05 + 0.95 * share], lean };
}

const OUT: FingerPose = curled(0);
const IN: FingerPose = curled(1);

const THUMBS = {
  /** Beside the hand. */
  aside: { spread: 0.8, raise: 0.25, bend: [0, 0.05, 0.05] },
  /** Over the rolled-up fingers. */
  over: { spread: 0.5, raise: 0.85, bend: [0.45, 0.65, 0.5] },
  /** Straight away from the hand. */
  up: { spread: 1.15, raise: 0.12, bend: [-0.15, -0.05, -0.2] },
  /** To the tip of the index finger. */
  pinching: { spread: 0.44, raise: 0.6, bend: [0, 0.2, 0.4] },
  loose: { spread: 0.6, raise: 0.4, bend: [0.1, 0.2, 0.25] },
} as const satisfies Record<string, ThumbPose>;

const POSES = {
  fist: { thumb: THUMBS.over, fingers: [IN, IN, IN, IN] },
  'open hand': { thumb: THUMBS.aside, fingers: [OUT, OUT, OUT, OUT] },
  point: { thumb: THUMBS.over, fingers: [OUT, IN, IN, IN] },
  victory: { thumb: THUMBS.over, fingers: [curled(0, 0.16), curled(0, -0.14), IN, IN] },
  'thumb up': { thumb: THUMBS.up, fingers: [IN, IN, IN, IN] },
  pinch: { thumb: THUMBS.pinching, fingers: [{ bend: [0.75, 1.1, 0.5], lean: 0 }, curled(0.18), curled(0.1), curled(0.06)] },
  relaxed: { thumb: THUMBS.loose, fingers: [curled(0.3), curled(0.38), curled(0.44), curled(0.48)] },
} as const satisfies Record<string, HandPose>;

export const GESTURES = Object.keys(POSES) as readonly Gesture[];
export type Gesture = keyof typeof POSES;

export function gesturePose(gesture: Gesture): HandPose {
  return POSES[gesture];
}

/** A pose near `pose`: no person holds a gesture twice alike. `amount` is the standard deviation of a bend in radians. */
export function variedPose(pose: HandPose, random: RandomStream, amount: number): HandPose {
  const near = (angle: number, least: number, most: number) => Math.min(Math.max(angle + amount * random.normal(), least), most);
  const finger = ({ bend, lean }: FingerPose): FingerPose => {
    const middle = near(bend[1], 0, 1.8);
    return { bend: [near(bend[0], -0.2, 1.6), middle, Math.min(near(bend[2], 0, 1.2), 0.2 + middle)], lean: near(lean, -0.25, 0.25) };
  };
  const [index, middle, ring, little] = pose.fingers;
  const { spread, raise, bend } = pose.thumb;
  return {
    thumb: {
      spread: near(spread, 0.2, 1.3),
      raise: near(raise, 0, 1),
      bend: [near(bend[0], -0.3, 0.6), near(bend[1], -0.2, 0.9), near(bend[2], -0.3, 1.1)],
    },
    fingers: [finger(index), finger(middle), finger(ring), finger(little)],
  };
}

/** The pose a share of the way from one to another. */
export function poseBetween(from: HandPose, to: HandPose, share: number): HandPose {
  const mix = (a: number, b: number) => a + (b - a) * share;
  const bends = (a: FingerPose['bend'], b: FingerPose['bend']) => [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])] as const;
  const finger = (at: 0 | 1 | 2 | 3): FingerPose => ({ bend: bends(from.fingers[at].bend, to.fingers[at].bend), lean: mix(from.fingers[at].lean, to.fingers[at].lean) });
  return {
    thumb: { spread: mix(from.thumb.spread, to.thumb.spread), raise: mix(from.thumb.raise, to.thumb.raise), bend: bends(from.thumb.bend, to.thumb.bend) },
    fingers: [finger(0), finger(1), finger(2), finger(3)],
  };
}
