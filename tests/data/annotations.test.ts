/** Files of annotations: what they say is what is read, and what is wrong with them is said with its place. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { LoomError } from '../../engine/core/diagnostic';
import { paintRuns, readCompressed, runsOf } from '../../engine/data/annotations/rle';
import { namesOfYaml } from '../../engine/data/annotations/yolo';
import type { Boxes, Dataset, Pixels } from '../../engine/data/dataset';
import { openBuiltin } from '../../engine/data/generators';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import { openDataset } from '../../engine/data/open-dataset';
import { BODY_SKELETON } from '../../engine/vision/skeletons';
import { draw, encodePng } from './picture-files';

const NO_SPLIT = { seed: 1, validation: 0, test: 0 };
const PICTURE = encodePng(draw(40, 20, (x, y) => x + y));

async function inTemporaryFolder(body: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'layerloom-annotations-'));
  try {
    await body(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function folderOf(root: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, contents] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), contents);
  }
}

const open = (root: string): Promise<Dataset> => openDataset({ kind: 'folder', path: root }, NO_SPLIT, { check: 'headers' });
const boxesOf = async (data: Dataset, row = 0) => (await data.read(row, 'objects')) as Boxes;

const isSame = (a: Pixels, b: Pixels) => a.width === b.width && a.height === b.height && a.channels === b.channels && Buffer.compare(a.data, b.data) === 0;

const OBJECT = { id: 1, image_id: 7, category_id: 3, bbox: [4, 2, 10, 8], iscrowd: 0, segmentation: [[4, 2, 14, 2, 14, 10, 4, 10]] };
const COCO = {
  images: [{ id: 7, file_name: 'a.png', width: 40, height: 20 }],
  categories: [{ id: 3, name: 'cat' }, { id: 1, name: 'dog' }],
  annotations: [OBJECT, { ...OBJECT, id: 2, category_id: 1, iscrowd: 1, bbox: [20, 5, 30, 5], segmentation: { size: [20, 40], counts: [400, 20, 380] } }],
};
const changed = (change: (json: typeof COCO) => unknown) => JSON.stringify(change(structuredClone(COCO)));

describe('COCO keypoints', () => {
  /** Of two points seen, one hidden and one that nobody marked. */
  const KEYPOINTS = [5, 6, 2, 12, 6, 2, 8, 9, 1, 0, 0, 0];
  const POINTS = {
    images: ['a', 'b', 'c'].map((name, index) => ({ id: index + 1, file_name: `${name}.png`, width: 40, height: 20 })),
    categories: [{ id: 1, name: 'cat', keypoints: ['left_ear', 'right_ear', 'nose', 'tail'], skeleton: [[1, 3], [2, 3]] }],
    annotations: [
      { id: 1, image_id: 1, category_id: 1, bbox: [4, 2, 10, 8], iscrowd: 0, num_keypoints: 3, keypoints: KEYPOINTS },
      { id: 2, image_id: 2, category_id: 1, bbox: [4, 2, 10, 8], iscrowd: 0, num_keypoints: 3, keypoints: KEYPOINTS },
      { id: 3, image_id: 2, category_id: 1, bbox: [24, 2, 10, 8], iscrowd: 0, num_keypoints: 3, keypoints: KEYPOINTS },
      { id: 4, image_id: 3, category_id: 1, bbox: [4, 2, 10, 8], iscrowd: 0, num_keypoints: 0, keypoints: KEYPOINTS.map(() => 0) },
    ],
  };
  const withPoints = (root: string, json: unknown = POINTS) => folderOf(root, { 'annotations.json': JSON.stringify(json), 'a.png': PICTURE, 'b.png': PICTURE, 'c.png': PICTURE });

  it('are the points of pictures that show one object', async () =>
    inTemporaryFolder(async (root) => {
      await withPoints(root);
      const data = await open(root);
      const column = data.columns.find(({ name }) => name === 'points')!;
      expect(column).toMatchObject({ kind: 'points', isTarget: true, skeleton: { name: 'cat', points: ['left_ear', 'right_ear', 'nose', 'tail'], edges: [[0, 2], [1, 2]], mirrored: [[0, 1]] } });
      expect(await data.read(0, 'points')).toEqual({ width: 40, height: 20, points: Float32Array.from([5, 6, 0, 1, 12, 6, 0, 1, 8, 9, 0, 0, 0, 0, 0, 0]) });
      await expect(data.read(1, 'points')).rejects.toThrow('b.png shows 2 objects with points of “cat”.');
      await expect(data.read(2, 'points')).rejects.toThrow('c.png shows nothing with points of “cat”.');
      const said = data.findings.map(({ code, message }) => `${code}: ${message}`);
      expect(said).toContain('layout-points: 1 picture shows one object with the 4 points of “cat”.');
      expect(said).toContain('several-with-points: 1 picture shows several objects with points, so no points are learned from it.');
      expect(said).toContain('unknown-points: The place of 1 point is not known.');
      // They are boxes as well.
      expect((await boxesOf(data, 1)).labels).toHaveLength(2);
    }));

  it('of a known skeleton are that skeleton, whatever the file writes between words', async () =>
    inTemporaryFolder(async (root) => {
      const category = { id: 1, name: 'body', keypoints: BODY_SKELETON.points.map((point) => point.replaceAll(' ', '_')), skeleton: [[1, 2]] };
      const keypoints = BODY_SKELETON.points.flatMap((_, at) => [at, 1, 2]);
      await withPoints(root, { ...POINTS, categories: [category], annotations: POINTS.annotations.map((one) => ({ ...one, keypoints })) });
      expect((await open(root)).columns.find(({ name }) => name === 'points')!.skeleton).toBe(BODY_SKELETON);
    }));

  it('that are too few are refused with their place', async () =>
    inTemporaryFolder(async (root) => {
      await withPoints(root, { ...POINTS, annotations: [{ ...POINTS.annotations[0], keypoints: [1, 2, 2] }] });
      await expect(open(root)).rejects.toThrow('annotations[0].keypoints in annotations.json is not 12 numbers.');
    }));
});

