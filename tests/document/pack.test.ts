import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { DocumentDataSource } from '../../engine/document/model';
import { Archive } from '../../engine/files/archive';
import { unsafeNameReason } from '../../engine/files/archive-name';
import { readDocumentFile, writeDocumentFile } from '../../engine/files/document-file';
import { packDocument } from '../../engine/files/pack';
import { unpackDocument } from '../../engine/files/unpack';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { hostileZip, type HostileEntry } from './hostile-zip';

let root: string;
let count = 0;
let folder: string;
beforeAll(() => (root = mkdtempSync(join(realpathSync(tmpdir()), 'loom-pack-'))));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(root, `${count++}`);
  mkdirSync(folder);
});

function put(path: string, content: string | Uint8Array = path): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

async function document(source?: DocumentDataSource): Promise<string> {
  const builder = new GraphBuilder(LAYER_CATALOG);
  builder.add({ type: 'dense', name: 'dense' });
  const path = join(folder, 'work/net.loom');
  mkdirSync(join(folder, 'work'), { recursive: true });
  await writeDocumentFile(path, { ...createDocument('net', builder.build()), ...(source && { data: { source } }) });
  return path;
}

async function problemOf(action: Promise<unknown>) {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LoomError);
  return (error as LoomError).diagnostics[0]!;
}

describe('packing and unpacking', () => {
  test('everything chosen arrives, and the document finds it', async () => {
    put('photos/cat/1.png', Buffer.alloc(5000, 7));
    put('photos/dog/2.png');
    put('photos/.DS_Store');
    const weights = put('best.safetensors');
    put('run7/run.json', '{}');
    put('run7/metrics.jsonl', '{}\n');
    put('run7/checkpoints/1.safetensors');
    const path = await document({ kind: 'folder', path: '../photos' });
    const pack = join(folder, 'net.loomz');
    const packed = await packDocument(path, pack, { data: true, weights, run: join(folder, 'run7') });
    expect(packed.files).toBe(7);

    const unpacked = await unpackDocument(pack, join(folder, 'there/deep'));
    expect(filesIn(join(folder, 'there/deep'))).toEqual(['data/photos/cat/1.png', 'data/photos/dog/2.png', 'net.loom', 'run/metrics.jsonl', 'run/run.json', 'weights.safetensors']);
    expect(readFileSync(join(folder, 'there/deep/data/photos/cat/1.png'))).toEqual(Buffer.alloc(5000, 7));
    const read = await readDocumentFile(unpacked.document);
    expect(read.document.data!.source).toEqual({ kind: 'folder', path: 'data/photos' });
    expect(read.diagnostics).toEqual([]);
    expect(unpacked.contents).toMatchObject({ weights: 'weights.safetensors', run: ['run/run.json', 'run/metrics.jsonl'] });
  });

  test('a table, chosen files, built-in data, and none', async () => {
    put('tables/iris.csv', 'a,b\n1,2\n');
    put('photos/a/1.png');
    put('photos/a/2.png');
    const cases: [DocumentDataSource | undefined, Parameters<typeof packDocument>[2], string[]][] = [
      [{ kind: 'csv', path: '../tables/iris.csv', target: 'b' }, { data: true }, ['data/iris.csv', 'net.loom']],
      [{ kind: 'folder', path: '../photos' }, { data: ['a/2.png'] }, ['data/photos/a/2.png', 'net.loom']],
      [{ kind: 'folder', path: '../photos' }, {}, ['net.loom']],
      [{ kind: 'builtin', name: 'digits' }, { data: true }, ['net.loom']],
      [undefined, { data: true }, ['net.loom']],
    ];
    for (const [index, [source, options, expected]] of cases.entries()) {
      const pack = join(folder, `${index}.loomz`);
      await packDocument(await document(source), pack, options);
      await unpackDocument(pack, join(folder, `out${index}`));
      expect(filesIn(join(folder, `out${index}`))).toEqual(expected);
    }
  });

  test('equal contents give equal packs', async () => {
    const path = await document();
    await packDocument(path, join(folder, 'a.loomz'));
    await packDocument(path, join(folder, 'b.loomz'));
    const bytes = readFileSync(join(folder, 'a.loomz'));
    expect(bytes.equals(readFileSync(join(folder, 'b.loomz')))).toBe(true);
    // The first of January 1980, midnight, in the first local header: no trace of the time of packing.
    expect(bytes.readUInt32LE(10)).toBe(0x00210000);
  });

  test('links that lead in a circle end, and a pack does not pack itself', async () => {
    put('photos/a/1.png');
    symlinkSync('..', join(folder, 'photos/a/up'));
    const path = await document({ kind: 'folder', path: '../photos' });
    const pack = join(folder, 'photos/net.loomz');
    await packDocument(path, pack, { data: true });
    await packDocument(path, pack, { data: true, force: true });
    await unpackDocument(pack, join(folder, 'out'));
    expect(filesIn(join(folder, 'out'))).toEqual(['data/photos/a/1.png', 'net.loom']);
  });

  test('what is missing is named and no pack is left', async () => {
    const path = await document({ kind: 'folder', path: '../photos' });
    const pack = join(folder, 'net.loomz');
    expect(await problemOf(packDocument(path, pack, { data: true }))).toMatchObject({ code: 'data-missing', file: join(folder, 'photos') });
    put('photos/1.png');
    expect(await problemOf(packDocument(path, pack, { data: ['2.png'] }))).toMatchObject({ code: 'file-missing', file: join(folder, 'photos/2.png') });
    expect(await problemOf(packDocument(path, pack, { data: ['../work/net.loom'] }))).toMatchObject({ code: 'pack-name' });
    expect(await problemOf(packDocument(path, pack, { weights: join(folder, 'none.safetensors') }))).toMatchObject({ code: 'file-missing' });
    expect(await problemOf(packDocument(path, pack, { run: folder }))).toMatchObject({ code: 'run-missing' });
    put('photos/what?:.png');
    expect(await problemOf(packDocument(path, pack, { data: true }))).toMatchObject({ code: 'pack-name', message: expect.stringContaining('contains a colon') });
    expect(existsSync(pack)).toBe(false);
  });

  test('nothing is overwritten unasked, not even in part', async () => {
    const pack = join(folder, 'net.loomz');
    await packDocument(await document(), pack);
    expect(await problemOf(packDocument(await document(), pack))).toMatchObject({ code: 'file-exists', file: pack });
    put('out/net.loom', 'precious');
    expect(await problemOf(unpackDocument(pack, join(folder, 'out')))).toMatchObject({ code: 'file-exists', file: join(folder, 'out/net.loom') });
    expect(filesIn(join(folder, 'out'))).toEqual(['net.loom']);
    expect(readFileSync(join(folder, 'out/net.loom'), 'utf8')).toBe('precious');
    await unpackDocument(pack, join(folder, 'out'), { force: true });
    expect((await readDocumentFile(join(folder, 'out/net.loom'))).document.name).toBe('net');
  });
});

