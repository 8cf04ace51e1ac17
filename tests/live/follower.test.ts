/** Points that are followed live: what the window is told about them, and what its settings change. */
import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../engine/data/dataset';
import type { Tensor } from '../../engine/core/dtype';
import type { NamedTensor } from '../../renderer/live/protocol';
import { Follower } from '../../renderer/live/worker/follower';
import { GestureReader } from '../../renderer/live/worker/gesture-reader';
import { brightSpotModel, pictureWithSpot, SPOT_TASK } from '../vision/bright-spot';
import { gestureSignature, movedHand } from './hands';

const SETTINGS = { cutoff: 1e6, beta: 0, lostBelow: 0.5, anew: 0 };

function pixels(x?: number, y?: number): Pixels {
  const { width, height, data } = pictureWithSpot(x, y);
  return { width, height, channels: 3, data: data as Uint8Array };
}

/** The bright-spot model as a session of the worker. */
function spotSession(visibility = 1) {
  const model = brightSpotModel(undefined, visibility);
  return { task: SPOT_TASK, session: { run: async ([input]: readonly NamedTensor[]) => [...(await model.run(input as Tensor))].map(([name, tensor]) => ({ name, ...tensor }) as NamedTensor) } };
}

const firstPoint = ({ answers }: Awaited<ReturnType<Follower['frame']>>) => (answers[0]!.answer as { sets: readonly { points: readonly { x: number; y: number }[] }[] }).sets[0]?.points[0];

describe('a follower', () => {
  it('tells points in pixels of the frame, and whether it looks or tracks', async () => {
    const follower = new Follower(spotSession(), undefined, undefined);
    const first = await follower.frame(pixels(40, 30), 0.5, 0, SETTINGS);
    expect(first).toMatchObject({ following: 'looking', answers: [{ node: 'spot', answer: { kind: 'points' } }] });
    // The pixels are half as many as those of the frame.
    expect(firstPoint(first)).toMatchObject({ x: expect.closeTo(80, -1), y: expect.closeTo(60, -1) });
    expect((await follower.frame(pixels(41, 30), 0.5, 1 / 30, SETTINGS)).following).toBe('tracking');
  });

  it('looks at everything again when somebody asks for it', async () => {
    const follower = new Follower(spotSession(), undefined, undefined);
    await follower.frame(pixels(40, 30), 1, 0, SETTINGS);
    expect((await follower.frame(pixels(40, 30), 1, 0.03, SETTINGS)).following).toBe('tracking');
    expect((await follower.frame(pixels(40, 30), 1, 0.06, { ...SETTINGS, anew: 1 })).following).toBe('looking');
    expect((await follower.frame(pixels(40, 30), 1, 0.09, { ...SETTINGS, anew: 1 })).following).toBe('tracking');
  });

  it('takes other settings while it follows', async () => {
    const follower = new Follower(spotSession(0.6), undefined, undefined);
    expect(firstPoint(await follower.frame(pixels(40, 30), 1, 0, SETTINGS))).toBeDefined();
    expect(firstPoint(await follower.frame(pixels(40, 30), 1, 1, { ...SETTINGS, lostBelow: 0.8 }))).toBeUndefined();
  });
});

describe('a gesture', () => {
  /** A network that answers the mean of its numbers, and how often it was asked. */
  function network(moments: number) {
    const asked: (readonly number[])[] = [];
    const run = async ([input]: readonly NamedTensor[]): Promise<NamedTensor[]> => {
      asked.push(input!.shape);
      return [{ name: 'output:prediction', dtype: 'float32', shape: [1, 2], data: Float32Array.of(0.25, 0.75) }];
    };
    return { asked, reader: new GestureReader(gestureSignature(moments, ['fist', 'open hand']), { run }) };
  }

  it('is told ten times a second, once there are as many moments as the network looks at', async () => {
    const { asked, reader } = network(8);
    const told = [];
    for (let frame = 0; frame < 30; frame++) told.push(await reader.read(movedHand(frame / 30), frame / 30));
    expect(told.findIndex(Boolean)).toBe(21);
    expect(told.at(-1)!.answer).toEqual({ node: 'output', answer: { kind: 'classes', classes: ['fist', 'open hand'], scores: Float32Array.of(0.25, 0.75) } });
    expect(asked).toEqual([[1, 504], [1, 504], [1, 504]]);
  });

  it('is forgotten with its hand', async () => {
    const { reader } = network(8);
    for (let frame = 0; frame < 30; frame++) await reader.read(movedHand(frame / 30), frame / 30);
    expect(await reader.read(undefined, 1)).toBeUndefined();
    expect(await reader.read(movedHand(1.1), 1.1)).toBeUndefined();
  });

  it('is not told by a network of other numbers', () => {
    const signature = gestureSignature(1, ['a', 'b']);
    const [feature] = signature.features;
    const renamed = { ...signature, features: [{ ...feature!, columns: feature!.columns.map((column, index) => (index === 5 ? { ...column, name: 'age' } : column)) }] };
    expect(() => new GestureReader(renamed, { run: async () => [] })).toThrow(/cannot tell gestures/);
  });
});
