/** Labels that are drawn here: what is written is read back, by us and by the reader of data sets, and nothing else in the file is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { PicturePaths } from '../../engine/data/annotations/annotation-set';
import { readCoco } from '../../engine/data/annotations/coco';
import { LabelFile } from '../../engine/data/annotations/label-file';
import { areaOf, type LabelledObject } from '../../engine/data/annotations/labels';
import { objectMap } from '../../engine/data/annotations/object-map';

const PATHS = new PicturePaths(['a.png', 'b.png', 'deep/c.png']);
const SIZE = { width: 40, height: 30 };
const box = (id: number, change: Partial<LabelledObject> = {}): LabelledObject => ({ id, category: 1, x: 4, y: 5, width: 10, height: 8, isCrowd: false, ...change });
const read = (text: string): LabelFile => LabelFile.read(text, 'annotations.json', PATHS);
const problemOf = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof LoomError) return error.diagnostics[0]!;
    throw error;
  }
  return undefined;
};

/** As another program wrote it, with more than is understood here. */
const FOREIGN = {
  licenses: [{ id: 1, name: 'CC' }],
  categories: [{ id: 7, name: 'cat', supercategory: 'animal' }, { id: 3, name: 'dog' }],
  images: [{ id: 12, file_name: 'a.png', width: 40, height: 30, license: 1 }, { id: 5, file_name: 'gone.png', width: 9, height: 9 }],
  annotations: [
    { id: 31, image_id: 12, category_id: 7, bbox: [1, 2, 8, 6], area: 40.5, iscrowd: 0, segmentation: [[1, 2, 9, 2, 9, 8]], attributes: { occluded: true } },
    { id: 31, image_id: 12, category_id: 3, bbox: [0, 0, 2, 2], iscrowd: 1, segmentation: { size: [30, 40], counts: [0, 2, 1198] } },
    { image_id: 12, category_id: 3, bbox: [5, 5, 0, 2] },
    { id: 40, image_id: 5, category_id: 3, bbox: [1, 1, 2, 2], area: 4, iscrowd: 0 },
  ],
};

describe('a file of labels', () => {
  it('says what was drawn, in the form of the data reader', () => {
    const file = LabelFile.empty();
    file.setCategories([{ id: 1, name: 'cup' }, { id: 2, name: 'bolt' }]);
    file.setObjects('deep/c.png', SIZE, [box(1), box(2, { category: 2, x: 2, y: 2, width: 20, height: 10, polygons: [[2, 2, 22, 2, 12, 12]] })]);
    file.setObjects('b.png', SIZE, []);
    const set = readCoco([{ path: 'annotations.json', json: JSON.parse(file.text()) }], PATHS);
    expect(set.classes).toEqual(['cup', 'bolt']);
    expect(set.findings).toEqual([]);
    expect(set.pictures).toEqual([
      { path: 'b.png', size: SIZE, objects: [] },
      {
        path: 'deep/c.png', size: SIZE, objects: [
          { label: 0, x: 4, y: 5, width: 10, height: 8, isCrowd: false },
          { label: 1, x: 2, y: 2, width: 20, height: 10, isCrowd: false, shape: { kind: 'polygons', polygons: [[2, 2, 22, 2, 12, 12]] } },
        ],
      },
    ]);
    const again = read(file.text());
    expect(again.text()).toBe(file.text());
    expect(again.objectsOf('a.png')).toBeUndefined();
    expect(again.objectsOf('b.png')).toEqual([]);
    expect(again.nextId).toBe(3);
    expect(again.objectsOf('deep/c.png')!.map(areaOf)).toEqual([80, 100]);
  });

  it('keeps everything that another program wrote', () => {
    const file = read(JSON.stringify(FOREIGN));
    expect(file.categories).toEqual([{ id: 3, name: 'dog' }, { id: 7, name: 'cat' }]);
    expect(file.missing).toEqual(['gone.png']);
    const objects = file.objectsOf('a.png')!;
    expect(objects.map(({ id }) => id)).toEqual([31, 41]);
    file.setObjects('a.png', SIZE, [...objects, box(50, { category: 3 })]);
    file.setCategories([{ id: 3, name: 'hound' }, { id: 7, name: 'cat' }]);
    const written = JSON.parse(file.text()) as typeof FOREIGN;
    expect(written.licenses).toEqual(FOREIGN.licenses);
    expect(written.categories).toEqual([{ id: 3, name: 'hound' }, FOREIGN.categories[0]]);
    expect(written.images).toEqual([FOREIGN.images[1], FOREIGN.images[0]]);
    const [first, second, third] = FOREIGN.annotations;
    expect(written.annotations).toEqual([
      FOREIGN.annotations[3],
      first,
      { ...second, id: 41, area: 2 },
      { id: 50, image_id: 12, category_id: 3, bbox: [4, 5, 10, 8], area: 80, iscrowd: 0 },
      { ...third, id: 42, area: 0, iscrowd: 0 },
    ]);
  });

  it('lets no class go that objects have, and takes a picture back to unlabelled', () => {
    const file = read(JSON.stringify(FOREIGN));
    expect(() => file.setCategories([{ id: 7, name: 'cat' }])).toThrow(/“dog” has 3 objects/);
    file.setObjects('a.png', SIZE, undefined);
    expect(() => file.setCategories([{ id: 3, name: 'dog' }])).not.toThrow();
    expect(file.objectsOf('a.png')).toBeUndefined();
    file.setObjects('b.png', SIZE, [box(99, { category: 7 })]);
    expect(() => file.text()).toThrow(/class number 7/);
  });

  it('is refused with its reason where it is not understood', () => {
    expect(problemOf('{"images": [')).toMatchObject({ code: 'bad-json', remedy: expect.stringContaining('It was not changed.') });
    expect(problemOf('{"version": 2}')).toMatchObject({ code: 'not-coco', file: 'annotations.json' });
    expect(problemOf(JSON.stringify({ ...FOREIGN, annotations: [{ ...FOREIGN.annotations[0], bbox: [1, 2, 3] }] }))?.message).toContain('annotations[0].bbox');
    expect(problemOf(JSON.stringify({ ...FOREIGN, images: [...FOREIGN.images, { ...FOREIGN.images[0], id: 13 }] }))).toMatchObject({ code: 'picture-twice' });
  });

  it('begins with the labels of another format', () => {
    const file = LabelFile.from(
      { format: 'YOLO', unit: 'share', classes: ['0', '1'], findings: [], pictures: [{ path: 'a.png', objects: [{ label: 1, x: 0.25, y: 0.5, width: 0.5, height: 0.25, isCrowd: false, shape: { kind: 'polygons', polygons: [[0.25, 0.5, 0.75, 0.5, 0.5, 0.75]] } }] }, { path: 'b.png', objects: [] }] },
      new Map([['a.png', SIZE]]),
    );
    expect(file.objectsOf('a.png')).toEqual([{ id: 1, category: 2, x: 10, y: 15, width: 20, height: 7.5, isCrowd: false, polygons: [[10, 15, 30, 15, 20, 22.5]] }]);
    expect(file.objectsOf('b.png')).toBeUndefined();
  });
});