describe('hostile packs', () => {
  const MANIFEST: HostileEntry = { name: 'layerloom-pack.json', content: JSON.stringify({ format: 'layerloom-pack', version: 1, writer: '0.1.0', document: 'net.loom' }) };
  const DOCUMENT: HostileEntry = { name: 'net.loom', content: '{}' };

  /** Unpacks a pack with `entries`; whatever happens, only the folder asked for may have changed. */
  async function attempt(entries: readonly HostileEntry[], options: Parameters<typeof unpackDocument>[2] = {}) {
    const pack = put('hostile.loomz', hostileZip([MANIFEST, DOCUMENT, ...entries]));
    const before = filesIn(folder);
    const found = await problemOf(unpackDocument(pack, join(folder, 'inner/out'), options));
    expect(filesIn(folder)).toEqual(before);
    expect(existsSync(join(folder, 'inner/out'))).toBe(false);
    return found;
  }

  test('the builder of hostile packs can build an honest one', async () => {
    const pack = put('honest.loomz', hostileZip([MANIFEST, DOCUMENT, { name: 'data/', unixMode: 0o40755 }, { name: 'data/a.txt', content: 'aaa', deflate: true }]));
    await unpackDocument(pack, join(folder, 'out'));
    expect(readFileSync(join(folder, 'out/data/a.txt'), 'utf8')).toBe('aaa');
  });

  test.each([
    '../evil.txt', 'data/../../evil.txt', '/etc/evil.txt', '..\\evil.txt', 'data\\evil.txt', 'C:/evil.txt', 'C:evil.txt', 'a.txt:stream',
    'data//evil', './evil', 'evil.', 'evil ', 'NUL', 'com1.txt', 'data/aux/x', 'nul\u0000.png', 'line\nbreak', '', '../', '..',
  ])('the name %j', async (name) => {
    expect(await attempt([{ name, content: 'x' }])).toMatchObject({ code: 'archive-unsafe', message: expect.stringContaining('is refused') });
  });

  test('ordinary names are allowed', () => {
    expect(unsafeNameReason('a/../b')).toBe('its name leads out of the folder');
    for (const name of ['a', 'data/Größe 1.png', '.hidden', 'a..b', '...a', 'consul.txt', 'com10/x', '日本/猫.png']) expect(unsafeNameReason(name)).toBeUndefined();
  });

  test('links, devices, encryption, unknown compression, two of a name', async () => {
    expect((await attempt([{ name: 'link', content: '/etc/passwd', unixMode: 0o120777 }])).message).toContain('a link or device');
    expect((await attempt([{ name: 'pipe', unixMode: 0o010644 }])).message).toContain('a link or device');
    expect((await attempt([{ name: 'secret', content: 'x', deflate: true, flags: 1 }])).message).toContain('encrypted');
    expect((await attempt([{ name: 'odd', content: 'x', method: 93 }])).message).toContain('not supported');
    expect((await attempt([{ name: 'a', content: 'x' }, { name: 'a', content: 'y' }])).message).toContain('two files named "a"');
    expect((await attempt([{ name: `${'long/'.repeat(400)}x` }])).message).toContain('too long');
    expect((await attempt([{ name: 'folder/', content: 'x' }])).message).toContain('a folder with content');
    expect(['file-exists', 'file-missing', 'unpack-target']).toContain((await attempt([{ name: 'a', content: 'x' }, { name: 'a/b', content: 'y' }])).code);
  });

  test('bombs: by ratio, by claims that are not true, by number', async () => {
    const zeros = Buffer.alloc(20 * 2 ** 20);
    expect(await attempt([{ name: 'bomb', content: zeros, deflate: true }])).toMatchObject({ code: 'archive-size', message: expect.stringContaining('more than 16 MB') });
    // The claim passes the check at opening; the bytes that come out do not.
    expect(await attempt([{ name: 'bomb', content: zeros, deflate: true, claimedSize: 10 }])).toMatchObject({ code: 'archive-damaged' });
    expect(await attempt([{ name: 'short', content: 'abc', deflate: true, claimedSize: 10 }])).toMatchObject({ code: 'archive-damaged' });
    expect(await attempt([{ name: 'one' }], { limits: { entries: 2, bytes: 1e9, ratio: 100 } })).toMatchObject({ code: 'archive-size', message: expect.stringContaining('more than 2 files') });
    expect(await attempt([{ name: 'ten', content: '0123456789' }], { limits: { entries: 9, bytes: 60, ratio: 100 } })).toMatchObject({ code: 'archive-size' });
  });

  test('sizes are checked at opening as claimed, and while reading as they are', async () => {
    const pack = put('p.loomz', hostileZip([{ name: 'ten', content: '0123456789' }]));
    const limits = (bytes: number) => ({ entries: 1, bytes, ratio: 100 });
    await expect(Archive.open(pack, limits(9))).rejects.toThrow('would unpack to more than');
    const archive = await Archive.open(pack, limits(25));
    expect(Buffer.from(await archive.readAll('ten')).toString()).toBe('0123456789');
    await archive.readAll('ten');
    await expect(archive.readAll('ten')).rejects.toThrow('would unpack to more than');
    archive.close();
  });

  test('contents that were changed on the way', async () => {
    expect(await attempt([{ name: 'a', content: 'x', claimedCrc: 1 }])).toMatchObject({ code: 'archive-damaged', message: expect.stringContaining('the content of "a"') });
  });

  test('manifests that lie', async () => {
    const unpack = (manifest: unknown) => problemOf(unpackDocument(put('lying.loomz', hostileZip([{ name: MANIFEST.name, content: JSON.stringify(manifest) }, DOCUMENT])), join(folder, 'out')));
    const honest = { format: 'layerloom-pack', version: 1, writer: '0.1.0', document: 'net.loom' };
    expect(await unpack({ ...honest, document: '../../etc/passwd' })).toMatchObject({ code: 'not-a-pack' });
    expect(await unpack({ ...honest, document: 'other.loom' })).toMatchObject({ code: 'not-a-pack', message: expect.stringContaining('"other.loom" is not in it') });
    expect(await unpack({ ...honest, weights: '/etc/passwd' })).toMatchObject({ code: 'not-a-pack' });
    expect(await unpack({ ...honest, version: 2, writer: '3.0.0' })).toMatchObject({ code: 'pack-too-new', message: expect.stringContaining('LayerLoom 3.0.0') });
    expect(await problemOf(unpackDocument(put('plain.zip', hostileZip([DOCUMENT])), join(folder, 'out')))).toMatchObject({ code: 'not-a-pack' });
    expect(await problemOf(unpackDocument(put('text.loomz', 'no zip at all'), join(folder, 'out')))).toMatchObject({ code: 'archive-damaged' });
    expect(await problemOf(unpackDocument(join(folder, 'none.loomz'), join(folder, 'out')))).toMatchObject({ code: 'file-missing' });
  });

  test('links that wait in the folder are not followed', async () => {
    mkdirSync(join(folder, 'out'));
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'out/data'));
    const pack = put('p.loomz', hostileZip([MANIFEST, DOCUMENT, { name: 'data/a.txt', content: 'x' }]));
    expect(await problemOf(unpackDocument(pack, join(folder, 'out'), { force: true }))).toMatchObject({ code: 'unpack-target', file: join(folder, 'out/data') });
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });
});