describe('scenes that were written as files', () => {
  it('read back as what the generator makes', async () =>
    inTemporaryFolder(async (root) => {
      const folder = join(root, 'scenes');
      await writeGenerator('scenes', folder, { count: 10, seed: 4 });
      const [made, read] = [await openBuiltin({ kind: 'builtin', name: 'scenes', count: 10, seed: 4 }, NO_SPLIT), await open(folder)];
      expect(read.splits.train).toHaveLength(8);
      expect(read.splits.validation).toHaveLength(1);
      const columns = (data: Dataset) => data.columns.map(({ name, kind, classes }) => ({ name, kind, classes }));
      expect(columns(read)).toEqual(columns(made));
      for (const row of [0, 4, 9]) {
        const sample = Number(/(\d+)\.png$/.exec(read.rowName(row))![1]);
        const [written, drawn] = [await boxesOf(read, row), await boxesOf(made, sample)];
        expect([...written.boxes]).toEqual([...drawn.boxes]);
        expect([...written.labels]).toEqual([...drawn.labels]);
        expect(isSame(written.instances!, drawn.instances!)).toBe(true);
        for (const name of ['image', 'mask']) expect(isSame((await read.read(row, name)) as Pixels, (await made.read(sample, name)) as Pixels), name).toBe(true);
      }
    }));
});

