/**
 * npm run bench:canvas [-- --boxes 1000 --width 1920 --height 1080 --seconds 4 --thumbnails on]
 *
 * Opens the application in Chromium as a person does, with a network of so many boxes, and writes down the time between
 * frames while boxes are dragged, the view is moved and zoomed, and a number is typed; also how long start and opening take.
 * Needs Chromium (LAYERLOOM_CHROMIUM). Writes bench/results/<date>-<machine>-canvas.json.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, hostname, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureBuilt, ensureRendererBuilt } from '../scripts/build.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    boxes: { type: 'string', default: '1000' },
    width: { type: 'string', default: '1920' },
    height: { type: 'string', default: '1080' },
    seconds: { type: 'string', default: '4' },
    thumbnails: { type: 'string', default: 'on' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const CHROMIUM = process.env.LAYERLOOM_CHROMIUM ?? '/usr/lib/chromium/chromium';
const base = mkdtempSync(join(tmpdir(), 'layerloom-canvas-'));
const home = join(base, 'home');
mkdirSync(home);

await ensureBuilt();
await ensureRendererBuilt();
writeFileSync(join(home, 'bench.loom'), await networkText(Number(options.boxes)));

const server = spawn(process.execPath, [join(dirname(folder), 'bin/layerloom.mjs'), 'serve', '--no-open', '--json'], {
  env: { ...process.env, HOME: home, USERPROFILE: home, LAYERLOOM_HOME: join(base, 'application') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
try {
  const results = await measure();
  print(results);
  if (options.save) save(results);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(base, { recursive: true, force: true });
}

async function networkText(boxes) {
  const outfile = join(base, 'network.mjs');
  await build({ entryPoints: [join(folder, 'canvas-network.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return (await import(pathToFileURL(outfile).href)).canvasNetworkText(boxes);
}

async function measure() {
  const link = await printedLink();
  const page = await browser.newPage({ viewport: { width: Number(options.width), height: Number(options.height) } });
  const began = performance.now();
  await page.goto(link);
  await page.getByRole('button', { name: 'Empty network' }).waitFor();
  const start = { usableMs: performance.now() - began };

  await page.keyboard.press('Control+o');
  const opened = performance.now();
  await page.getByRole('button', { name: /bench\.loom/ }).dblclick();
  await page.locator('.react-flow__node').first().waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const opening = { shownMs: performance.now() - opened };
  await page.getByRole('application').focus();
  await settle(page);

  const scenarios = {};
  const run = async (name, gesture) => {
    scenarios[name] = await frames(page, gesture);
    await settle(page);
  };
  const canvas = await page.getByRole('application').boundingBox();
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  await page.keyboard.press('1');
  await settle(page);
  await run('drag a box, all in view', () => dragBox(page, middle));
  await run('move the view, all in view', () => movePane(page, middle));
  await run('zoom from all in view', () => wheel(page, middle));
  await page.keyboard.press('1');
  await settle(page);
  await page.keyboard.press('0');
  await settle(page);
  await run('drag a box, zoomed in', () => dragBox(page, middle));
  await run('move the view, zoomed in', () => movePane(page, middle));
  const editing = await typeNumbers(page);
  return { start, opening, scenarios, editing, drawnBoxes: await page.locator('.react-flow__node').count() };
}

async function printedLink() {
  for await (const line of createInterface({ input: server.stdout })) return JSON.parse(line).url;
  throw new Error('“layerloom serve” ended without a link');
}

/** Times between animation frames while `gesture` is under way. */
async function frames(page, gesture) {
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

function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1));
  return { frames: values.length, p50: at(0.5), p95: at(0.95), worst: at(1) };
}

async function dragBox(page, middle) {
  const box = await nearestBox(page, middle);
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await circle(page, box);
  await page.mouse.up();
}

async function movePane(page, middle) {
  const gap = await emptyPlace(page, middle);
  await page.mouse.move(gap.x, gap.y);
  await page.mouse.down();
  await circle(page, gap);
  await page.mouse.up();
}

async function circle(page, { x, y }) {
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < until; turn += 0.12) await page.mouse.move(x + 60 * Math.sin(turn), y + 60 * Math.cos(turn) - 60);
}

async function wheel(page, { x, y }) {
  await page.mouse.move(x, y);
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < until; turn++) await page.mouse.wheel(0, turn % 40 < 20 ? -40 : 40);
}

/** A box that is under the pointer where nothing lies over it. */
function nearestBox(page, middle) {
  return page.evaluate(({ x, y }) => {
    for (let ring = 0; ring < 400; ring += 4) {
      for (let turn = 0; turn < 16; turn++) {
        const place = { x: x + ring * Math.cos(turn), y: y + ring * Math.sin(turn) };
        const node = document.elementFromPoint(place.x, place.y)?.closest('.react-flow__node');
        const frame = node?.getBoundingClientRect();
        if (frame) return { x: frame.x + frame.width / 2, y: frame.y + frame.height * 0.55 };
      }
    }
    throw new Error('no box in view');
  }, middle);
}

function emptyPlace(page, middle) {
  return page.evaluate(({ x, y }) => {
    for (let ring = 0; ring < 400; ring += 3) {
      for (let turn = 0; turn < 16; turn++) {
        const place = { x: x + ring * Math.cos(turn), y: y + ring * Math.sin(turn) };
        if (document.elementFromPoint(place.x, place.y)?.classList.contains('react-flow__pane')) return place;
      }
    }
    throw new Error('no empty place in view');
  }, middle);
}

/** From a key in a field to the frame that shows what follows from it. */
async function typeNumbers(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('application').press('/');
  await page.keyboard.type('conv2d2');
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Filters' });
  await field.waitFor();
  await field.focus();
  await field.press('End');
  const times = [];
  for (let round = 0; round < 10; round++) {
    times.push(await keyToFrame(page, '0'));
    times.push(await keyToFrame(page, 'Backspace'));
  }
  return summary(times);
}

async function keyToFrame(page, key) {
  await page.evaluate(() => {
    window.benchKey = new Promise((done) => {
      window.addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))), { once: true, capture: true });
    });
  });
  await page.keyboard.press(key);
  const took = await page.evaluate(() => window.benchKey);
  await page.waitForTimeout(150);
  return took;
}

async function settle(page) {
  await page.waitForTimeout(600);
}

function print({ start, opening, scenarios, editing, drawnBoxes }) {
  console.log(`${options.boxes} boxes, ${options.width}×${options.height}, ${drawnBoxes} drawn at the end`);
  console.log(`start to usable ${start.usableMs.toFixed(0)} ms, opening ${opening.shownMs.toFixed(0)} ms`);
  for (const [name, { frames: count, p50, p95, worst }] of Object.entries({ ...scenarios, 'type a number (key to frame)': editing })) {
    console.log(`${name.padEnd(30)} ${String(count).padStart(5)} p50 ${String(p50).padStart(6)} p95 ${String(p95).padStart(6)} worst ${String(worst).padStart(6)} ms`);
  }
}

function save(results) {
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version, chromium: browser.version() };
  const name = `${new Date().toISOString().slice(0, 10)}-${machine.processor?.toLowerCase().includes('xeon') ? 'xeon' : hostname()}-${machine.cores}-cores-canvas.json`;
  writeFileSync(join(folder, 'results', name), `${JSON.stringify({ machine, options, ...results }, null, 2)}\n`);
}
