/** What the data panel asks of the host: rows that are left out, distributions, augmentation, bindings, captures. */
import { existsSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultImageSteps } from '../../engine/data/preprocess';
import { packDocument } from '../../engine/shell/document-payload';
import { clipsOf, readRecordings, recordingsText } from '../../engine/vision/gesture-recordings';
import { gestureTable } from '../../engine/vision/gesture-table';
import { HAND_SKELETON } from '../../engine/vision/skeletons';
import { templateDocument } from '../../renderer/commands/files';
import { picture } from '../data/picture-files';
import { buildEngine } from '../worker/engine-process';
import { TestApplication } from './served-application';

buildEngine();

const SPLIT = { seed: 1, validation: 0.2, test: 0 };
const DIGITS = { source: { kind: 'builtin', name: 'digits', count: 100 }, split: SPLIT } as const;

const open = async () => {
  const application = await TestApplication.start();
  return { application, window: await application.openWindow() };
};

describe('data', () => {
  it('shows what is left out, with the reason, and finds rows by name', async () => {
    const { application, window } = await open();
    const folder = join(application.files, 'pets');
    const good = picture('alpha.png');
    for (const name of ['cat', 'dog']) {
      mkdirSync(join(folder, name), { recursive: true });
      for (let index = 0; index < 4; index++) writeFileSync(join(folder, name, `${name}-${index}.png`), good);
    }
    writeFileSync(join(folder, 'cat', 'torn.png'), 'no picture');
    const request = { source: { kind: 'folder', path: folder }, split: SPLIT } as const;
    expect(await window.request('data.open', request)).toMatchObject({ rowCount: 9 });
    const { rows, total } = await window.request('data.rows', { ...request, filter: { leftOut: true }, offset: 0, count: 10 });
    expect({ total, names: rows.map(({ name, split }) => [name, split]) }).toEqual({ total: 1, names: [['cat/torn.png', undefined]] });
    const [thumbnail] = await window.request('data.thumbnails', { ...request, rows: [rows[0]!.row], size: 16 });
    expect(thumbnail?.problem?.message).toContain('torn.png');
    expect((await window.request('data.rows', { ...request, filter: { search: 'DOG-2' }, offset: 0, count: 10 })).rows.map(({ name }) => name)).toEqual(['dog/dog-2.png']);
  });

  it('counts the values of a column of numbers', async () => {
    const { application, window } = await open();
    const path = join(application.files, 'table.csv');
    writeFileSync(path, ['x,y,z', ...Array.from({ length: 64 }, (_, row) => `${row},${row % 2},${row % 3}`)].join('\n'));
    const request = { source: { kind: 'csv', path }, split: SPLIT } as const;
    const found = await window.request('data.distribution', { ...request, column: 'x' });
    expect(found).toMatchObject({ least: 0, largest: 63, missing: 0 });
    expect(found.counts).toEqual(Array.from({ length: 32 }, () => 2));
    await expect(window.request('data.distribution', { ...request, column: 'colour' })).rejects.toMatchObject({ diagnostics: [{ code: 'not-numbers' }] });
  });

  it('shows a picture as the network gets it, and draws of training by their seed', async () => {
    const { window } = await open();
    const ask = (seed: number, degrees: number) =>
      window.request('data.augmented', { ...DIGITS, row: 3, column: 'image', steps: defaultImageSteps({ channels: 1, height: 20, width: 20 }), augmentations: degrees > 0 ? [{ kind: 'rotate', degrees }] : [], seed, count: 3 });
    const [plain, turned, other] = [await ask(1, 0), await ask(1, 30), await ask(2, 30)];
    expect(plain.original.full).toEqual({ width: 28, height: 28 });
    expect(plain.prepared).toMatchObject({ width: 20, height: 20 });
    expect(plain.prepared!.largest).toBeLessThanOrEqual(1);
    for (const draw of plain.draws) expect(draw.pixels).toEqual(plain.prepared!.pixels);
    expect(turned.draws).toHaveLength(3);
    expect(turned.draws[0]!.pixels).not.toEqual(turned.draws[1]!.pixels);
    expect(turned.draws[0]!.pixels).not.toEqual(other.draws[0]!.pixels);
    await expect(window.request('data.augmented', { ...DIGITS, row: 3, column: 'image', steps: [], augmentations: [{ kind: 'rotate', degrees: 999 }], seed: 1, count: 1 })).rejects.toMatchObject({ diagnostics: [{ code: 'bad-request' }] });
  });

  it('says which columns a network takes, or why it cannot', async () => {
    const { window } = await open();
    const document = packDocument(templateDocument('lenet5'));
    expect(await window.request('data.bindings', { ...DIGITS, document })).toEqual({ bindings: [{ node: 'input', columns: ['image'] }, { node: 'output', columns: ['class'] }], problems: [] });
    const shapes = { source: { kind: 'builtin', name: 'shapes', count: 100 }, split: SPLIT } as const;
    expect((await window.request('data.bindings', { ...shapes, document })).problems).toMatchObject([{ code: 'class-count', node: 'output', expected: '8 values' }]);
  });
});

