/** The application in Chromium for benches: started as by its command, driven by real pointer events, timed frame by frame. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CHROMIUM = process.env.LAYERLOOM_CHROMIUM ?? '/usr/lib/chromium/chromium';

/** `prepare(home)` puts files where the application will find them; `flags` are for Chromium. */
export async function openApplication({ width, height, prepare, flags = [] }) {
  const base = mkdtempSync(join(tmpdir(), 'layerloom-bench-'));
  const home = join(base, 'home');
  mkdirSync(home);
  await prepare?.(home);
  const launched = performance.now();
  const server = spawn(process.execPath, [join(ROOT, 'bin/layerloom.mjs'), 'serve', '--no-open', '--json'], {
    env: { ...process.env, HOME: home, USERPROFILE: home, LAYERLOOM_HOME: join(base, 'application') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await printedLink(server);
  const served = performance.now();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking', ...flags] });
  const page = await browser.newPage({ viewport: { width, height } });
  const opened = performance.now();
  await page.goto(link);
  await page.getByRole('button', { name: 'Empty network' }).waitFor();
  const start = { servedMs: served - launched, usableMs: performance.now() - opened };
  return {
    page,
    start,
    version: browser.version(),
    close: async () => {
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

/** Times between animation frames while `gesture` is under way, in milliseconds. */
export async function frames(page, gesture) {
  await page.evaluate(() => {
    const times = [];
    window.benchFrames = times;
    const note = (time) => {
      times.push(time);
      window.benchFrame = requestAnimationFrame(note);
    };
    window.benchFrame = requestAnimationFrame(note);
  });
  await gesture();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.benchFrame);
    return window.benchFrames;
  });
  return summary(times.slice(1).map((time, index) => time - times[index]));
}

export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1));
  return { frames: values.length, p50: at(0.5), p95: at(0.95), worst: at(1) };
}

/** Round and round with the button held. */
export async function circle(page, { x, y }, seconds) {
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < until; turn += 0.12) await page.mouse.move(x + 60 * Math.sin(turn), y + 60 * Math.cos(turn) - 60);
}

export async function settle(page) {
  await page.waitForTimeout(600);
}

export function printScenarios(scenarios) {
  for (const [name, { frames: count, p50, p95, worst }] of Object.entries(scenarios)) {
    console.log(`${name.padEnd(34)} ${String(count).padStart(5)} p50 ${String(p50).padStart(6)} p95 ${String(p95).padStart(6)} worst ${String(worst).padStart(6)} ms`);
  }
}
