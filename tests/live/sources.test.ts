/** What a person reads when a source does not do what it should, and the numbers of the stages. */
import { describe, expect, it } from 'vitest';
import { FrameClock, percentile } from '../../renderer/live/frame-clock';
import { isBlack } from '../../renderer/live/sources/black-watch';
import { cameraSentence, insecureSentence } from '../../renderer/live/sources/camera';
import { screenSentence } from '../../renderer/live/sources/screen';
import { Trouble } from '../../renderer/live/sources/source';

const named = (name: string): Error => Object.assign(new Error('why'), { name });

describe('a camera that cannot be had', () => {
  it.each([
    ['NotAllowedError', 'not allowed'],
    ['NotFoundError', 'No camera was found'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'could not be started: why'],
  ])('says why and what to do: %s', (name, words) => {
    expect(cameraSentence(named(name))).toContain(words);
    expect(cameraSentence(named(name))).toMatch(/(?:start it again|use a video file(?: or a folder of pictures)?)\.$/);
  });

  it('names a tunnel where the page comes from elsewhere', () => {
    expect(insecureSentence({ hostname: 'lab.example', port: '8123' })).toContain('ssh -L 8123:127.0.0.1:8123 lab.example');
  });

  it('tells a screen that was not chosen from one that is not there', () => {
    expect(screenSentence(named('NotAllowedError'))).toContain('No screen was shared');
    expect(screenSentence(named('NotFoundError'))).toContain('no screen to share');
  });
});

describe('trouble', () => {
  it('that came before anybody listened is told all the same', () => {
    const trouble = new Trouble();
    trouble.tell({ sentence: 'unplugged', isEnd: true });
    const told: string[] = [];
    trouble.listen(({ sentence }) => void told.push(sentence));
    trouble.tell({ sentence: 'later', isEnd: false });
    expect(told).toEqual(['unplugged', 'later']);
  });
});

describe('a black picture', () => {
  it('has no brighter pixel than noise, whatever its opacity', () => {
    expect(isBlack([0, 3, 5, 255, 6, 0, 0, 255])).toBe(true);
    expect(isBlack([0, 0, 0, 255, 0, 40, 0, 255])).toBe(false);
  });
});

describe('the clock of frames', () => {
  const times = (total: number) => ({ capture: 1, preprocess: 2, run: 3, decode: 4, draw: 5, total });

  it('counts frames per second and tells medians and the slow ones', () => {
    const clock = new FrameClock();
    expect(clock.read()).toBeUndefined();
    for (let frame = 0; frame < 20; frame++) clock.add(frame * 50, times(frame === 7 ? 200 : 30));
    expect(clock.read()).toMatchObject({ run: 3, total: 30, slowest: 30, framesPerSecond: 20 });
    clock.add(1000, times(300));
    expect(clock.read()!.slowest).toBe(200);
    clock.restart();
    expect(clock.read()).toBeUndefined();
  });

  it('takes the value that so many do not exceed', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(percentile([], 0.5)).toBe(0);
  });
});
