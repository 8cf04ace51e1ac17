/** The packaged application, built with a stand-in for Electron: what is in it, what is not, and that its engine trains. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtEntries, startEngine } from '../../engine/worker/client';
import { fusesOf, makeStandInZip } from '../electron/stand-in-zip';
import { digitNetwork, trainingSettings } from '../run/networks';
import { runOptions } from '../run/follow-run';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'layerloom-package-'));
const application = join(scratch, 'out', `LayerLoom-${process.platform}-${process.arch}`);
const resources = join(application, 'resources');
const archive = join(resources, 'app.asar');
const unpacked = join(resources, 'app.asar.unpacked');
const isLinux = process.platform === 'linux';

describe.skipIf(!isLinux)('the package for Linux', () => {
  let names: readonly string[] = [];

  beforeAll(async () => {
    const zips = await makeStandInZip(join(scratch, 'zips'));
    const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'package'], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, LAYERLOOM_ELECTRON_ZIPS: zips, LAYERLOOM_PACKAGE_OUT: join(scratch, 'out'), CI: '1' } });
    if (status !== 0) throw new Error(stdout + stderr);
    names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
  }, 300_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('holds the application and what it runs with', () => {
    expect(names).toEqual(expect.arrayContaining(['/package.json', '/dist/electron/main.mjs', '/dist/electron/preload.cjs', '/dist/electron/icon.png', '/dist/renderer/index.html', '/dist/engine/worker/compute-host.mjs', '/node_modules/zod/package.json', '/node_modules/onnxruntime-node/package.json']));
    const { main, name } = JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as { main: string; name: string };
    expect([name, main]).toEqual(['layerloom', 'dist/electron/main.mjs']);
    expect(existsSync(join(application, 'layerloom'))).toBe(true);
    for (const entry of ['worker/compute-host.mjs', 'data/worker/data-worker.mjs', 'shell/host/data-desk-thread.mjs']) expect(existsSync(join(unpacked, 'dist/engine', entry))).toBe(true);
  });

  it('holds native code for this platform alone', () => {
    const files = readdirSync(join(unpacked, 'node_modules'), { recursive: true, encoding: 'utf8' });
    const native = files.filter((file) => /\.(node|so(\.\d+)*|dll|dylib)$/.test(file));
    expect(native.length).toBeGreaterThan(1);
    for (const file of native) expect(file).toMatch(new RegExp(`^onnxruntime-node/bin/napi-v\\d/${process.platform}/${process.arch}/`));
  });

  it('holds no sources, tests, maps, or packages for development', () => {
    const top = new Set(names.map((name) => name.split('/')[1]));
    expect([...top].sort()).toEqual(['LICENSE', 'assets', 'dist', 'node_modules', 'package.json']);
    expect(names.filter((name) => /\.(map|tsx?)$/.test(name))).toEqual([]);
    for (const development of ['electron', 'vite', 'react', 'playwright-core', 'typescript', '@electron-forge', 'electron-builder']) expect(names).not.toContain(`/node_modules/${development}`);
    expect(names.filter((name) => name.startsWith('/dist/') && !/^\/dist\/(electron|engine|renderer)(\/|$)/.test(name))).toEqual([]);
    expect(extractFile(archive, 'dist/electron/main.mjs').includes(ROOT)).toBe(false);
  });

  it('has its fuses set', () => {
    // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity (not on Linux), OnlyLoadAppFromAsar, own snapshot, file privileges, WasmTrapHandlers.
    expect(fusesOf(readFileSync(join(application, 'layerloom')))).toBe('000001100');
  });

  it('trains with plain Node', { timeout: 120_000 }, async () => {
    const engine = startEngine({ entries: builtEntries(pathToFileURL(join(unpacked, 'dist/engine/'))) });
    try {
      const request = engine.request('train', runOptions(join(scratch, 'run'), digitNetwork(trainingSettings({ epochs: 1 }))));
      expect(await request.result).toMatchObject({ outcome: 'done' });
    } finally {
      await engine.close();
    }
  });

  it('is not larger than it must be', () => {
    const megabytes = (folder: string): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
    const size = megabytes(resources);
    console.log(`the application without Electron: ${size.toFixed(0)} MB, of which the archive has ${(statSync(archive).size / 1e6).toFixed(0)} MB`);
    expect(size).toBeLessThan(120);
  });
});
