/** What networks share that tell gestures from the points of a hand. */
import { GESTURE_WIDTH } from '../../vision/gesture-features';
import { trainWith, type TemplateSize } from '../template';

/** Recordings are few and short, so steps are small and many. */
export const GESTURE_TRAINING = trainWith({ name: 'adamw', learningRate: 0.003 }, { epochs: 30, batchSize: 16, schedule: { name: 'one-cycle' } });

/** Moments of a movement that a network looks at together. */
export const MOMENTS = 8;

/** So many moments side by side, and seven gestures to choose among. */
export function gestureSize(moments: number): TemplateSize {
  return { input: [moments * GESTURE_WIDTH], classes: 7 };
}
