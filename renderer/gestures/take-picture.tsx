/** The hand in the middle of a take, as lines: what was recorded, at a glance. */
import { gestureFeatures, GESTURE_NUMBERS } from '../../engine/vision/gesture-features';
import type { Take } from '../../engine/vision/gesture-recordings';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import styles from './gestures.module.css';

/** From wrist to fingertip a hand is about two palms long; the palm is of length 1. */
const VIEW = { left: -1.45, top: -2.35, width: 2.9, height: 2.9 };

export function TakePicture({ take }: { readonly take: Take }) {
  const moment = take[Math.floor(take.length / 2)];
  if (!moment) return null;
  // Upright and of one size, as networks are shown it.
  const numbers = gestureFeatures(moment);
  const at = (point: number): readonly [number, number] => [numbers[point * GESTURE_NUMBERS]!, numbers[point * GESTURE_NUMBERS + 1]!];
  const path = HAND_SKELETON.edges.map(([from, to]) => `M${at(from).map(short).join(' ')}L${at(to).map(short).join(' ')}`).join('');
  return (
    <svg className={styles.picture} viewBox={`${VIEW.left} ${VIEW.top} ${VIEW.width} ${VIEW.height}`} aria-hidden>
      <path d={path} />
    </svg>
  );
}

const short = (value: number): string => value.toFixed(2);
