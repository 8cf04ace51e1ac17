/** Sizes of the objects of a data set, and anchors put into the heads of a document. */
import { describe, expect, it } from 'vitest';
import { withAnchors } from '../../engine/cli/anchored-document';
import type { Boxes, Dataset } from '../../engine/data/dataset';
import { objectShapes } from '../../engine/data/object-shapes';
import { requireTemplate } from '../../engine/templates';

const boxes: Boxes = { width: 200, height: 100, boxes: Float32Array.of(0, 0, 20, 10, 50, 50, 100, 50, 0, 0, 200, 100), labels: Int32Array.of(0, 1, 1), crowd: Uint8Array.of(0, 0, 1) };
const dataset = (kind: 'boxes' | 'number', rows: number) =>
  ({ columns: [{ name: 'objects', kind, isTarget: true }], splits: { train: Uint32Array.from({ length: rows }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() }, read: () => Promise.resolve(boxes) }) as unknown as Dataset;

describe('the sizes of objects', () => {
  it('are those in the picture that the network takes, without crowds', async () => {
    const { shapes, pictures } = await objectShapes(dataset('boxes', 3), { width: 100, height: 100 }, 2);
    expect(pictures).toBe(2);
    expect(shapes).toEqual([{ width: 50, height: 50 }, { width: 10, height: 10 }, { width: 50, height: 50 }, { width: 10, height: 10 }]);
  });

  it('need boxes', async () => {
    await expect(objectShapes(dataset('number', 1), { width: 9, height: 9 }, 1)).rejects.toThrow('The data has no boxes around objects');
  });
});

describe('anchors in a document', () => {
  const v5 = requireTemplate('yolo-v5-small').build({ input: [3, 160, 160], classes: 2 });
  const nine = Array.from({ length: 18 }, (_, index) => index + 4);

  it('reach the heads that have as many, and nothing else changes', () => {
    const { document, heads } = withAnchors(v5, nine);
    expect(heads).toEqual(['objects']);
    expect(document.graph.nodes.find(({ name }) => name === 'objects')!.params['anchors']).toEqual(nine);
    expect(document.graph.nodes.filter(({ name }) => name !== 'objects')).toEqual(v5.graph.nodes.filter(({ name }) => name !== 'objects'));
  });

  it('say how many would fit where none does', () => {
    expect(() => withAnchors(v5, nine.slice(0, 10))).toThrow('No head of the network has 5 anchors.');
    expect(() => withAnchors(requireTemplate('yolo-v8-small').build({ input: [3, 160, 160], classes: 2 }), nine)).toThrow('No head of the network has 9 anchors.');
  });
});
