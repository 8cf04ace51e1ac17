/** `npm start` where Electron cannot be had, and how it looks for it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
// @ts-expect-error A script without types.
import { fetchElectron, findElectron, whyNoScreen } from '../../scripts/electron-binary.mjs';

interface Options {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly memory?: string;
}
const fetched = fetchElectron as (options: Options) => Promise<string | undefined>;
const found = findElectron as (options: Options) => Promise<string | undefined>;
const noScreen = whyNoScreen as (platform: string, environment: Readonly<Record<string, string>>) => string | undefined;

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const ELECTRON = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function closedPort(): Promise<number> {
  const server = createSocket().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A package of Electron whose installer leaves what `script` writes. */
function electronPackage(script: string): string {
  const folder = scratch();
  writeFileSync(join(folder, 'install.js'), script);
  return folder;
}

describe.skipIf(existsSync(join(ELECTRON, 'path.txt')))('npm start without Electron and without a network', () => {
  it('says so in one sentence, serves the application, and ends with Ctrl-C', async () => {
    const home = scratch();
    const startedAt = Date.now();
    const child = spawn(process.execPath, [START, '--no-open'], {
      env: { ...process.env, DISPLAY: ':0', HOME: home, LAYERLOOM_HOME: join(home, 'application'), NO_COLOR: '1', ELECTRON_MIRROR: `http://127.0.0.1:${await closedPort()}/` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await expect.poll(() => output.split('\n').length, { timeout: 60_000 }).toBeGreaterThan(2);
    expect(output).toMatch(/^Electron is not here and 127\.0\.0\.1:\d+ cannot be reached to fetch it, so LayerLoom opens in your browser\.\nLayerLoom is open at http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    // Building included, which another test may be waiting for too.
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('fetching Electron', () => {
  it('gives up at once where nobody answers, and does not try again for a while', async () => {
    const folder = electronPackage('process.exit(1)');
    const memory = join(scratch(), 'missing.json');
    const environment = { ELECTRON_MIRROR: `http://127.0.0.1:${await closedPort()}/` };
    const startedAt = Date.now();
    const reason = await fetched({ folder, environment, memory });
    expect(reason).toMatch(/^Electron is not here and 127\.0\.0\.1:\d+ cannot be reached to fetch it$/);
    expect(Date.now() - startedAt).toBeLessThan(4000);

    const server = createServer((_, response) => response.end()).listen(Number(new URL(environment.ELECTRON_MIRROR).port), '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    expect(await fetched({ folder, environment, memory })).toBe(reason);
    writeFileSync(memory, JSON.stringify({ ...JSON.parse('{}'), mirror: environment.ELECTRON_MIRROR, reason, at: Date.now() - 11 * 60_000 }));
    expect(await fetched({ folder, environment, memory })).toBe('Electron could not be fetched');
  });

  it('does not wait for a host that is silent', async () => {
    const server = createSocket(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const startedAt = Date.now();
    const environment = { ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
    expect(await fetched({ folder: electronPackage(''), environment, memory: join(scratch(), 'missing.json') })).toMatch(/cannot be reached/);
    expect(Date.now() - startedAt).toBeLessThan(6000);
  });

  it('runs the installer of the package where somebody answers, and finds what it leaves', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const environment = { ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, PATH: process.env['PATH'] ?? '' };
    const folder = electronPackage(`const fs = require('node:fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', ''); fs.writeFileSync(__dirname + '/path.txt', 'electron');`);
    expect(await found({ folder, environment })).toBeUndefined();
    expect(await fetched({ folder, environment, memory: join(scratch(), 'missing.json') })).toBeUndefined();
    expect(await found({ folder, environment })).toBe(join(folder, 'dist', 'electron'));
  });
});

describe('a place for a window', () => {
  it('is missing in a remote terminal of Linux', () => {
    expect(noScreen('linux', {})).toBe('There is no screen here');
    expect(noScreen('linux', { DISPLAY: ':0' })).toBeUndefined();
    expect(noScreen('darwin', {})).toBeUndefined();
  });
});

describe.skipIf(existsSync(join(ELECTRON, 'path.txt')))('npm start with an Electron that does not run', () => {
  it('falls back to the browser', async () => {
    const dist = join(scratch(), 'dist');
    mkdirSync(dist);
    writeFileSync(join(dist, 'electron'), '#!/bin/sh\nexit 127\n');
    chmodSync(join(dist, 'electron'), 0o755);
    const home = scratch();
    const child = spawn(process.execPath, [START, '--no-open'], {
      env: { ...process.env, DISPLAY: ':0', HOME: home, LAYERLOOM_HOME: join(home, 'application'), NO_COLOR: '1', ELECTRON_OVERRIDE_DIST_PATH: dist },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await expect.poll(() => output, { timeout: 60_000 }).toMatch(/^Electron does not run on this machine \(exit code 127\), so LayerLoom opens in your browser\.\nLayerLoom is open at /);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
