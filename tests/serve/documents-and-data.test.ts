/** Everything around a run that a window asks for, through a real socket. */
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packDocument, unpackDocument } from '../../engine/shell/document-payload';
import { buildEngine } from '../worker/engine-process';
import { eventually, TestApplication } from './served-application';

buildEngine();

const DIGITS = { kind: 'builtin', name: 'digits', count: 200, seed: 1 } as const;
const SPLIT = { seed: 1, validation: 0.1, test: 0.1 };

describe('documents', () => {
  it('are built from templates, saved, opened, saved elsewhere and found again', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const templates = await window.request('templates.list', {});
    expect(templates.find(({ name }) => name === 'lenet5')).toMatchObject({ title: 'LeNet-5', parameters: 61706, input: [1, 28, 28], classes: 10 });

    const pictures = join(application.files, 'pictures');
    mkdirSync(pictures);
    const { document } = await window.request('templates.build', { name: 'lenet5', source: DIGITS, split: SPLIT });
    const built = unpackDocument(document).document;
    expect(built.data).toMatchObject({ source: DIGITS, split: SPLIT });

    // On disk the data is named relative to the document; in the window its path is absolute.
    const onFolder = packDocument({ ...built, data: { source: { kind: 'folder', path: pictures } } });
    const path = join(application.files, 'nets', 'mine.loom');
    const recents = eventually(window, 'recents.changed');
    const saved = await window.request('document.saveAs', { path: path.replace('.loom', ''), document: onFolder });
    expect(saved.path).toBe(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ data: { source: { path: '../pictures' } } });
    expect(await recents).toMatchObject([{ path, name: 'lenet5', exists: true }]);
    const opened = await window.request('document.open', { path });
    expect(unpackDocument(opened.document).document.data?.source).toEqual({ kind: 'folder', path: pictures });
    expect(opened.revision).toBe(saved.revision);
    await expect(window.request('document.saveAs', { path, document: onFolder })).rejects.toMatchObject({ diagnostics: [{ code: 'file-exists' }] });

    const again = await window.request('document.save', { path, document: onFolder, revision: opened.revision });
    writeFileSync(path, readFileSync(path));
    utimesSync(path, 1, 1);
    await expect(window.request('document.save', { path, document: onFolder, revision: again.revision })).rejects.toMatchObject({ diagnostics: [{ code: 'document-changed' }] });
    expect(await window.request('recents.remove', { path })).toEqual([]);
  });

  it('carry large tensors as bytes', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { document } = await window.request('templates.build', { name: 'lenet5', source: DIGITS, split: SPLIT });
    const built = unpackDocument(document).document;
    const data = Float32Array.from({ length: 48_000 }, (_, index) => Math.fround(Math.sin(index)));
    const value = { dtype: 'float32', shape: [120, 400], data } as const;
    const nodes = built.graph.nodes.map((node) => (node.name === 'dense3' ? { ...node, tensors: { weight: { value } } } : node));
    const payload = packDocument({ ...built, graph: { ...built.graph, nodes } });
    expect(payload.tensors!.length).toBeGreaterThan(4 * data.length);
    const path = join(application.files, 'big.loom');
    await window.request('document.saveAs', { path, document: payload });
    const opened = unpackDocument((await window.request('document.open', { path })).document).document;
    expect(opened.graph.nodes.find(({ name }) => name === 'dense3')!.tensors!['weight']!.value).toEqual(value);
  });

  it('that are broken are refused with line and column', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const path = join(application.files, 'broken.loom');
    writeFileSync(path, '{\n  "format": "layerloom",\n  "version": "one"\n}');
    await expect(window.request('document.open', { path })).rejects.toMatchObject({ diagnostics: [{ file: path, line: 3 }, {}, {}] });
  });

  it('that were not saved are kept as drafts', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { document } = await window.request('templates.build', { name: 'xor-mlp' });
    await window.request('drafts.keep', { id: 'one', name: 'xor', document });
    expect(await window.request('drafts.list', {})).toMatchObject([{ id: 'one', name: 'xor' }]);
    const { document: kept } = await window.request('drafts.open', { id: 'one' });
    expect(unpackDocument(kept).document).toEqual(unpackDocument(document).document);
    await window.request('drafts.drop', { id: 'one' });
    expect(await window.request('drafts.list', {})).toEqual([]);
    await expect(window.request('drafts.open', { id: 'one' })).rejects.toMatchObject({ diagnostics: [{ code: 'no-draft' }] });
    await expect(window.request('drafts.keep', { id: '../one', name: 'xor', document })).rejects.toMatchObject({ diagnostics: [{ code: 'bad-request' }] });
  });
});