describe('captures', () => {
  it('are written, renamed, removed and opened as a folder whose bursts stay together', async () => {
    const { window } = await open();
    const { folder } = await window.request('captures.start', { name: 'webcam' });
    const bytes = new Uint8Array(picture('alpha.png'));
    const names = (burst: number) => [1, 2, 3].map((frame) => `burst-00${burst}-frame-000${frame}.png`);
    for (const name of ['a', 'b']) for (const burst of [1, 2]) for (const file of names(burst)) await window.request('captures.add', { folder, path: `${name}/${file}`, bytes });
    await window.request('captures.rename', { folder, from: 'b', to: 'cup' });
    await expect(window.request('captures.rename', { folder, from: 'a', to: 'cup' })).rejects.toMatchObject({ diagnostics: [{ code: 'class-exists' }] });
    expect(await window.request('captures.list', { folder })).toEqual([{ name: 'a', pictures: [...names(1), ...names(2)] }, { name: 'cup', pictures: [...names(1), ...names(2)] }]);
    const request = { source: { kind: 'folder', path: folder }, split: SPLIT } as const;
    expect((await window.request('data.open', request)).splits).toEqual({ train: 6, validation: 6, test: 0 });
    const { rows } = await window.request('data.rows', { ...request, filter: { split: 'validation' }, offset: 0, count: 20 });
    expect(new Set(rows.map(({ name }) => name.slice(0, name.indexOf('-frame')))).size).toBe(2);
    await window.request('captures.remove', { folder, paths: ['cup', `a/${names(1)[0]}`] });
    expect(await window.request('captures.list', { folder })).toEqual([{ name: 'a', pictures: [...names(1).slice(1), ...names(2)] }]);
  });

  it('hold recorded gestures too: a file that is read again, and a table that networks learn from', async () => {
    const { window } = await open();
    const { folder } = await window.request('captures.start', { name: 'gestures' });
    const gestures = ['fist', 'point'].map((name, gesture) => ({ name, takes: [1, 2, 3, 4].map((take) => Array.from({ length: 8 }, (_, moment) => HAND_SKELETON.points.map((_, point) => ({ x: point * (gesture + 1) + moment, y: take - point, z: point % 3, visibility: 1 })))) }));
    const write = (path: string, text: string) => window.request('captures.add', { folder, path, bytes: new TextEncoder().encode(text) });
    await write('recordings.json', recordingsText(gestures));
    const { bytes } = await window.request('captures.read', { folder, path: 'recordings.json' });
    expect(readRecordings(new TextDecoder().decode(bytes), 'recordings.json')).toEqual(gestures);
    const { file } = await write('gestures.csv', gestureTable(clipsOf(gestures), 1));
    const summary = await window.request('data.open', { source: { kind: 'csv', path: file, target: 'gesture' }, split: SPLIT });
    expect(summary.splits).toEqual({ train: 48, validation: 16, test: 0 });
    expect(summary.columns.find(({ isTarget }) => isTarget)).toMatchObject({ name: 'gesture', classes: ['fist', 'point'] });
    await expect(window.request('captures.read', { folder, path: '../escape.json' })).rejects.toMatchObject({ diagnostics: [{ code: 'unsafe-name' }] });
  });

  it('touch nothing that was not recorded', async () => {
    const { application, window } = await open();
    const mine = join(application.files, 'mine');
    mkdirSync(join(mine, 'a'), { recursive: true });
    await expect(window.request('captures.remove', { folder: mine, paths: ['a'] })).rejects.toMatchObject({ diagnostics: [{ code: 'not-a-capture' }] });
    const { folder } = await window.request('captures.start', { name: 'webcam' });
    for (const path of ['../escape.png', '/etc/escape.png', 'a/../../escape.png']) {
      await expect(window.request('captures.add', { folder, path, bytes: new Uint8Array(1) })).rejects.toMatchObject({ diagnostics: [{ code: 'unsafe-name' }] });
    }
    expect(existsSync(join(mine, 'a'))).toBe(true);
  });
});
