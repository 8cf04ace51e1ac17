/** Labelling a folder on the disk: opened, written, opened again, and never at the cost of a file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { LabelledObject } from '../../engine/data/annotations/labels';
import { openDataset } from '../../engine/data/open-dataset';
import { LabelDesk } from '../../engine/shell/host/label-desk';
import { draw, encodePng } from '../data/picture-files';
import { temporaryFolder, writeTree } from '../data/temporary-folder';

const base = temporaryFolder();
const PNG = encodePng(draw(40, 20, (x, y) => x + y));
const SIZE = { width: 40, height: 20 };
const OBJECT: LabelledObject = { id: 1, category: 1, x: 4, y: 2, width: 10, height: 8, isCrowd: false };
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error as LoomError).diagnostics[0]!.code);

describe('a folder that is labelled', () => {
  it('is written after a change and opens as it was left, for labelling and for training', async () => {
    const folder = writeTree(join(base, 'own'), { '2.png': PNG, '10.png': PNG, 'more/1.png': PNG, 'notes.txt': 'x' });
    const desk = new LabelDesk();
    const opened = await desk.open(folder);
    expect(opened).toMatchObject({ file: 'annotations.json', revision: '', categories: [], nextId: 1, notes: [] });
    expect(opened.pictures).toEqual([{ path: '2.png' }, { path: '10.png' }, { path: 'more/1.png' }]);
    expect(await desk.read(folder, '2.png')).toMatchObject({ ...SIZE, type: 'image/png' });
    const categories = [{ id: 1, name: 'cup' }];
    const first = await desk.save({ folder, revision: '', categories, pictures: [{ path: '2.png', ...SIZE, objects: [OBJECT] }] });
    await desk.save({ folder, revision: first.revision, pictures: [{ path: '10.png', ...SIZE, objects: [] }] });

    const again = await new LabelDesk().open(folder);
    expect(again.pictures).toEqual([{ path: '2.png', objects: 1 }, { path: '10.png', objects: 0 }, { path: 'more/1.png' }]);
    expect(again.categories).toEqual([{ id: 1, name: 'cup', uses: 1 }]);
    expect((await desk.read(folder, '2.png')).objects).toEqual([OBJECT]);
    const data = await openDataset({ kind: 'folder', path: folder }, { seed: 1, validation: 0, test: 0 }, { check: 'headers' });
    expect(data.rowCount).toBe(2);
    expect(data.columns.find(({ kind }) => kind === 'boxes')?.classes).toEqual(['cup']);
  });

  it('is left alone where somebody else has written it', async () => {
    const folder = writeTree(join(base, 'shared'), { 'a.png': PNG });
    const [one, other] = [new LabelDesk(), new LabelDesk()];
    await one.open(folder);
    await other.open(folder);
    const change = { folder, revision: '', categories: [{ id: 1, name: 'cup' }], pictures: [{ path: 'a.png', ...SIZE, objects: [OBJECT] }] };
    const { revision } = await one.save(change);
    const written = readFileSync(join(folder, 'annotations.json'), 'utf8');
    expect(await codeOf(other.save({ ...change, pictures: [] }))).toBe('labels-changed');
    expect(readFileSync(join(folder, 'annotations.json'), 'utf8')).toBe(written);
    // What cannot be written changes nothing either, and the next change does not bring it along.
    expect(await codeOf(one.save({ ...change, revision, pictures: [{ path: 'a.png', ...SIZE, objects: [{ ...OBJECT, category: 9 }] }] }))).toBe('unknown-category');
    expect(readFileSync(join(folder, 'annotations.json'), 'utf8')).toBe(written);
    await one.save({ folder, revision, categories: [{ id: 1, name: 'mug' }], pictures: [] });
    expect(readFileSync(join(folder, 'annotations.json'), 'utf8')).toBe(written.replace('cup', 'mug'));
  });

  it('is not opened where its labels are not understood, and the file stays', async () => {
    const folder = writeTree(join(base, 'foreign'), { 'a.png': PNG, 'annotations.json': '{"format": "of another program"}' });
    expect(await codeOf(new LabelDesk().open(folder))).toBe('not-coco');
    writeFileSync(join(folder, 'annotations.json'), '{"images": [');
    expect(await codeOf(new LabelDesk().open(folder))).toBe('bad-json');
    expect(readFileSync(join(folder, 'annotations.json'), 'utf8')).toBe('{"images": [');
    expect(await codeOf(new LabelDesk().open(writeTree(join(base, 'none'), { 'notes.txt': 'x' })))).toBe('folder-empty');
    const coco = '{"images": [], "annotations": [], "categories": []}';
    expect(await codeOf(new LabelDesk().open(writeTree(join(base, 'several'), { 'a.png': PNG, 'one.json': coco, 'two.json': coco })))).toBe('several-label-files');
  });

  it('takes over labels of other formats, and the one COCO file there is', async () => {
    const yolo = writeTree(join(base, 'yolo'), { 'a.png': PNG, 'a.txt': '1 0.5 0.5 0.25 0.5\n', 'classes.txt': 'cat\ndog\n' });
    const desk = new LabelDesk();
    const opened = await desk.open(yolo);
    expect(opened.notes[0]).toMatchObject({ code: 'labels-from', severity: 'info' });
    expect(opened.categories).toEqual([{ id: 1, name: 'cat', uses: 0 }, { id: 2, name: 'dog', uses: 1 }]);
    expect((await desk.read(yolo, 'a.png')).objects).toEqual([{ id: 1, category: 2, x: 15, y: 5, width: 10, height: 10, isCrowd: false }]);
    const exported = writeTree(join(base, 'exported'), { 'a.png': PNG, '_annotations.coco.json': JSON.stringify({ images: [], annotations: [], categories: [{ id: 4, name: 'bolt' }] }) });
    expect(await desk.open(exported)).toMatchObject({ file: '_annotations.coco.json', categories: [{ id: 4, name: 'bolt', uses: 0 }] });
  });

  it('names pictures that are missing, broken, of another size or not there', async () => {
    const entry = { id: 1, file_name: 'a.png', width: 41, height: 20 };
    const folder = writeTree(join(base, 'broken'), { 'a.png': PNG, 'cut.png': PNG.subarray(0, 20), 'annotations.json': JSON.stringify({ images: [entry, { ...entry, id: 2, file_name: 'gone.png' }], annotations: [], categories: [] }) });
    const desk = new LabelDesk();
    expect((await desk.open(folder)).notes[0]!.message).toContain('gone.png');
    expect(await codeOf(desk.read(folder, 'a.png'))).toBe('annotated-size');
    expect(await codeOf(desk.read(folder, 'cut.png'))).toBe('image-unreadable');
    expect(await codeOf(desk.read(folder, '../own/2.png'))).toBe('unknown-picture');
  });
});