/** A star around a middle: its corners in order of their angles, so that its sides do not cross. */
const star = fc.record({ middle: fc.tuple(fc.integer({ min: 12, max: 28 }), fc.integer({ min: 12, max: 18 })), radii: fc.array(fc.integer({ min: 2, max: 11 }), { minLength: 3, maxLength: 9 }) }).map(({ middle: [x, y], radii }) =>
  radii.flatMap((radius, index) => [Math.round(x + radius * Math.cos((2 * Math.PI * index) / radii.length)), Math.round(y + radius * Math.sin((2 * Math.PI * index) / radii.length))]),
);

describe('what is drawn is read back', () => {
  it('as the pixels inside the polygon, to within one pixel of its border', () => {
    fc.assert(
      fc.property(star, (polygon) => {
        const xs = polygon.filter((_, at) => at % 2 === 0);
        const ys = polygon.filter((_, at) => at % 2 === 1);
        const [x, y] = [Math.min(...xs), Math.min(...ys)];
        const object = box(1, { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y, polygons: [polygon] });
        fc.pre(object.width > 0 && object.height > 0);
        const file = LabelFile.empty();
        file.setCategories([{ id: 1, name: 'star' }]);
        file.setObjects('a.png', SIZE, [object]);
        const [picture] = readCoco([{ path: 'annotations.json', json: JSON.parse(file.text()) }], PATHS).pictures;
        const map = objectMap(picture!.objects, SIZE.width, SIZE.height)!;
        const wrong: string[] = [];
        for (let row = 0; row < SIZE.height; row++) {
          for (let column = 0; column < SIZE.width; column++) {
            const [px, py] = [column + 0.5, row + 0.5];
            if (distance(polygon, px, py) <= 1) continue;
            if (map.data[row * SIZE.width + column] !== Number(turns(polygon, px, py) !== 0)) wrong.push(`${column}, ${row}`);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** How often the polygon goes around a point: another way to tell inside from outside than the painter's crossings. */
function turns(polygon: readonly number[], x: number, y: number): number {
  let angle = 0;
  sides(polygon, (x0, y0, x1, y1) => {
    const [ax, ay, bx, by] = [x0 - x, y0 - y, x1 - x, y1 - y];
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  });
  return Math.round(angle / (2 * Math.PI));
}

function distance(polygon: readonly number[], x: number, y: number): number {
  let least = Infinity;
  sides(polygon, (x0, y0, x1, y1) => {
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
    least = Math.min(least, Math.hypot(x0 + along * (x1 - x0) - x, y0 + along * (y1 - y0) - y));
  });
  return least;
}

function sides(polygon: readonly number[], visit: (x0: number, y0: number, x1: number, y1: number) => void): void {
  for (let at = 0; at < polygon.length; at += 2) {
    const next = (at + 2) % polygon.length;
    visit(polygon[at]!, polygon[at + 1]!, polygon[next]!, polygon[next + 1]!);
  }
}
