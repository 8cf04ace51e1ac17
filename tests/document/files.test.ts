import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { LoomDocument } from '../../engine/document/model';
import { removeLeftovers, writeFileAtomically } from '../../engine/files/atomic-write';
import { moveDataReference, relativeDataPath } from '../../engine/files/data-location';
import { readDocumentFile, writeDocumentFile } from '../../engine/files/document-file';
import { readSafetensorsFile, writeSafetensorsFile } from '../../engine/files/safetensors-file';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { hostileZip } from './hostile-zip';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(realpathSync(tmpdir()), 'loom-files-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string): string {
  return join(folder, name);
}

function sample(weights = 4): LoomDocument {
  const builder = new GraphBuilder(LAYER_CATALOG);
  builder.add({ type: 'dense', name: 'dense', tensors: { weight: { value: { dtype: 'float32', shape: [weights], data: new Float32Array(weights).map((_, index) => index / 8) } } } });
  return createDocument('sample', builder.build());
}

async function problemOf(action: Promise<unknown>) {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LoomError);
  return (error as LoomError).diagnostics[0]!;
}

const bytes = (text: string): Uint8Array[] => [new TextEncoder().encode(text)];

/** Ways to make writing fail that hold for root too, who passes every permission. */
const isRoot = process.getuid?.() === 0;

describe('documents on disk', () => {
  test('small ones are JSON, large ones a stored zip; both read back', async () => {
    for (const [name, weights, signature] of [['small.loom', 4, '{\n'], ['large.loom', 17_000, 'PK']] as const) {
      const document = sample(weights);
      await writeDocumentFile(place(name), document);
      expect(readFileSync(place(name)).toString('latin1', 0, 2)).toBe(signature);
      expect(await readDocumentFile(place(name))).toEqual({ document, diagnostics: [] });
    }
    expect(statSync(place('large.loom')).size).toBeLessThan(17_000 * 4 + 2000);
  });

  test('saving the same document again gives the same bytes', async () => {
    const document = sample(20_000);
    await writeDocumentFile(place('one.loom'), document);
    await writeDocumentFile(place('two.loom'), (await readDocumentFile(place('one.loom'))).document);
    expect(readFileSync(place('two.loom')).equals(readFileSync(place('one.loom')))).toBe(true);
  });

  test('mistakes are named with the file, and with its line', async () => {
    writeFileSync(place('broken.loom'), '{\n  "format": "layerloom",\n  "version" 1\n}');
    expect(await problemOf(readDocumentFile(place('broken.loom')))).toMatchObject({ code: 'json-syntax', file: place('broken.loom'), line: 3, column: 13 });
    writeFileSync(place('latin.loom'), Buffer.from('{"name": "Gr\u00fc\u00dfe"}', 'latin1'));
    expect(await problemOf(readDocumentFile(place('latin.loom')))).toMatchObject({ code: 'not-text' });
    expect(await problemOf(readDocumentFile(place('none.loom')))).toMatchObject({ code: 'file-missing', message: `${place('none.loom')} cannot be read: it does not exist.` });
    expect(await problemOf(readDocumentFile(folder))).toMatchObject({ code: 'file-is-folder' });
    expect(await problemOf(readDocumentFile(join(place('broken.loom'), 'inside.loom')))).toMatchObject({ code: 'file-missing' });
    writeFileSync(place('empty.loom'), '');
    expect(await problemOf(readDocumentFile(place('empty.loom')))).toMatchObject({ code: 'json-syntax', line: 1 });
  });

  test('a byte order mark does no harm', async () => {
    const document = sample();
    await writeDocumentFile(place('bom.loom'), document);
    writeFileSync(place('bom.loom'), `\ufeff${readFileSync(place('bom.loom'), 'utf8')}`);
    expect((await readDocumentFile(place('bom.loom'))).document).toEqual(document);
  });

  test('a file too new stays as it is', async () => {
    const text = JSON.stringify({ format: 'layerloom', version: 9, oldestReader: 9, writer: '7.0.0', anything: true });
    writeFileSync(place('new.loom'), text);
    expect(await problemOf(readDocumentFile(place('new.loom')))).toMatchObject({ code: 'document-too-new', file: place('new.loom') });
    expect(readFileSync(place('new.loom'), 'utf8')).toBe(text);
  });

  test('damaged zips are errors, never crashes', async () => {
    await writeDocumentFile(place('whole.loom'), sample(20_000));
    const whole = readFileSync(place('whole.loom'));
    const attempt = async (content: Uint8Array) => {
      writeFileSync(place('damaged.loom'), content);
      return problemOf(readDocumentFile(place('damaged.loom')));
    };
    for (const length of [2, 30, 200, whole.length / 2, whole.length - 1]) expect((await attempt(whole.subarray(0, length))).file).toBe(place('damaged.loom'));
    const flipped = Uint8Array.from(whole);
    flipped[whole.length / 2] = flipped[whole.length / 2]! ^ 1;
    expect(await attempt(flipped)).toMatchObject({ code: 'archive-damaged', message: expect.stringContaining('the content of "tensors.safetensors" is not what was packed') });
    expect(await attempt(hostileZip([{ name: 'other.txt' }]))).toMatchObject({ code: 'not-a-document' });
    expect(await attempt(hostileZip([{ name: 'document.json', content: '{"format": 1}' }]))).toMatchObject({ code: 'not-a-document', line: 1, column: 12 });
  });
});