describe('COCO', () => {
  it('gives classes in the order of their ids, boxes, crowds and pixels', async () =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'images/a.png': PICTURE, 'annotations/instances_train.json': JSON.stringify(COCO) });
      const data = await open(root);
      expect(data.columns[1]).toMatchObject({ kind: 'boxes', classes: ['dog', 'cat'] });
      const { boxes, labels, crowd, instances } = await boxesOf(data);
      expect([...boxes]).toEqual([4, 2, 10, 8, 20, 5, 20, 5]);
      expect([[...labels], [...crowd!]]).toEqual([[1, 0], [0, 1]]);
      const at = (x: number, y: number) => instances!.data[y * 40 + x];
      expect([at(4, 2), at(13, 9), at(14, 9), at(3, 2), at(20, 0), at(20, 19), at(21, 0)]).toEqual([1, 1, 0, 0, 2, 2, 0]);
      expect(data.findings[0]!.message).toBe('Understood COCO annotations: 2 objects in 1 picture; 2 classes: dog 1, cat 1.');
    }));

  const broken: readonly [string, string, string][] = [
    ['a box that is no box', changed((json) => ({ ...json, annotations: [{ ...OBJECT, bbox: [1, 2, 'x', 3] }] })), 'annotations[0].bbox in annotations.json is not 4 numbers.'],
    ['a picture that is not there', changed((json) => ({ ...json, annotations: [{ ...OBJECT, image_id: 9 }] })), 'annotations[0].image_id in annotations.json is 9, which no picture has.'],
    ['a category that is not there', changed((json) => ({ ...json, annotations: [{ ...OBJECT, category_id: 9 }] })), 'annotations[0].category_id in annotations.json is 9, which no category has.'],
    ['a polygon of two points', changed((json) => ({ ...json, annotations: [{ ...OBJECT, segmentation: [[1, 2, 3, 4]] }] })), 'annotations[0].segmentation[0] in annotations.json has 4 numbers.'],
    ['a picture without a name', changed((json) => ({ ...json, images: [{ id: 7, width: 40, height: 20 }] })), 'images[0] in annotations.json has no “file_name”.'],
    ['a file that is cut short', changed((json) => json).slice(0, 40), 'annotations.json is no JSON'],
  ];
  it.each(broken)('says where there is %s', async (_, json, message) =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'a.png': PICTURE, 'annotations.json': json });
      await expect(open(root)).rejects.toThrow(message);
    }));

  it('refuses pictures of another size than was annotated', async () =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'a.png': PICTURE, 'annotations.json': changed((json) => ({ ...json, images: [{ ...json.images[0], width: 80 }] })) });
      await expect(boxesOf(await open(root))).rejects.toThrow('a.png is 40×20, but its annotations are for 80×20.');
    }));

  it('never fails otherwise than with a sentence, whatever is damaged', async () =>
    inTemporaryFolder(async (root) => {
      const text = JSON.stringify(COCO);
      const random = new RandomStream(1, 'damage');
      await folderOf(root, { 'a.png': PICTURE });
      for (let round = 0; round < 60; round++) {
        const at = random.integer(text.length);
        await writeFile(join(root, 'annotations.json'), text.slice(0, at) + '0"[]{}x-'[random.integer(8)]! + text.slice(at + 1 + random.integer(3)));
        const error: unknown = await open(root).then((data) => boxesOf(data)).then(() => undefined, (reason: unknown) => reason);
        if (error !== undefined) expect(error).toBeInstanceOf(LoomError);
      }
    }));
});

describe('runs', () => {
  it('are read from COCO’s short form', () => {
    // pycocotools: encode(asfortranarray([[0,1],[1,1]])) and of a 100 × 100 square, rows and columns 10 … 59
    expect(readCompressed('13', 'x', 'f')).toEqual([1, 3]);
    const counts = [1010, ...Array.from({ length: 99 }, () => 50), 4040];
    expect(readCompressed(compressed(counts), 'x', 'f')).toEqual(counts);
    expect(() => readCompressed('o', 'annotations[0].segmentation', 'f.json')).toThrow('annotations[0].segmentation.counts in f.json is damaged at its character 2.');
  });

  it('paint what they were made of', () => {
    const random = new RandomStream(1, 'runs');
    const map = { width: 13, height: 7, data: Uint8Array.from({ length: 91 }, () => random.integer(3)) };
    const painted = new Uint8Array(91);
    for (const value of [1, 2]) paintRuns(runsOf(map, value), painted, value);
    expect(painted).toEqual(map.data);
  });
});

/** The other direction, after maskApi.c of pycocotools. */
function compressed(counts: readonly number[]): string {
  let text = '';
  counts.forEach((count, index) => {
    let value = index > 2 ? count - counts[index - 2]! : count;
    for (let more = true; more; ) {
      let bits = value & 31;
      value >>= 5;
      more = bits & 16 ? value !== -1 : value !== 0;
      if (more) bits |= 32;
      text += String.fromCharCode(bits + 48);
    }
  });
  return text;
}

