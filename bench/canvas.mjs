/**
 * npm run bench:canvas [-- --boxes 1000 --width 1920 --height 1080 --seconds 4 --save]
 *
 * Opens the application in Chromium as a person does, with a network of so many boxes, and writes down the time between
 * frames while boxes are dragged, the view is moved and zoomed, and a number is typed; then the same while a network
 * trains. Also how long start and opening take. Needs Chromium (LAYERLOOM_CHROMIUM). `--save` writes
 * bench/results/<date>-<machine>-canvas.json.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureRendererBuilt } from '../scripts/build.mjs';
import { circle, frames, openApplication, printScenarios, settle, summary } from './in-browser.mjs';
import { saveResults } from './results.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    boxes: { type: 'string', default: '1000' },
    width: { type: 'string', default: '1920' },
    height: { type: 'string', default: '1080' },
    seconds: { type: 'string', default: '4' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const size = { width: Number(options.width), height: Number(options.height) };

await ensureBuilt();
await ensureRendererBuilt();
const canvas = await measureCanvas();
const training = await measureTraining();
console.log(`${options.boxes} boxes, ${options.width}×${options.height}`);
console.log(`served ${canvas.start.servedMs.toFixed(0)} ms after the command, usable ${canvas.start.usableMs.toFixed(0)} ms after the page was asked for; opening ${canvas.opening.shownMs.toFixed(0)} ms`);
printScenarios({ ...canvas.scenarios, ...canvas.editing, ...training.scenarios });
if (options.save) {
  const { chromium, ...measured } = canvas;
  saveResults('canvas', { options, canvas: measured, training }, { chromium });
}

async function networkText(boxes) {
  const base = mkdtempSync(join(tmpdir(), 'layerloom-bench-network-'));
  try {
    const outfile = join(base, 'network.mjs');
    await build({ entryPoints: [join(folder, 'canvas-network.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    return (await import(pathToFileURL(outfile).href)).canvasNetworkText(boxes);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function measureCanvas() {
  const { page, start, version, close } = await openApplication({ ...size, prepare: async (home) => writeFileSync(join(home, 'bench.loom'), await networkText(Number(options.boxes))) });
  try {
    await page.keyboard.press('Control+o');
    const opened = performance.now();
    await page.getByRole('button', { name: /bench\.loom/ }).dblclick();
    await page.locator('.react-flow__node').first().waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const opening = { shownMs: performance.now() - opened };
    // Until the sample has met every box.
    await page.getByRole('application').focus();
    await page.waitForTimeout(8000);

    const scenarios = {};
    const run = async (name, gesture) => {
      scenarios[name] = await frames(page, gesture);
      await settle(page);
    };
    const { x, y, width, height } = await page.getByRole('application').boundingBox();
    const middle = { x: x + width / 2, y: y + height / 2 };
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
    return { start, opening, scenarios, editing: { 'type a number that changes few boxes': await typeNumbers(page, 'conv2d3'), 'type a number that changes all boxes': await typeNumbers(page, 'conv2d2') }, chromium: version };
  } finally {
    await close();
  }
}

/** The window beside a training run on all cores: LeNet-5 on drawn digits. */
async function measureTraining() {
  const { page, close } = await openApplication(size);
  try {
    await page.getByRole('button', { name: /LeNet-5/ }).first().click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.waitForTimeout(3000);
    await page.keyboard.press('Control+Enter');
    await page.getByText(/epoch 1 of/).first().waitFor({ timeout: 60_000 });
    const { x, y, width, height } = await page.getByRole('application').boundingBox();
    const middle = { x: x + width / 2, y: y + height / 2 };
    const watching = await frames(page, () => page.waitForTimeout(seconds * 1000));
    const dragging = await frames(page, () => dragBox(page, middle));
    return { scenarios: { 'watch while it trains': watching, 'drag a box while it trains': dragging } };
  } finally {
    await close();
  }
}

async function dragBox(page, middle) {
  const box = await nearestBox(page, middle);
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await circle(page, box, seconds);
  await page.mouse.up();
}

async function movePane(page, middle) {
  const gap = await emptyPlace(page, middle);
  await page.mouse.move(gap.x, gap.y);
  await page.mouse.down();
  await circle(page, gap, seconds);
  await page.mouse.up();
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
async function typeNumbers(page, box) {
  await page.keyboard.press('Escape');
  await page.getByRole('application').press('/');
  await page.keyboard.type(box);
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
