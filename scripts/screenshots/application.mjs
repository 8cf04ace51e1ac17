/** The application for a photographer: started in a home folder of its own, shown by Chromium. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { liveMaterial } from '../../bench/live-material.mjs';
import { ROOT } from '../freshness.mjs';

const CHROMIUM = process.env.LAYERLOOM_CHROMIUM ?? '/usr/lib/chromium/chromium';
const FLAGS = ['--no-sandbox', '--disable-background-networking', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** In which one walks from screen to screen, whatever sizes pictures are taken in: smaller ones leave out a part of some screens. */
export const WALKED = { width: 1280, height: 800 };

/** A clip with objects of several kinds. */
const CLIP_SEED = 3;

/** `home` is the folder that the file dialogs show: pictures with boxes lie in it. The camera shows drifting objects. `close` ends all of it. */
export async function openApplication() {
  const base = mkdtempSync(join(tmpdir(), 'layerloom-screens-'));
  const home = join(base, 'home');
  mkdirSync(home);
  const layerloom = join(ROOT, 'bin/layerloom.mjs');
  execFileSync(process.execPath, [layerloom, 'data', 'scenes', '--out', join(home, 'scenes'), '--count', '40']);
  const { clip } = await liveMaterial(base, { size: 320, rate: 20, seed: CLIP_SEED });
  const server = spawn(process.execPath, [layerloom, 'serve', '--no-open', '--json'], {
    env: { ...process.env, HOME: home, USERPROFILE: home, LAYERLOOM_HOME: join(base, 'application') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, `--use-file-for-fake-video-capture=${clip}`] });
  const context = await browser.newContext({ viewport: WALKED, reducedMotion: 'reduce' });
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