describe('YOLO', () => {
  it('gives boxes and polygons in pixels, with names from data.yaml and splits from folders', async () =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, {
        'data.yaml': "train: images/train\nnames:\n  0: cat\n  1: 'big dog'\n",
        'images/train/a.png': PICTURE, 'labels/train/a.txt': '1 0.5 0.5 0.25 0.5\n0 0.1 0.1 0.3 0.1 0.3 0.6 0.1 0.6\n',
        'images/val/b.png': PICTURE, 'labels/val/b.txt': '',
      });
      const data = await open(root);
      expect(data.columns.map(({ classes }) => classes)).toEqual([undefined, ['cat', 'big dog']]);
      expect([[...data.splits.train], [...data.splits.validation]]).toEqual([[0], [1]]);
      const { boxes, labels } = await boxesOf(data);
      expect([...labels]).toEqual([1, 0]);
      expect([...boxes].map((value) => Math.round(value * 1000) / 1000)).toEqual([15, 5, 10, 10, 4, 2, 8, 10]);
      expect((await boxesOf(data, 1)).labels).toHaveLength(0);
    }));

  it.each([
    ['0 0.5 0.5 0.2', 'Line 1 of a.txt is not what YOLO writes.'],
    ['0 0.5 0.5 0.2 0.1\n2 0.5 0.5 0.1 0.1', 'Line 2 of a.txt names the class 2.'],
    ['0 120 80 30 20', 'Line 1 of a.txt has a position outside of the picture.'],
  ])('says which line is wrong: %s', async (text, message) =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'a.png': PICTURE, 'a.txt': text, 'b.png': PICTURE, 'b.txt': '0 0.5 0.5 0.1 0.1', 'classes.txt': 'cat\ndog\n' });
      await expect(open(root)).rejects.toThrow(message);
    }));

  it('reads names in every form of YAML that is in use', () => {
    expect(namesOfYaml('nc: 2\nnames: [cat, "dog"]  # two\n', 'f')).toEqual(['cat', 'dog']);
    expect(namesOfYaml("names:\n- cat\n- 'dog'\nnc: 2\n", 'f')).toEqual(['cat', 'dog']);
    expect(namesOfYaml('names: [\n  cat,\n  dog\n]\n', 'f')).toEqual(['cat', 'dog']);
    expect(() => namesOfYaml('names:\n  0: cat\n  2: dog\n', 'data.yaml')).toThrow('The list “names” in data.yaml has no name for the class 1.');
    expect(namesOfYaml('nc: 2\n', 'f')).toBeUndefined();
  });
});

describe('Pascal VOC', () => {
  const xml = (corners: string) => `<annotation><folder>x</folder><filename>a.png</filename><object><name>cat &amp; dog</name><difficult>1</difficult>${corners}</object></annotation>`;
  const corners = '<bndbox><xmin>1</xmin><ymin>3</ymin><xmax>10</xmax><ymax>12</ymax></bndbox>';

  it('counts pixels from 1 and leaves what is difficult out of scores', async () =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'JPEGImages/a.png': PICTURE, 'Annotations/a.xml': xml(corners), 'ImageSets/Main/trainval.txt': 'a\n' });
      const data = await open(root);
      const { boxes, crowd } = await boxesOf(data);
      expect([...boxes]).toEqual([0, 2, 10, 10]);
      expect([...crowd!]).toEqual([1]);
      expect(data.columns[1]!.classes).toEqual(['cat & dog']);
    }));

  it.each([
    [xml(corners.replace('<ymin>3</ymin>', '')), 'There is no <ymin> in object 1 of Annotations/a.xml.'],
    [xml(corners.replace('>3<', '>three<')), '“ymin” of object 1 in Annotations/a.xml is no number.'],
    [xml(corners.replace('>10<', '>0<')), 'The box of object 1 in Annotations/a.xml ends before it begins.'],
  ])('says what is missing', async (text, message) =>
    inTemporaryFolder(async (root) => {
      await folderOf(root, { 'JPEGImages/a.png': PICTURE, 'Annotations/a.xml': text });
      await expect(open(root)).rejects.toThrow(message);
    }));
});

it('says which pictures are missing, and that none is there', async () =>
  inTemporaryFolder(async (root) => {
    await folderOf(root, { 'a.png': PICTURE, 'annotations.json': changed((json) => ({ ...json, images: [...json.images, { id: 8, file_name: 'gone.png', width: 1, height: 1 }] })) });
    expect((await open(root)).findings.map(({ message }) => message)).toContain('1 picture named in the annotations is not in the folder: gone.png.');
    await folderOf(root, { 'annotations.json': (await readFile(join(root, 'annotations.json'), 'utf8')).replaceAll('a.png', 'z.png') });
    await expect(open(root)).rejects.toThrow('None of the pictures that the COCO annotations name are in');
  }));

it('ImageFolder still reads class folders that hold other files', async () =>
  inTemporaryFolder(async (root) => {
    await folderOf(root, { 'cat/a.png': PICTURE, 'dog/b.png': encodePng(draw(40, 20, (x) => 255 - x)), 'notes.json': '{"images": 2}', 'cat/readme.txt': 'two cats' });
    const data = await open(root);
    expect(data.columns.map(({ kind }) => kind)).toEqual(['image', 'category']);
    expect(((await data.read(0, 'image')) as Pixels).width).toBe(40);
  }));
