/** What recordings still lack before a network can learn from them, in sentences. */
import type { RecordedGesture } from '../../engine/vision/gesture-recordings';
import { plural } from '../network/text';

/** Of the takes of each gesture every fourth is held back to check with. */
export const TAKES_WANTED = 4;

/** Why nothing can be learned yet. */
export function recordingLack(gestures: readonly RecordedGesture[], moments: number | undefined): string | undefined {
  const recorded = gestures.filter(({ takes }) => takes.length > 0);
  if (recorded.length < 2) return 'Record at least two gestures.';
  if (moments === undefined) return 'The network on the canvas does not take the points of a hand. Open one that tells gestures to train it on these.';
  const short = recorded.find(({ takes }) => takes.every((take) => take.length < moments));
  return short && `The network looks at ${plural(moments, 'moment')} together, and the recordings of “${short.name}” are shorter. Record it for longer.`;
}

/** What would make the result better known. */
export function recordingAdvice(gestures: readonly RecordedGesture[]): string {
  const few = gestures.filter(({ takes }) => takes.length > 0 && takes.length < TAKES_WANTED).map(({ name }) => name);
  return few.length > 0 ? `Record each gesture ${TAKES_WANTED} times, a little differently: the fourth recording checks what was learned. Still to do: ${few.join(', ')}.` : 'Every fourth recording of a gesture is kept back to check what was learned.';
}
