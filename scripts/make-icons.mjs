/**
 * Draws the icons of packages from assets/icons/icon.svg: PNG for Linux, .ico for Windows, .icns for macOS. Run by hand after
 * the drawing changes, and commit what comes out: `node scripts/make-icons.mjs` (Chromium at LAYERLOOM_CHROMIUM).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './freshness.mjs';

const FOLDER = join(ROOT, 'assets', 'icons');
const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024];
const IN_ICO = [16, 32, 48, 64, 128, 256];
/** Types of macOS icons that hold a PNG of that size. */
const IN_ICNS = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

const pictures = await draw(await readFile(join(FOLDER, 'icon.svg'), 'utf8'));
await writeFile(join(FOLDER, 'icon.png'), pictures.get(512));
await writeFile(join(FOLDER, 'icon.ico'), ico(IN_ICO));
await writeFile(join(FOLDER, 'icon.icns'), icns());

/** PNG files by their size in pixels. */
async function draw(svg) {
  const browser = await chromium.launch({ executablePath: process.env.LAYERLOOM_CHROMIUM ?? '/usr/lib/chromium/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const found = new Map();
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    found.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return found;
}

/** https://en.wikipedia.org/wiki/ICO_(file_format): a directory, then the files; 256 is written as 0. */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const at = 6 + 16 * index;
    const { length } = pictures.get(size);
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([head, ...sizes.map((size) => pictures.get(size))]);
}

/** https://en.wikipedia.org/wiki/Apple_Icon_Image_format: type, length with its head, file. */
function icns() {
  const entries = Object.entries(IN_ICNS).map(([type, size]) => block(type, pictures.get(size)));
  return block('icns', Buffer.concat(entries));
}

function block(type, contents) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + contents.length, 4);
  return Buffer.concat([head, contents]);
}