describe('data', () => {
  it('is summed up, listed by class and shown small', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const request = { source: DIGITS, split: SPLIT };
    const summary = await window.request('data.open', request);
    expect(summary).toMatchObject({ rowCount: 200, splits: { train: 160, validation: 20, test: 20 } });
    expect(summary.classes['class']).toHaveLength(10);
    expect(summary.classes['class']![3]).toEqual({ label: '3', rows: { train: 16, validation: 2, test: 2 } });

    const filter = { split: 'train', label: { column: 'class', label: '3' } } as const;
    const { rows, total } = await window.request('data.rows', { ...request, filter, offset: 10, count: 4 });
    expect(total).toBe(16);
    expect(rows.map(({ split, values }) => ({ split, values }))).toEqual(Array.from({ length: 4 }, () => ({ split: 'train', values: { class: '3' } })));

    const thumbnails = await window.request('data.thumbnails', { ...request, rows: rows.map(({ row }) => row), size: 14 });
    expect(thumbnails.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
    for (const { width, height, pixels } of thumbnails) {
      expect([width, height, pixels.length]).toEqual([14, 14, 4 * 14 * 14]);
      // Ink and paper, and fully opaque.
      expect(Math.max(...pixels.filter((_, index) => index % 4 === 0)) - Math.min(...pixels.filter((_, index) => index % 4 === 0))).toBeGreaterThan(100);
      expect(pixels[3]).toBe(255);
    }
    await expect(window.request('data.thumbnails', { ...request, rows: [200], size: 14 })).rejects.toMatchObject({ diagnostics: [{ code: 'no-such-row' }] });
    await expect(window.request('data.open', { source: { kind: 'builtin', name: 'nothing' }, split: SPLIT })).rejects.toMatchObject({ diagnostics: [{ code: 'unknown-generator' }] });
    expect((await window.request('data.builtins', {})).map(({ name }) => name)).toContain('digits');
  });

  it('that is dropped on the window is kept and opened like any folder', async () => {
    const application = await TestApplication.start();
    const window = await application.openWindow();
    const { upload, folder } = await window.request('files.startUpload', { name: 'cities' });
    const text = new TextEncoder().encode('size,price\n1,10\n2,20\n3,30\n4,40\n');
    await window.request('files.upload', { upload, path: 'tables/cities.csv', offset: 0, bytes: text.subarray(0, 12) });
    await expect(window.request('files.upload', { upload, path: 'tables/cities.csv', offset: 20, bytes: text })).rejects.toMatchObject({ diagnostics: [{ code: 'upload-out-of-order' }] });
    const { file } = await window.request('files.upload', { upload, path: 'tables/cities.csv', offset: 12, bytes: text.subarray(12) });
    const summary = await window.request('data.open', { source: { kind: 'csv', path: file }, split: { seed: 1, validation: 0, test: 0 } });
    expect(summary).toMatchObject({ rowCount: 4, columns: [{ name: 'size' }, { name: 'price', isTarget: true }] });
    const listing = await window.request('files.list', { path: folder });
    expect(listing.entries).toMatchObject([{ name: 'tables', kind: 'folder' }]);
    const roots = await window.request('files.roots', {});
    expect(roots.map(({ title }) => title)).toEqual(['Files', 'Runs', 'Exports', 'Uploads', 'Captures']);
    expect((await window.request('files.list', { path: roots[3]!.path })).parent).toBeUndefined();
  });
});

describe('settings', () => {
  it('reach every window and the next start', async () => {
    const application = await TestApplication.start();
    const [one, other] = [await application.openWindow(), await application.openWindow()];
    expect(await one.request('settings.get', {})).toMatchObject({ theme: 'system' });
    // A question that is answered shows that the other window is connected, so that it hears of the change.
    await other.request('engine.status', {});
    const heard = eventually(other, 'settings.changed');
    await one.request('settings.set', { theme: 'dark', window: { panels: [1, { left: true }] } });
    expect(await heard).toMatchObject({ theme: 'dark', window: { panels: [1, { left: true }] }, lastDocuments: [] });
    expect(JSON.parse(readFileSync(join(application.home, 'data', 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark' });
    await expect(one.request('settings.set', { theme: 'pink' as 'dark' })).rejects.toMatchObject({ diagnostics: [{ code: 'bad-request' }] });
  });
});