describe('data beside a document', () => {
  const withData = (path: string): LoomDocument => ({ ...sample(), data: { source: { kind: 'folder', path }, fingerprint: 'abc123' } });

  test('where it is missing the document opens and says what to find', async () => {
    await writeDocumentFile(place('doc.loom'), withData('pictures'));
    const { document, diagnostics } = await readDocumentFile(place('doc.loom'));
    expect(document.data!.source).toEqual({ kind: 'folder', path: 'pictures' });
    expect(diagnostics).toMatchObject([{ code: 'data-missing', severity: 'warning' }]);
    expect(diagnostics[0]!.message).toBe(`The data of "sample" is not there: the folder ${place('pictures')} (fingerprint abc123).`);
    mkdirSync(place('pictures'));
    expect((await readDocumentFile(place('doc.loom'))).diagnostics).toEqual([]);
  });

  test('the reference follows a document that is saved elsewhere', () => {
    expect(relativeDataPath('/a/b/doc.loom', '/a/data/x')).toBe('../data/x');
    expect(relativeDataPath('/a/b/doc.loom', '/a/b')).toBe('.');
    expect(moveDataReference(withData('../data'), '/a/b/doc.loom', '/c/doc.loom').data!.source).toEqual({ kind: 'folder', path: '../a/data' });
    expect(moveDataReference(withData('/abs'), '/a/doc.loom', '/c/doc.loom')).toEqual(expect.objectContaining({ data: withData('/abs').data }));
  });
});

