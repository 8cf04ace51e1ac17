/** Sizes of the objects of a data set, and anchors put into the heads of a document. */
import { describe, expect, it } from 'vitest';
import { anchorsOfData } from '../../engine/data/data-anchors';
import type { Boxes, Dataset } from '../../engine/data/dataset';
import { objectShapes } from '../../engine/data/object-shapes';
import { defaultImageSteps } from '../../engine/data/preprocess';
import { anchorCount, anchorHeads } from '../../engine/infer/anchored-heads';
import { requireTemplate } from '../../engine/templates';

const boxes: Boxes = { width: 200, height: 100, boxes: Float32Array.of(0, 0, 20, 10, 50, 50, 100, 50, 0, 0, 200, 100), labels: Int32Array.of(0, 1, 1), crowd: Uint8Array.of(0, 0, 1) };
const dataset = (kind: 'boxes' | 'number', rows: number) =>
  ({ columns: [{ name: 'objects', kind, isTarget: true }], splits: { train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() }, read: () => Promise.resolve(boxes) }) as unknown as Dataset;
const stretched = (side: number) => defaultImageSteps({ channels: 3, height: side, width: side });

describe('the sizes of objects', () => {
  it('are those in the picture that the network takes, without crowds', async () => {
    const { shapes, pictures } = await objectShapes(dataset('boxes', 3), stretched(100), 2);
    expect(pictures).toBe(2);
    expect(shapes).toEqual([{ width: 50, height: 50 }, { width: 10, height: 10 }, { width: 50, height: 50 }, { width: 10, height: 10 }]);
  });

  it('follow what is done to the picture', async () => {
    const { shapes } = await objectShapes(dataset('boxes', 1), defaultImageSteps({ channels: 3, height: 100, width: 100 }, 'pad'), 1);
    expect(shapes).toEqual([{ width: 50, height: 25 }, { width: 10, height: 5 }]);
  });

  it('need boxes', async () => {
    await expect(objectShapes(dataset('number', 1), stretched(9), 1)).rejects.toThrow('The data has no boxes around objects');
  });
});

describe('anchors of a data set', () => {
  it('are whole pixels, told with how well they and the present ones fit', async () => {
    const found = await anchorsOfData(dataset('boxes', 3), { steps: stretched(101), count: 2, pictures: 9, now: [50, 100] });
    expect(found).toMatchObject({ anchors: [10, 10, 51, 51], objects: 6, pictures: 3 });
    expect(found.meanOverlap).toBeGreaterThan(0.95);
    // 50×100 against 50.5×50.5 and 10.1×10.1.
    expect(found.overlapNow).toBeCloseTo((2525 / (5000 + 50.5 ** 2 - 2525) + 10.1 ** 2 / 5000) / 2, 6);
  });

  it('need as many objects', async () => {
    await expect(anchorsOfData(dataset('boxes', 1), { steps: stretched(100), count: 9, pictures: 9 })).rejects.toThrow('9 anchors need at least as many objects, and the training pictures that were looked at have 2.');
  });
});

describe('anchors in a document', () => {
  const v5 = requireTemplate('yolo-v5-small').build({ input: [3, 160, 160], classes: 2 });
  const nine = Array.from({ length: 18 }, (_, index) => index + 4);

  it('are counted by the layer', () => {
    expect(['yolo-v2-head', 'ssd-head', 'yolo-v8-head', 'conv2d', 'unknown'].map((type) => anchorCount({ type }))).toEqual([5, 9, undefined, undefined, undefined]);
  });

  it('reach the heads that have as many, and nothing else changes', () => {
    const { document, heads } = anchorHeads(v5, nine);
    expect(heads).toEqual(['objects']);
    expect(document.graph.nodes.find(({ name }) => name === 'objects')!.params['anchors']).toEqual(nine);
    expect(document.graph.nodes.filter(({ name }) => name !== 'objects')).toEqual(v5.graph.nodes.filter(({ name }) => name !== 'objects'));
  });

  it('say how many would fit where none does', () => {
    expect(() => anchorHeads(v5, nine.slice(0, 10))).toThrow('No head of the network has 5 anchors.');
    expect(() => anchorHeads(requireTemplate('yolo-v8-small').build({ input: [3, 160, 160], classes: 2 }), nine)).toThrow('No head of the network has 9 anchors.');
  });
});
