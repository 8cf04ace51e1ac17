import { describe, expect, it } from 'vitest';
import { EvenMoments, GESTURE_RATE } from '../../engine/vision/gesture-moments';
import { clipsOf, readRecordings, recordingsText } from '../../engine/vision/gesture-recordings';
import { GESTURE_WIDTH } from '../../engine/vision/gesture-features';
import { movedHand } from '../live/hands';

describe('recordings of gestures', () => {
  const gestures = [{ name: 'wave', takes: [[movedHand(0).points, movedHand(0.1).points], [movedHand(1).points]] }, { name: 'stop “it”', takes: [] }];

  it('come back from their file as they were, to a hundredth of a pixel', () => {
    const back = readRecordings(recordingsText(gestures), 'recordings.json');
    expect(back.map(({ name, takes }) => [name, takes.map((take) => take.length)])).toEqual([['wave', [2, 1]], ['stop “it”', []]]);
    for (const [index, point] of back[0]!.takes[0]![1]!.entries()) expect(Math.abs(point.x - movedHand(0.1).points[index]!.x)).toBeLessThanOrEqual(0.005);
  });

  it('are clips of what the fingers do', () => {
    expect(clipsOf(gestures).map(({ gesture, moments }) => [gesture, moments.map(({ length }) => length)])).toEqual([['wave', [GESTURE_WIDTH, GESTURE_WIDTH]], ['wave', [GESTURE_WIDTH]]]);
  });

  it.each([
    ['no JSON', 'gestures', 'it is no JSON'],
    ['another format', '{"format":"else","version":1}', 'format'],
    ['a hand of too few points', recordingsText(gestures).replace(/\[\[\[\[[^\]]*\],/, '[[['), 'gestures.0.takes.0.0'],
  ])('are refused with the file and the field: %s', (_, text, words) => {
    expect(() => readRecordings(text, 'recordings.json')).toThrow(words === 'it is no JSON' ? /“recordings.json” holds no gestures that can be read: / : new RegExp(`“recordings.json”.*${words.replaceAll('.', '\\.')}`));
  });
});

describe('even moments', () => {
  const taken = (rate: number, seconds: number): number => {
    const even = new EvenMoments();
    return Array.from({ length: seconds * rate }, (_, frame) => even.takes(frame / rate)).filter(Boolean).length;
  };

  it('are ten in a second, whatever the camera gives', () => {
    for (const rate of [60, 30, 25, 12]) expect(Math.abs(taken(rate, 4) - 4 * GESTURE_RATE), `${rate} frames per second`).toBeLessThanOrEqual(1);
    expect(taken(5, 4)).toBe(20);
  });

  it('do not make up for a pause', () => {
    const even = new EvenMoments();
    even.takes(0);
    expect([even.takes(2), even.takes(2.03), even.takes(2.07), even.takes(2.1)]).toEqual([true, false, false, true]);
  });
});
