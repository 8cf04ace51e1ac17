/** Frames on their way: the newest wins, one at a time, and the source is let go of. */
import { describe, expect, it } from 'vitest';
import { LiveLoop, type LoopListener } from '../../renderer/live/live-loop';
import type { LiveRunner, RunnerAnswer } from '../../renderer/live/live-runner';
import { Trouble, type FrameSource } from '../../renderer/live/sources/source';

const SETTINGS = { scoreAtLeast: 0.25, iou: 0.45 };
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A source that gives a frame when told, and a runner that answers when told. */
function bench() {
  let onFrame: ((takenAt: number) => void) | undefined;
  const state = { closed: 0, closedFrames: 0, asked: 0, answered: [] as number[], failures: [] as string[] };
  const pending: { resolve(answer: RunnerAnswer): void; reject(error: Error): void }[] = [];
  const source: FrameSource = {
    kind: 'camera', title: 'test', image: {} as HTMLVideoElement, size: { width: 4, height: 3 }, isMirrorLike: true, trouble: new Trouble(),
    follow: (listener) => {
      onFrame = listener;
      return () => (onFrame = undefined);
    },
    close: () => void state.closed++,
  };
  const runner = { answer: () => new Promise((resolve, reject) => (state.asked++, pending.push({ resolve, reject }))) } as unknown as LiveRunner;
  const listener: LoopListener = { onFrame: () => undefined, onAnswer: (_, { takenAt }) => void state.answered.push(takenAt), onFailure: (sentence) => void state.failures.push(sentence) };
  const loop = new LiveLoop({ source, runner, settings: () => SETTINGS, listener, copy: async () => ({ close: () => void state.closedFrames++ }) as unknown as ImageBitmap });
  return { loop, state, runner, frame: (takenAt: number) => onFrame?.(takenAt), answer: async () => (pending.shift()!.resolve({} as RunnerAnswer), settle()), fail: async () => (pending.shift()!.reject(new Error('no kernel')), settle()) };
}

describe('the loop', () => {
  it('lets frames pass while one is under way, and takes the newest next', async () => {
    const { state, frame, answer } = bench();
    for (const time of [1, 2, 3, 4]) frame(time);
    await settle();
    expect(state.asked).toBe(1);
    await answer();
    expect(state.asked).toBe(2);
    await answer();
    // The second and the third never went.
    expect(state.answered).toEqual([1, 4]);
    expect(state.asked).toBe(2);
  });

  it('sends nothing while it is held, and goes on with the newest', async () => {
    const { loop, state, frame, answer } = bench();
    loop.hold(true);
    frame(1);
    frame(2);
    await settle();
    expect(state.asked).toBe(0);
    loop.hold(false);
    await settle();
    await answer();
    expect(state.answered).toEqual([2]);
  });

  it('tells a failure and goes on', async () => {
    const { state, frame, fail, answer } = bench();
    frame(1);
    await settle();
    await fail();
    expect(state.failures).toEqual(['no kernel']);
    frame(2);
    await settle();
    await answer();
    expect(state.answered).toEqual([2]);
  });

  it('is silent about a runner that was exchanged', async () => {
    const { loop, state, runner, frame, fail } = bench();
    frame(1);
    await settle();
    loop.use({ ...runner } as LiveRunner);
    await fail();
    expect(state.failures).toEqual([]);
  });

  it('closes the source and the frame that was on its way', async () => {
    const { loop, state, frame } = bench();
    frame(1);
    loop.end();
    await settle();
    expect(state).toMatchObject({ closed: 1, closedFrames: 1, asked: 0 });
    frame(2);
    await settle();
    expect(state.asked).toBe(0);
  });
});
