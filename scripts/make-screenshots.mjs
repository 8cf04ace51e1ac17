/**
 * npm run screenshots [-- --only start,training --size 1024x700 --out /tmp/screens]
 *
 * Walks through the application as a person does, with built-in data and a network that is really trained, and takes a picture
 * of every screen in both themes. Writes docs/screens/<name>-<theme>-<width>.png and docs/screens.md. Needs Chromium
 * (LAYERLOOM_CHROMIUM).
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import upng from 'upng-js';
import { ensureBuilt, ensureRendererBuilt } from './build.mjs';
import { ROOT } from './freshness.mjs';
import { openApplication } from './screenshots/application.mjs';
import { SCENES } from './screenshots/scenes.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string', multiple: true, default: ['1280x800', '1920x1080'] },
    out: { type: 'string', default: join(ROOT, 'docs', 'screens') },
  },
});
const SIZES = options.size.map((size) => size.split('x').map(Number)).map(([width, height]) => ({ width, height }));
const THEMES = ['light', 'dark'];
/** Greys and one palette of kinds: more colours show no difference. */
const COLOURS = 128;
/** Panels, charts and maps settle after a change of size or theme. */
const SETTLED_MS = 450;

await ensureBuilt();
await ensureRendererBuilt();
await mkdir(options.out, { recursive: true });
const wanted = options.only?.split(',');
const application = await openApplication();
const failed = [];
try {
  const { page } = application;
  for (const { name, show } of SCENES) {
    let undo;
    try {
      undo = await show(page, application.home);
    } catch (error) {
      failed.push(`${name}: ${error.message.split('\n')[0]}`);
      await page.screenshot({ path: join(options.out, `${name}-FAILED.png`) });
      continue;
    }
    if (!wanted || wanted.includes(name)) await photograph(page, name);
    await page.setViewportSize(SIZES[0]);
    try {
    if (typeof undo === 'function') await undo();
    } catch (error) { failed.push(`${name} (undo): ${error.message.split('\n')[0]}`); }
  }
} finally {
  await application.close();
}
for (const line of failed) console.error(line);

async function photograph(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(SETTLED_MS);
      await writeFile(join(options.out, `${name}-${colorScheme}-${size.width}.png`), smallPng(await page.screenshot()));
    }
  }
}

/** The same picture with a palette. */
function smallPng(png) {
  const image = upng.decode(png);
  return Buffer.from(upng.encode(upng.toRGBA8(image), image.width, image.height, COLOURS));
}
