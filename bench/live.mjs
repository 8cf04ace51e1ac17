/**
 * npm run bench:live [-- --size 320 --rate 30 --seconds 20 --minutes 60 --save]
 *
 * Shows a small detector drifting objects through Chromium's fake camera, and writes down frames per second, milliseconds of
 * every stage and the time from camera to overlay. `--rate` is how many pictures the camera gives in a second. With `--minutes` it goes on and tells every minute how much memory the
 * browser takes and what the live worker holds. Needs Chromium (LAYERLOOM_CHROMIUM). `--save` writes
 * bench/results/<date>-<machine>-live.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureRendererBuilt } from '../scripts/build.mjs';
import { openApplication } from './in-browser.mjs';
import { liveMaterial } from './live-material.mjs';
import { saveResults } from './results.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '320' },
    rate: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '0' },
    save: { type: 'boolean', default: false },
  },
});
const SETTLED_MS = 5000;

await ensureBuilt();
await ensureRendererBuilt();
const base = mkdtempSync(join(tmpdir(), 'layerloom-bench-live-'));
try {
  const result = await measure(await liveMaterial(base, { size: Number(options.size), rate: Number(options.rate) }));
  console.log(JSON.stringify(result.speed));
  if (options.save) {
    const { version: chromium, ...measured } = result;
    saveResults('live', { options, ...measured }, { chromium });
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

async function measure({ clip, network }) {
  const flags = ['--no-first-run', '--disable-component-update', '--disable-quic', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${clip}`];
  const { page, version, close } = await openApplication({ width: 1280, height: 800, flags, prepare: async (home) => writeFileSync(join(home, 'live.loom'), network) });
  try {
    await page.keyboard.press('Control+o');
    await page.getByRole('button', { name: /live\.loom/ }).dblclick();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'Live' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Live' });
    await panel.getByRole('button', { name: 'Camera', exact: true }).click();
    const numbers = panel.getByRole('region', { name: 'Speed' });
    await numbers.getByText(/^\d+\.\d$/).waitFor({ timeout: 120_000 });
    await page.waitForTimeout(SETTLED_MS);
    const samples = [];
    for (let second = 0; second < Number(options.seconds); second++) {
      await page.waitForTimeout(1000);
      samples.push(readNumbers(await numbers.innerText()));
    }
    const soak = await watch(numbers, page, Number(options.minutes));
    return { size: Number(options.size), version, speed: medians(samples), soak };
  } finally {
    await close();
  }
}

/** The panel's own figures, in milliseconds. */
function readNumbers(text) {
  const after = (name) => Number(text.match(new RegExp(`${name}\\s+([\\d.]+)`))?.[1]);
  return {
    framesPerSecond: Number(text.match(/([\d.]+)\s*frames/)?.[1]),
    capture: after('capture'),
    preprocess: after('preprocess'),
    run: after('run'),
    decode: after('decode'),
    draw: after('draw'),
    cameraToScreen: after('camera to screen'),
    cameraToScreenP95: Number(text.match(/camera to screen\s+[\d.]+ ms · ([\d.]+)/)?.[1]),
  };
}

function medians(samples) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Object.fromEntries(Object.keys(samples[0]).map((name) => [name, middle(samples.map((sample) => sample[name]))]));
}

/** One line a minute. */
async function watch(numbers, page, minutes) {
  const lines = [];
  for (let minute = 1; minute <= minutes; minute++) {
    await page.waitForTimeout(60_000);
    const { framesPerSecond, cameraToScreenP95 } = readNumbers(await numbers.innerText());
    const held = await numbers.evaluate(({ dataset: { frames, tensors, sessions } }) => ({ frames: Number(frames), tensors: Number(tensors), sessions: Number(sessions) }));
    const line = { minute, framesPerSecond, cameraToScreenP95, browserMB: browserMemory(), ...held };
    lines.push(line);
    console.log(JSON.stringify(line));
  }
  return lines;
}

/** Of all processes of the browser that this bench started, in MB. */
function browserMemory() {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,rss'], { encoding: 'utf8' }).trim().split('\n').slice(1).map((row) => row.trim().split(/\s+/).map(Number));
  const family = new Set([process.pid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const [pid, parent] of rows) if (family.has(parent)) family.add(pid);
  }
  return Math.round(rows.filter(([pid]) => family.has(pid) && pid !== process.pid).reduce((sum, [, , rss]) => sum + rss, 0) / 1024);
}
