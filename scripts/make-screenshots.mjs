/**
 * npm run screenshots [-- --only start,training --size 1024x700 --out /tmp/screens]
 *
 * Walks through the application as a person does, with built-in data and a network that is really trained, and takes a picture
 * of every screen in both themes. Writes docs/screens/<name>-<theme>-<width>.png and docs/screens.md. Needs Chromium
 * (LAYERLOOM_CHROMIUM), and some minutes: the network trains meanwhile.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureRendererBuilt } from './build.mjs';
import { ROOT } from './freshness.mjs';
import { openApplication, WALKED } from './screenshots/application.mjs';
import { SCENES } from './screenshots/scenes.mjs';
import { smallPng } from './screenshots/small-png.mjs';

const DOCS = join(ROOT, 'docs');
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string', multiple: true, default: ['1280x800', '1920x1080'] },
    out: { type: 'string', default: join(DOCS, 'screens') },
  },
});
const SIZES = options.size.map((size) => size.split('x').map(Number)).map(([width, height]) => ({ width, height }));
const THEMES = ['light', 'dark'];
/** Panels, charts and maps settle after a change of size or theme. */
const SETTLED_MS = 450;

await ensureBuilt();
await ensureRendererBuilt();
await mkdir(options.out, { recursive: true });
const wanted = options.only?.split(',');
const { page, close } = await openApplication();
try {
  for (const { name, show } of SCENES) {
    const leave = await show(page).catch(async (error) => {
      await writeFile(join(options.out, 'failed.png'), await page.screenshot());
      throw new Error(`Screen “${name}” was not reached (see failed.png): ${error.message}`);
    });
    if (!wanted || wanted.includes(name)) await photograph(name);
    await leave?.();
  }
} finally {
  await close();
}
if (!wanted) await writeFile(join(DOCS, 'screens.md'), index());

async function photograph(name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(SETTLED_MS);
      await writeFile(join(options.out, fileName(name, colorScheme, size.width)), smallPng(await page.screenshot()));
    }
  }
  await page.setViewportSize(WALKED);
}

function fileName(name, theme, width) {
  return `${name}-${theme}-${width}.png`;
}

/** Both themes side by side; the wide pictures are links. */
function index() {
  const [small, large] = SIZES.map(({ width }) => width);
  const picture = (name, title, theme) => `<a href="screens/${fileName(name, theme, large ?? small)}"><img src="screens/${fileName(name, theme, small)}" width="49%" alt="${title}, ${theme} theme"></a>`;
  const sections = SCENES.map(({ name, title }) => `## ${title}\n\n${THEMES.map((theme) => picture(name, title, theme)).join('\n')}\n`);
  return `# Every screen\n\nTaken by \`npm run screenshots\` from the application with built-in data and a network that was trained meanwhile. A picture opens its\nlarger one.\n\n${sections.join('\n')}`;
}
