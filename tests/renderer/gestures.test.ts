/** Recording gestures in the window: takes from followed points, changes that can be taken back, and what is still missing. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordedGesture } from '../../engine/vision/gesture-recordings';
import { templateDocument } from '../../renderer/commands/files';
import { gestureMoments } from '../../renderer/gestures/gesture-network';
import { addGesture, addTake, removeGesture, removeTake, renameGesture, startAnew, undoRecording, useGestures } from '../../renderer/gestures/gesture-store';
import { recordingAdvice, recordingLack } from '../../renderer/gestures/lacks';
import { recordTake, stopRecording, useRecording } from '../../renderer/gestures/take-recorder';
import type { onLiveAnswer } from '../../renderer/live/live-session';
import { useLive } from '../../renderer/live/live-store';
import type { LiveAnswer } from '../../renderer/live/protocol';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import { movedHand } from '../live/hands';

/** Answers as the live network would give them, frame by frame. */
function camera() {
  let listener: Parameters<typeof onLiveAnswer>[0] | undefined;
  const follow: typeof onLiveAnswer = (wanted) => {
    listener = wanted;
    return () => (listener = undefined);
  };
  const show = (from: number, seconds: number, isSeen = true, score = 1): void => {
    for (let frame = 0; frame < seconds * 30; frame++) {
      const time = from + frame / 30;
      const answer: LiveAnswer['answer'] = { kind: 'points', skeleton: HAND_SKELETON, sets: isSeen ? [{ ...movedHand(time), score }] : [] };
      listener?.([{ node: 'points', answer }], time);
    }
  };
  return { follow, show, isFollowed: () => listener !== undefined };
}

const takes = (name: string) => useGestures.getState().gestures.find((one) => one.name === name)?.takes ?? [];
const phase = () => useRecording.getState().recording;

beforeEach(() => {
  stopRecording();
  startAnew();
  useLive.setState({ phase: 'on' });
});

describe('a take', () => {
  it('is as many moments as were wished for, ten in a second', () => {
    const { follow, show, isFollowed } = camera();
    recordTake({ name: 'gesture 1', moments: 12, countdown: 0 }, follow);
    show(0, 1);
    expect(phase()).toMatchObject({ phase: 'recording', taken: 10, wanted: 12, isHandSeen: true });
    show(1, 0.5);
    expect(takes('gesture 1').map((take) => take.length)).toEqual([12]);
    expect(takes('gesture 1')[0]![0]).toHaveLength(21);
    expect(phase()).toEqual({ phase: 'idle' });
    expect(isFollowed()).toBe(false);
  });

  it('goes on over a blink, and begins anew where the hand was gone for longer', () => {
    const { follow, show } = camera();
    recordTake({ name: 'gesture 1', moments: 40, countdown: 0 }, follow);
    show(0, 1);
    show(1, 0.3, false);
    show(1.3, 1);
    expect(phase()).toMatchObject({ taken: 20 });
    show(2.3, 1, false);
    expect(phase()).toMatchObject({ isHandSeen: false });
    show(3.3, 0.5);
    expect(phase()).toMatchObject({ taken: 5, isHandSeen: true });
  });

  it('holds nothing that was only carried along, and ends where nobody shows a hand', () => {
    const { follow, show } = camera();
    recordTake({ name: 'gesture 1', moments: 8, countdown: 0 }, follow);
    show(0, 10, true, 0);
    expect(phase()).toMatchObject({ taken: 0 });
    show(10, 6, false);
    expect(phase()).toEqual({ phase: 'idle' });
    expect(takes('gesture 1')).toEqual([]);
  });

  it('ends with the camera, and when it is pressed again', () => {
    const { follow, show, isFollowed } = camera();
    recordTake({ name: 'gesture 1', moments: 20, countdown: 0 }, follow);
    show(0, 1);
    useLive.setState({ phase: 'off' });
    expect([phase(), isFollowed()]).toEqual([{ phase: 'idle' }, false]);
    useLive.setState({ phase: 'on' });
    recordTake({ name: 'gesture 1', moments: 20 }, follow);
    expect(phase()).toMatchObject({ phase: 'counting', seconds: 3 });
    recordTake({ name: 'gesture 1', moments: 20 }, follow);
    expect(phase()).toEqual({ phase: 'idle' });
  });

  it('that is done again stands where the first one stood', () => {
    const { follow, show } = camera();
    for (const moments of [8, 9, 10]) addTake('gesture 1', Array.from({ length: moments }, () => movedHand(0).points));
    recordTake({ name: 'gesture 1', moments: 15, inPlaceOf: 1, countdown: 0 }, follow);
    show(0, 2);
    expect(takes('gesture 1').map((take) => take.length)).toEqual([8, 15, 10]);
  });
});

describe('every change of the recordings', () => {
  it('can be taken back, one after the other', () => {
    const before = useGestures.getState().gestures;
    addGesture();
    expect(renameGesture('gesture 3', 'wave')).toBeUndefined();
    addTake('wave', [movedHand(0).points]);
    addTake('wave', [movedHand(1).points]);
    removeTake('wave', 0);
    expect(takes('wave')).toEqual([[movedHand(1).points]]);
    removeGesture('wave');
    expect(useGestures.getState().gestures).toEqual(before);
    undoRecording();
    expect(takes('wave')).toHaveLength(1);
    undoRecording();
    expect(takes('wave')).toHaveLength(2);
    for (let step = 0; step < 4; step++) undoRecording();
    expect(useGestures.getState().gestures).toEqual(before);
    undoRecording();
    expect(useGestures.getState().gestures).toEqual(before);
  });

  it('keeps names apart', () => {
    expect(renameGesture('gesture 1', 'gesture 2')).toBe('There is already a gesture “gesture 2”.');
    expect(renameGesture('gesture 1', '  ')).toContain('letters or digits');
  });
});

describe('what is still missing', () => {
  const gesture = (name: string, lengths: readonly number[]): RecordedGesture => ({ name, takes: lengths.map((length) => Array.from({ length }, () => movedHand(0).points)) });

  it('is said before anything is trained', () => {
    expect(recordingLack([gesture('a', [20]), gesture('b', [])], 1)).toBe('Record at least two gestures.');
    expect(recordingLack([gesture('a', [20]), gesture('b', [20])], undefined)).toContain('does not take the points of a hand');
    expect(recordingLack([gesture('a', [20]), gesture('b', [7])], 8)).toContain('“b” are shorter');
    expect(recordingLack([gesture('a', [20]), gesture('b', [8])], 8)).toBeUndefined();
    expect(recordingAdvice([gesture('a', [20, 20, 20, 20]), gesture('b', [8])])).toContain('Still to do: b.');
  });

  it('depends on how many moments the network takes together', () => {
    expect([gestureMoments(templateDocument('gesture-mlp')), gestureMoments(templateDocument('gesture-conv1d')), gestureMoments(templateDocument('lenet5'))]).toEqual([1, 8, undefined]);
  });
});
