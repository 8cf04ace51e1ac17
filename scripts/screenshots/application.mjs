/** The application for a photographer: started in a home folder of its own, shown by Chromium. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { ROOT } from '../freshness.mjs';

const CHROMIUM = process.env.LAYERLOOM_CHROMIUM ?? '/usr/lib/chromium/chromium';
/** The camera is Chromium's own moving picture. */
const FLAGS = ['--no-sandbox', '--disable-background-networking', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** `home` is the folder that the file dialogs show; `close` ends all of it. */
export async function openApplication() {
  const base = mkdtempSync(join(tmpdir(), 'layerloom-screens-'));
  const home = join(base, 'home');
  mkdirSync(home);
  const server = spawn(process.execPath, [join(ROOT, 'bin/layerloom.mjs'), 'serve', '--no-open', '--json'], {
    env: { ...process.env, HOME: home, USERPROFILE: home, LAYERLOOM_HOME: join(base, 'application') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(await printedLink(server));
  return {
    page,
    home,
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function printedLink(server) {
  for await (const line of createInterface({ input: server.stdout })) return JSON.parse(line).url;
  throw new Error('“layerloom serve” ended without a link');
}
