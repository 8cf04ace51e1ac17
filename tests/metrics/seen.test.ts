import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeMasks } from '../../engine/cli/write-masks';
import { float32Tensor } from '../../engine/core/dtype';
import type { ImageStep } from '../../engine/data/preprocess';
import { maskOfPicture } from '../../engine/run/mask-of-picture';
import { seenAnswer, seenTruth } from '../../engine/run/seen';
import type { TargetSignature } from '../../engine/run/signature';
import type { VisionAnswer } from '../../engine/vision/answer';
import { classShares } from '../../engine/vision/class-shares';

function target(fields: Partial<TargetSignature>): TargetSignature {
  return { node: 'output', column: 'x', kind: 'mask', shape: [], encoding: 'value', loss: { weight: 1, options: {} }, ...fields };
}

describe('what an Output that sees answers', () => {
  it('is the best class of every pixel', () => {
    const prediction = float32Tensor([1, 2, 1, 3], [0.9, 0.2, 0.5, 0.1, 0.8, 0.5]);
    expect(seenAnswer(target({ classes: ['ground', 'bar'] }), prediction)).toEqual({ kind: 'mask', classes: ['ground', 'bar'], mask: { x: 0, y: 0, width: 3, height: 1, data: Uint8Array.of(0, 1, 0) } });
  });

  it('is objects above the least score, by their corners', () => {
    const prediction = float32Tensor([1, 2, 6], [10, 20, 4, 8, 0.1, 0.9, 50, 50, 4, 4, 0.1, 0.05]);
    const seen = seenAnswer(target({ kind: 'boxes', classes: ['a', 'b'] }), prediction);
    expect(seen).toMatchObject({ kind: 'boxes', detections: [{ x: 8, y: 16, width: 4, height: 8, label: 1 }] });
  });

  it('is also the pixels of each object, where its row goes on behind the classes', () => {
    const steps: ImageStep[] = [{ kind: 'resize', height: 8, width: 8, mode: 'stretch' }, { kind: 'channels', channels: 3 }];
    const boxes = target({ kind: 'boxes', classes: ['a'], imageSteps: steps });
    // A box from 2, 2 to 6, 6 whose left half is the object.
    const seen = seenAnswer(boxes, float32Tensor([1, 1, 9], [4, 4, 4, 4, 0.9, 1, 0, 1, 0]));
    const leftHalf = { x: 2, y: 2, width: 4, height: 4, data: Uint8Array.of(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0) };
    expect(seen).toMatchObject({ detections: [{ label: 0, mask: leftHalf }] });
    const truth = seenTruth(boxes, float32Tensor([1, 2, 9], [4, 4, 4, 4, 0, 1, 0, 1, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0]));
    expect(truth).toMatchObject({ detections: [{ score: 1, mask: leftHalf }] });
  });

  it('holds what is less sure where that is asked for', () => {
    const prediction = float32Tensor([1, 2, 5], [10, 20, 4, 8, 0.9, 50, 50, 4, 4, 0.1]);
    const found = (least?: number) => (seenAnswer(target({ kind: 'boxes', classes: ['a'] }), prediction, least) as Extract<VisionAnswer, { kind: 'boxes' }>).detections.length;
    expect([found(), found(0.05), found(0.95)]).toEqual([1, 2, 0]);
  });

  it('is nothing for classes and numbers', () => {
    expect(seenAnswer(target({ kind: 'number' }), float32Tensor([1, 1], [3]))).toBeUndefined();
  });
});

describe('a mask laid back over its picture', () => {
  const mask = { x: 0, y: 0, width: 4, height: 4, data: Uint8Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? 0 : 1)) };
  const resize = (mode: 'stretch' | 'pad' | 'crop'): ImageStep[] => [{ kind: 'resize', height: 4, width: 4, mode } as ImageStep];

  it('is stretched as the picture was', () => {
    const { width, height, data } = maskOfPicture(mask, resize('stretch'), { width: 8, height: 2 });
    expect([width, height]).toEqual([8, 2]);
    expect([...data]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('says nothing about what was cut off', () => {
    const { data } = maskOfPicture(mask, resize('crop'), { width: 8, height: 4 });
    expect([...data.subarray(0, 8)]).toEqual([255, 255, 0, 0, 1, 1, 255, 255]);
  });

  it('leaves the filled edges out', () => {
    const { data } = maskOfPicture(mask, resize('pad'), { width: 2, height: 4 });
    expect([...data]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });
});

it('shares of classes leave out pixels that say nothing', () => {
  expect(classShares({ data: Uint8Array.of(0, 0, 1, 255) }, ['a', 'b', 'c'])).toEqual([0.5, 0.25, 0]);
});

it('masks are not written for a model that answers otherwise', async () => {
  const answers = [{ output: { kind: 'number' as const, values: [1] } }];
  await expect(writeMasks(join(tmpdir(), 'layerloom-no-masks'), ['p.png'], answers, { version: 1, writer: '', features: [], targets: [] })).rejects.toThrow('does not answer with a class for every pixel');
});
