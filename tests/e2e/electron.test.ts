/** The application in a real Electron, where its program is there: its window shows, is isolated, and speaks with its host. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Read from its folder: loading the package would begin a download. */
function electronProgram(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = join(folder, 'path.txt');
  const program = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8')) : undefined;
  return program !== undefined && existsSync(program) ? program : undefined;
}

const program = electronProgram();
const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
const missing = program === undefined ? 'Electron has not been fetched (npx install-electron)' : hasScreen ? false : 'there is no screen';

describe.skipIf(missing !== false)(`in Electron${missing === false ? '' : ` (skipped: ${missing})`}`, () => {
  it('shows the start screen in an isolated page that reaches its host', async () => {
    const home = mkdtempSync(join(tmpdir(), 'layerloom-electron-e2e-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const { ensureBuilt, ensureRendererBuilt } = (await import(join(ROOT, 'scripts', 'build.mjs'))) as Record<string, () => Promise<boolean>>;
    const { ensureElectronBuilt } = (await import(join(ROOT, 'scripts', 'build-electron.mjs'))) as Record<string, () => Promise<boolean>>;
    for (const build of [ensureBuilt, ensureRendererBuilt, ensureElectronBuilt]) await build!();
    const application = await _electron.launch({ executablePath: program!, args: [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], env: { ...process.env, HOME: home, LAYERLOOM_HOME: join(home, 'application') } as Record<string, string> });
    onTestFinished(() => application.close());
    const page = await application.firstWindow();
    await page.getByText('Empty network').first().waitFor();
    expect(page.url()).toBe('app://bundle/');
    expect(await page.evaluate(() => ({ isolated: crossOriginIsolated, node: typeof (globalThis as { process?: unknown }).process, bridge: Object.keys((window as unknown as { layerloom: object }).layerloom) }))).toEqual({ isolated: true, node: 'undefined', bridge: ['connect'] });
    expect(await page.evaluate(() => fetch('app://bundle/%2e%2e/electron/main.mjs').then(({ status }) => status))).toBe(404);
  });
});
