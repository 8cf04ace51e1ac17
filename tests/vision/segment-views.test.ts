import { describe, expect, it } from 'vitest';
import type { Detection, VisionAnswer } from '../../engine/vision/answer';
import { instanceView, panopticView, semanticView } from '../../engine/vision/segment-views';

const SIZE = { width: 4, height: 2 };

/** An object that has every pixel of its box. */
function full(label: number, score: number, x: number, width: number, height = 2): Detection {
  return { x, y: 0, width, height, label, score, mask: { x, y: 0, width, height, data: new Uint8Array(width * height).fill(1) } };
}

const objects = (...detections: Detection[]) => ({ kind: 'boxes' as const, detections, classes: ['disc', 'bar'] });
const pixels = (answer: VisionAnswer) => (answer.kind === 'mask' ? [...answer.mask.data] : []);

describe('objects with pixels of their own', () => {
  it('by class: the better of two objects has the pixel', () => {
    const seen = semanticView(objects(full(1, 0.9, 0, 2), full(0, 0.8, 1, 2)), SIZE);
    expect(pixels(seen)).toEqual([2, 2, 1, 0, 2, 2, 1, 0]);
    expect(seen.classes).toEqual(['background', 'disc', 'bar']);
  });

  it('one by one: numbered where a class has several', () => {
    const { detections, classes } = instanceView(objects(full(0, 0.9, 0, 1), full(1, 0.8, 1, 1), full(0, 0.7, 2, 1)));
    expect(detections.map(({ label }) => classes[label])).toEqual(['disc #1', 'bar', 'disc #2']);
  });

  it('panoptic: an object that better ones leave less than half of is gone', () => {
    const seen = panopticView(objects(full(0, 0.9, 0, 2), full(1, 0.8, 0, 3), full(1, 0.7, 1, 2)), SIZE);
    // The wide bar keeps one column of three and is dropped, the short one keeps one of two.
    expect(pixels(seen)).toEqual([1, 1, 2, 0, 1, 1, 2, 0]);
    expect(seen.classes).toEqual(['nothing', 'disc', 'bar #2']);
  });

  it('panoptic: what is left goes to classes that are no objects', () => {
    const ground: VisionAnswer & { kind: 'mask' } = { kind: 'mask', mask: { x: 0, y: 0, width: 2, height: 1, data: Uint8Array.of(3, 1) }, classes: ['background', 'disc', 'bar', 'sky'] };
    const seen = panopticView(objects(full(0, 0.9, 0, 1)), SIZE, ground);
    expect(pixels(seen)).toEqual([1, 2, 0, 0, 1, 2, 0, 0]);
    expect(seen.classes).toEqual(['nothing', 'disc', 'sky']);
  });

  it('a mask that reaches beyond the picture is cut there', () => {
    expect(pixels(semanticView(objects(full(0, 0.9, 3, 3)), SIZE))).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