describe('atomic writing', () => {
  test('replaces content, keeps permissions and links, makes folders, leaves nothing else', async () => {
    const inside = place('atomic/deep');
    await writeFileAtomically(join(inside, 'a.txt'), bytes('one'));
    chmodSync(join(inside, 'a.txt'), 0o640);
    symlinkSync('a.txt', join(inside, 'link.txt'));
    await writeFileAtomically(join(inside, 'link.txt'), bytes('two'));
    expect(readFileSync(join(inside, 'a.txt'), 'utf8')).toBe('two');
    expect(statSync(join(inside, 'a.txt')).mode & 0o777).toBe(0o640);
    expect(readdirSync(inside).sort()).toEqual(['a.txt', 'link.txt']);
  });

  test('a failure half-way leaves the old content and no temporary file', async () => {
    const path = place('kept/file.bin');
    await writeFileAtomically(path, bytes('old'));
    async function* failing() {
      yield new Uint8Array(100_000);
      throw new Error('the source broke');
    }
    await expect(writeFileAtomically(path, failing())).rejects.toThrow('the source broke');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(place('kept'))).toEqual(['file.bin']);
  });

  test('readers see the old or the new content, never a part', async () => {
    const path = place('swap/file.bin');
    const contents = [Buffer.alloc(300_000, 1), Buffer.alloc(200_000, 2)];
    await writeFileAtomically(path, [contents[0]!]);
    let done = false;
    const writing = (async () => {
      for (let round = 0; round < 10; round++) await writeFileAtomically(path, [contents[round % 2]!]);
      done = true;
    })();
    while (!done) {
      const read = readFileSync(path);
      expect(contents.some((content) => content.equals(read))).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
  });

  test('targets that cannot be written', async () => {
    writeFileSync(place('plain'), 'x');
    expect(await problemOf(writeFileAtomically(join(place('plain'), 'below.txt'), bytes('x')))).toMatchObject({ code: 'file-missing', message: expect.stringContaining('a part of its path is a file') });
    expect(await problemOf(writeFileAtomically(folder, bytes('x')))).toMatchObject({ code: 'file-is-folder' });
    expect(await problemOf(writeFileAtomically(place('x'.repeat(300)), bytes('x')))).toMatchObject({ code: 'file-name' });
    // No one may make files in /proc, root included.
    if (existsSync('/proc/self')) expect(await problemOf(writeDocumentFile('/proc/sample.loom', sample()))).toMatchObject({ file: '/proc/sample.loom', message: expect.stringContaining('/proc/sample.loom cannot be written') });
  });

  test.skipIf(isRoot)('a read-only file and folder (root would pass the permissions)', async () => {
    mkdirSync(place('locked'));
    writeFileSync(place('locked/a.txt'), 'x', { mode: 0o444 });
    expect(await problemOf(writeFileAtomically(place('locked/a.txt'), bytes('y')))).toMatchObject({ code: 'file-permission' });
    chmodSync(place('locked'), 0o555);
    expect(await problemOf(writeFileAtomically(place('locked/b.txt'), bytes('y')))).toMatchObject({ code: 'file-permission' });
    chmodSync(place('locked'), 0o755);
  });

  /** A small file system of our own; only root may mount, and not in every container. */
  const mounted = (() => {
    if (!isRoot || process.platform !== 'linux') return undefined;
    const path = mkdtempSync(join(realpathSync(tmpdir()), 'loom-tmpfs-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', path], { stdio: 'ignore' });
      return path;
    } catch {
      rmSync(path, { recursive: true });
      return undefined;
    }
  })();
  afterAll(() => {
    if (mounted === undefined) return;
    execFileSync('umount', [mounted]);
    rmSync(mounted, { recursive: true });
  });

  test.skipIf(mounted === undefined)('a full disk, and one that is mounted read-only (needs the right to mount)', async () => {
    const path = join(mounted!, 'doc.loom');
    await writeDocumentFile(path, sample());
    const before = readFileSync(path);
    const found = await problemOf(writeDocumentFile(path, sample(200_000)));
    expect(found).toMatchObject({ code: 'disk-full', file: path, message: `${path} cannot be written: the disk is full.` });
    expect(found.remedy).toContain('Free some space');
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(mounted!)).toEqual(['doc.loom']);
    execFileSync('mount', ['-o', 'remount,ro', mounted!]);
    expect(await problemOf(writeDocumentFile(path, sample()))).toMatchObject({ code: 'file-read-only' });
    expect(await problemOf(writeDocumentFile(join(mounted!, 'other.loom'), sample()))).toMatchObject({ code: 'file-read-only' });
  });

  test('what killed writers left can be removed', async () => {
    await writeFileAtomically(place('run/weights.bin'), bytes('x'));
    writeFileSync(place('run/.weights.bin.0123456789ab.tmp'), 'half');
    writeFileSync(place('run/.hidden'), 'mine');
    await removeLeftovers(place('run'));
    expect(readdirSync(place('run')).sort()).toEqual(['.hidden', 'weights.bin']);
  });
});

test('safetensors files, with errors that name them', async () => {
  const path = place('weights.safetensors');
  const tensors = new Map([['a', { dtype: 'float32' as const, shape: [3], data: Float32Array.of(1, 2, 3) }]]);
  await writeSafetensorsFile(path, tensors, { step: '7' });
  expect(await readSafetensorsFile(path)).toEqual({ tensors, metadata: { step: '7' } });
  writeFileSync(path, readFileSync(path).subarray(0, -1));
  expect(await problemOf(readSafetensorsFile(path))).toMatchObject({ code: 'safetensors', file: path });
  expect(await problemOf(readSafetensorsFile(place('no.safetensors')))).toMatchObject({ code: 'file-missing' });
});
