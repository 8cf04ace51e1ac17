/**
 * Recording a take from the points that are followed live: a countdown, because the hand that presses is often the hand that is
 * to be seen, then so many moments. A hand that goes away for long begins the take anew.
 */
import { create } from 'zustand';
import { EvenMoments } from '../../engine/vision/gesture-moments';
import type { HandMoment } from '../../engine/vision/gesture-recordings';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import { onLiveAnswer } from '../live/live-session';
import { useLive } from '../live/live-store';
import type { LiveAnswer } from '../live/protocol';
import { notify } from '../store/session-store';
import { addTake } from './gesture-store';

type Recording =
  | { readonly phase: 'idle' }
  | { readonly phase: 'counting'; readonly name: string; readonly seconds: number }
  | { readonly phase: 'recording'; readonly name: string; readonly taken: number; readonly wanted: number; readonly isHandSeen: boolean };

export const useRecording = create<{ readonly recording: Recording }>(() => ({ recording: { phase: 'idle' } }));

const COUNTDOWN_SECONDS = 3;
/** A hand that is back within this time was never gone. */
const GAP_SECONDS = 0.5;
/** Without a hand for so long, nobody is there. */
const PATIENCE_SECONDS = 15;

export interface TakeWish {
  readonly name: string;
  readonly moments: number;
  /** The take that this one replaces. */
  readonly inPlaceOf?: number;
  /** Tests do not wait. */
  readonly countdown?: number;
}

/** What ends the take under way: nothing of it goes on then. */
let ends: readonly (() => void)[] = [];

/** Pressed again, it stops. Tests bring answers of their own. */
export function recordTake(wish: TakeWish, follow = onLiveAnswer): void {
  if (useRecording.getState().recording.phase !== 'idle') return stopRecording();
  const endLive = useLive.subscribe(({ phase }) => {
    if (phase !== 'on') stopRecording();
  });
  ends = [endLive];
  count(wish, follow, wish.countdown ?? COUNTDOWN_SECONDS);
}

export function stopRecording(): void {
  for (const end of ends) end();
  ends = [];
  useRecording.setState({ recording: { phase: 'idle' } });
}

function count(wish: TakeWish, follow: typeof onLiveAnswer, seconds: number): void {
  if (seconds === 0) return record(wish, follow);
  useRecording.setState({ recording: { phase: 'counting', name: wish.name, seconds } });
  const timer = setTimeout(() => count(wish, follow, seconds - 1), 1000);
  ends = [...ends, () => clearTimeout(timer)];
}

function record({ name, moments: wanted, inPlaceOf }: TakeWish, follow: typeof onLiveAnswer): void {
  const even = new EvenMoments();
  let taken: HandMoment[] = [];
  let began: number | undefined;
  let seenAt = -Infinity;
  const tell = (isHandSeen: boolean): void => useRecording.setState({ recording: { phase: 'recording', name, taken: taken.length, wanted, isHandSeen } });
  tell(true);
  const endAnswers = follow((answers, seconds) => {
    began ??= seconds;
    const hand = handIn(answers);
    if (hand) {
      if (seconds - seenAt > GAP_SECONDS) taken = [];
      seenAt = seconds;
      if (!even.takes(seconds)) return;
      taken = [...taken, hand];
      if (taken.length < wanted) return tell(true);
      stopRecording();
      addTake(name, taken, inPlaceOf);
    } else if (seconds - Math.max(seenAt, began) > PATIENCE_SECONDS) {
      stopRecording();
      notify('No hand was seen, so nothing was recorded. Hold it before the camera, and look whether its points are drawn.');
    } else tell(seconds - seenAt <= GAP_SECONDS);
  });
  ends = [...ends, endAnswers];
}

/** Points that are seen in this frame; what was lost a moment ago and is carried along is no recording of anything. */
export function handIn(answers: readonly LiveAnswer[]): HandMoment | undefined {
  for (const { answer } of answers) {
    if (answer.kind !== 'points') continue;
    const set = answer.sets.find(({ score, points }) => score > 0 && points.length === HAND_SKELETON.points.length);
    if (set) return set.points.map(({ x, y, z, visibility }) => ({ x, y, z, visibility }));
  }
  return undefined;
}
