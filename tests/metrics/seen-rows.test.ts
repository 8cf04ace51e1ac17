import { describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { pictureOf } from '../../engine/run/picture-of';
import { seenRow } from '../../engine/run/seen-rows';
import type { TargetSignature } from '../../engine/run/signature';
import { disagreement } from '../../renderer/segmentation/disagreement';

const base = { node: 'output', column: 'x', encoding: 'value', loss: { weight: 1, options: {} } } as const;

describe('a picture of an Output that sees', () => {
  const target: TargetSignature = { ...base, kind: 'mask', classes: ['ground', 'bar'], shape: [1, 4] };
  const wanted: Tensor = { dtype: 'int32', shape: [1, 1, 4], data: Int32Array.of(0, 1, 1, -1) };
  const answered = float32Tensor([1, 2, 1, 4], [0.9, 0.2, 0.6, 0.1, 0.1, 0.8, 0.4, 0.9]);

  it('is judged by its own pixels, and differs where the truth says something else', () => {
    const row = seenRow(target, answered, wanted)!;
    expect(row.judgement).toEqual({ kind: 'mask', meanIou: (1 / 2 + 1 / 2) / 2, pixelAccuracy: 2 / 3 });
    expect(row.loss).toBe(0.5);
    const wrong = disagreement(row.truth, row.answer);
    expect(wrong?.kind === 'mask' && [...wrong.mask.data]).toEqual([0, 0, 1, 0]);
  });

  it('is judged by its objects, of which those below the least score are not shown', () => {
    const boxes: TargetSignature = { ...base, kind: 'boxes', classes: ['a', 'b'], shape: [2, 5] };
    const truth = float32Tensor([1, 2, 5], [10, 10, 8, 8, 1, 0, 0, 0, 0, -1]);
    const found = float32Tensor([1, 2, 6], [10, 10, 8, 8, 0, 0.9, 40, 40, 8, 8, 0.1, 0]);
    const row = seenRow(boxes, found, truth)!;
    expect(row.judgement).toMatchObject({ kind: 'boxes', errors: { right: 1, missed: 0, invented: 0 } });
    expect(row.loss).toBe(0);
    expect(disagreement(row.truth, row.answer)).toBeUndefined();
  });

  it('is judged by how far its points are off, hidden ones left out', () => {
    const skeleton = { name: 'two', points: ['a', 'b'], edges: [], mirrored: [] };
    const points: TargetSignature = { ...base, kind: 'points', skeleton, shape: [2, 4] };
    const row = seenRow(points, float32Tensor([1, 2, 4], [3, 4, 0, 1, 50, 50, 0, 1]), float32Tensor([1, 2, 4], [0, 0, 0, 1, 0, 0, 0, 0]))!;
    expect(row.judgement).toEqual({ kind: 'points', distance: 5 });
  });

  it('is nothing where a class is chosen', () => {
    expect(seenRow({ ...base, kind: 'category', shape: [] }, answered, wanted)).toBeUndefined();
  });
});

it('a picture as a network gets it becomes bytes from its darkest to its brightest value', () => {
  const picture = pictureOf(float32Tensor([1, 3, 1, 2], [-1, 1, 0, 0, 1, -1]));
  expect(picture).toEqual({ width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 128, 255, 255, 128, 0) });
});
