/**
 * npm run bench:debugger [-- --save]
 *
 * Opens networks in the application in Chromium, opens the debugger, and goes through every step with F10: how long until
 * the list is there, and from each key until the numbers, the picture and the formula of the next box are shown. The goals
 * are 2 s and 100 ms. Needs Chromium (LAYERLOOM_CHROMIUM). `--save` writes bench/results/<date>-<machine>-debugger.json.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureRendererBuilt } from '../scripts/build.mjs';
import { openApplication, summary } from './in-browser.mjs';
import { saveResults } from './results.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: { save: { type: 'boolean', default: false }, only: { type: 'string' } } });

await ensureBuilt();
await ensureRendererBuilt();
const files = Object.entries(await networkFiles()).filter(([name]) => options.only === undefined || name.includes(options.only));
const results = {};
for (const [name, text] of files) results[name] = await measure(name, text);
console.table(Object.fromEntries(Object.entries(results).map(([name, { openedMs, steps, p50, p95, worst, slowest }]) => [name, { 'opened, ms': openedMs, steps, 'a step, ms': p50, p95, worst, slowest }])));
if (options.save) saveResults('debugger', { results });

async function networkFiles() {
  const base = mkdtempSync(join(tmpdir(), 'layerloom-bench-network-'));
  try {
    const outfile = join(base, 'networks.mjs');
    await build({ entryPoints: [join(folder, 'debugger-networks.ts')], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    return (await import(pathToFileURL(outfile).href)).debuggerFiles();
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function measure(name, text) {
  const { page, version, close } = await openApplication({ width: 1440, height: 900, prepare: (home) => writeFileSync(join(home, name), text) });
  try {
    await page.keyboard.press('Control+o');
    await page.getByRole('button', { name: new RegExp(name) }).dblclick();
    await page.locator('.react-flow__node').first().waitFor();
    // Until the sample has met every box and the engine has nothing else to do.
    await page.waitForTimeout(6000);
    const from = performance.now();
    await page.keyboard.press('Alt+7');
    const panel = page.getByRole('tabpanel', { name: 'Debugger' });
    await panel.getByRole('region', { name: 'Calculation' }).getByRole('definition').first().waitFor({ timeout: 60_000 });
    const openedMs = Math.round(performance.now() - from);
    await watchSteps(page);
    const taken = [];
    for (;;) {
      const step = await stepOnce(page);
      if (step === undefined) break;
      taken.push(step);
    }
    const { frames: steps, ...timing } = summary(taken.map(({ took }) => took));
    const { place: slowest } = taken.reduce((most, step) => (step.took > most.took ? step : most));
    return { openedMs, steps, ...timing, slowest, chromium: version };
  } finally {
    await close();
  }
}

/** Puts a function into the page that steps and waits for what is to be seen then. */
function watchSteps(page) {
  return page.evaluate(() => {
    const panel = document.querySelector('[role=tabpanel][data-state=active]');
    const place = () => panel.querySelector('[role=status][aria-label^="Step "]').getAttribute('aria-label');
    const isShown = () => {
      const name = panel.querySelector('section[aria-label="Comes out"] [aria-pressed=true] span')?.textContent;
      if (!name) return false;
      const value = panel.querySelector(`section[aria-label="${CSS.escape(name)}"]`);
      const subject = panel.querySelector('section[aria-label="Calculation"] h3').textContent;
      const letters = name.replace(/\.grad$/, '');
      return value?.querySelector('[role=gridcell], canvas') != null && subject.includes(letters) && subject.includes(' = ');
    };
    window.benchStep = async () => {
      const before = place();
      const from = performance.now();
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F10', code: 'F10', bubbles: true }));
      await new Promise(requestAnimationFrame);
      if (place() === before) return undefined;
      while (!isShown()) {
        if (performance.now() - from > 10_000) throw new Error(`${place()} shows nothing after 10 s`);
        await new Promise(requestAnimationFrame);
      }
      return { took: performance.now() - from, place: place() };
    };
  });
}

async function stepOnce(page) {
  const step = await page.evaluate(() => window.benchStep());
  await page.waitForTimeout(60);
  return step;
}
