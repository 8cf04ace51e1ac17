#!/usr/bin/env node
/**
 * Makes assets/glyphs: the outlines of digits and letters from open-licence fonts, as polygons on a whole-number grid.
 * The fonts come from npm and are installed into a temporary folder, so neither they nor the parser are dependencies.
 *
 *   node scripts/make-glyphs.mjs
 *
 * Encoding of a glyph: contours joined by a space; each point is four base-64 characters, x then y, each two characters
 * (high, low) of `coordinate + OFFSET`. 1000 units are the font's em, y points up, outer contours run counter-clockwise.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const OPENTYPE_VERSION = '2.0.0';
const FONTSOURCE_VERSION = '5.3.0';

/**
 * Package, style, weight, split. A family is in one split only, and every style is in every split. Sets are named by
 * style and number because a derived work may not carry a reserved font name.
 */
const FONTS = [
  ['roboto', 'sans', 400, 'train'],
  ['open-sans', 'sans', 600, 'train'],
  ['lato', 'sans', 400, 'train'],
  ['montserrat', 'sans', 700, 'train'],
  ['fira-sans', 'sans', 500, 'train'],
  ['quicksand', 'sans', 500, 'train'],
  ['lora', 'serif', 500, 'train'],
  ['pt-serif', 'serif', 700, 'train'],
  ['libre-baskerville', 'serif', 400, 'train'],
  ['noto-serif', 'serif', 400, 'train'],
  ['rokkitt', 'slab', 500, 'train'],
  ['courier-prime', 'slab', 700, 'train'],
  ['inconsolata', 'mono', 500, 'train'],
  ['space-mono', 'mono', 400, 'train'],
  ['jetbrains-mono', 'mono', 500, 'train'],
  ['caveat', 'hand', 700, 'train'],
  ['indie-flower', 'hand', 400, 'train'],
  ['gochi-hand', 'hand', 400, 'train'],
  ['dancing-script', 'hand', 600, 'train'],
  ['kalam', 'hand', 400, 'train'],
  ['architects-daughter', 'hand', 400, 'train'],
  ['mali', 'hand', 500, 'train'],
  ['handlee', 'hand', 400, 'train'],
  ['patrick-hand', 'hand', 400, 'train'],
  ['oswald', 'condensed', 400, 'train'],
  ['fjalla-one', 'condensed', 400, 'train'],
  ['fira-sans-condensed', 'condensed', 400, 'train'],
  ['barlow-condensed', 'condensed', 500, 'train'],
  ['lobster', 'display', 400, 'train'],
  ['concert-one', 'display', 400, 'train'],
  ['righteous', 'display', 400, 'train'],
  ['nunito', 'sans', 600, 'validation'],
  ['eb-garamond', 'serif', 500, 'validation'],
  ['zilla-slab', 'slab', 500, 'validation'],
  ['ibm-plex-mono', 'mono', 400, 'validation'],
  ['pangolin', 'hand', 400, 'validation'],
  ['asap-condensed', 'condensed', 500, 'validation'],
  ['comfortaa', 'display', 600, 'validation'],
  ['work-sans', 'sans', 500, 'test'],
  ['crimson-pro', 'serif', 500, 'test'],
  ['arvo', 'slab', 400, 'test'],
  ['source-code-pro', 'mono', 500, 'test'],
  ['delius', 'hand', 400, 'test'],
  ['archivo-narrow', 'condensed', 500, 'test'],
  ['fredoka', 'display', 400, 'test'],
];

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const UNITS_PER_EM = 1000;
const OFFSET = 1024;
/** The largest distance, in units, between the drawn polygon and the true curve: 0.06 pixels of a 28-pixel picture. */
const TOLERANCE = 2;
const CURVE_STEPS = 16;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The glyph's contours as dense closed polygons (the last point is not repeated). */
function contoursOf(font, character) {
  const contours = [];
  let contour = [];
  let [x, y] = [0, 0];
  const close = () => {
    if (contour.length > 2) contours.push(contour);
    contour = [];
  };
  for (const command of font.getPath(character, 0, 0, UNITS_PER_EM).commands) {
    if (command.type === 'M') close();
    if (command.type === 'Z') {
      close();
      continue;
    }
    const steps = command.type === 'Q' || command.type === 'C' ? CURVE_STEPS : 1;
    for (let step = 1; step <= steps; step++) contour.push(pointOnSegment([x, y], command, step / steps));
    [x, y] = [command.x, command.y];
  }
  close();
  return contours;
}

function pointOnSegment([x, y], command, t) {
  const s = 1 - t;
  if (command.type === 'Q') {
    return [s * s * x + 2 * s * t * command.x1 + t * t * command.x, s * s * y + 2 * s * t * command.y1 + t * t * command.y];
  }
  if (command.type === 'C') {
    const weights = [s ** 3, 3 * s * s * t, 3 * s * t * t, t ** 3];
    return [
      weights[0] * x + weights[1] * command.x1 + weights[2] * command.x2 + weights[3] * command.x,
      weights[0] * y + weights[1] * command.y1 + weights[2] * command.y2 + weights[3] * command.y,
    ];
  }
  return [command.x, command.y];
}

function distanceToChord(point, from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const [px, py] = [point[0] - from[0], point[1] - from[1]];
  return length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
}

/** Douglas–Peucker: keeps the points without which the line would move by more than the tolerance. */
function simplify(points) {
  let [farthest, index] = [0, 0];
  for (let at = 1; at < points.length - 1; at++) {
    const distance = distanceToChord(points[at], points[0], points.at(-1));
    if (distance > farthest) [farthest, index] = [distance, at];
  }
  if (farthest <= TOLERANCE) return [points[0], points.at(-1)];
  return [...simplify(points.slice(0, index + 1)).slice(0, -1), ...simplify(points.slice(index))];
}

function signedArea(contour) {
  return contour.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = contour[(at + 1) % contour.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function encodeCoordinate(value) {
  const shifted = Math.round(value) + OFFSET;
  if (shifted < 0 || shifted > 4095) throw new Error(`coordinate ${value} is outside the grid`);
  return BASE64[shifted >> 6] + BASE64[shifted & 63];
}

function encodeGlyph(font, character) {
  if (font.charToGlyphIndex(character) === 0) throw new Error(`no glyph for ${character}`);
  const contours = contoursOf(font, character)
    .map((contour) => simplify([...contour, contour[0]]).slice(0, -1))
    .filter((contour) => contour.length > 2)
    .map((contour) => contour.map(([x, y]) => [x, -y]));
  // TrueType and PostScript outlines run in opposite directions.
  const outerIsPositive = contours.reduce((sum, contour) => sum + signedArea(contour), 0) > 0;
  return contours
    .map((contour) => (outerIsPositive ? contour : contour.reverse()))
    .map((contour) => contour.map(([x, y]) => encodeCoordinate(x) + encodeCoordinate(y)).join(''))
    .join(' ');
}

function glyphSheet(sets, characters) {
  const lines = sets.map(({ name, style, split, font }) => {
    const glyphs = Object.fromEntries([...characters].map((character) => [character, encodeGlyph(font, character)]));
    return JSON.stringify({ name, style, split, glyphs });
  });
  return `{"unitsPerEm":${UNITS_PER_EM},"offset":${OFFSET},"sets":[\n${lines.join(',\n')}\n]}\n`;
}

function attribution(sets, license) {
  const rows = sets.map(({ name, source, copyright, split }) => `| ${name} | ${split} | ${source} | ${copyright} |`);
  return `# Where the outlines come from

\`digits.json\` and \`letters.json\` hold outlines derived (flattened, quantised, reduced to 0–9, A–Z, a–z) from the fonts
below by \`scripts/make-glyphs.mjs\`. They are Modified Versions under the SIL Open Font License 1.1, which follows the table.

| set | split | made from | copyright |
|---|---|---|---|
${rows.join('\n')}

\`\`\`
${license.slice(license.indexOf('-----')).trim()}
\`\`\`
`;
}

const folder = mkdtempSync(join(tmpdir(), 'glyphs-'));
try {
  writeFileSync(join(folder, 'package.json'), '{}');
  const packages = FONTS.map(([family]) => `@fontsource/${family}@${FONTSOURCE_VERSION}`);
  execFileSync('npm', ['install', '--ignore-scripts', `opentype.js@${OPENTYPE_VERSION}`, ...packages], {
    cwd: folder,
    stdio: 'inherit',
  });
  const modules = join(folder, 'node_modules');
  const opentype = await import(pathToFileURL(join(modules, 'opentype.js/dist/opentype.mjs')).href);

  const counters = {};
  const sets = FONTS.map(([family, style, weight, split]) => {
    counters[style] = (counters[style] ?? 0) + 1;
    const root = join(modules, '@fontsource', family);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    if (manifest.license !== 'OFL-1.1') throw new Error(`${family} is under ${manifest.license}`);
    const file = `${family}-latin-${weight}-normal.woff`;
    const bytes = readFileSync(join(root, 'files', file));
    const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const notice = font.getEnglishName('copyright') ?? readFileSync(join(root, 'LICENSE'), 'utf8').split('\n')[0];
    return {
      name: `${style}-${counters[style]}`,
      style,
      split,
      font,
      source: `@fontsource/${family} ${manifest.version}, ${file}`,
      copyright: notice.replace(/\s+/g, ' ').replaceAll('|', '/').trim(),
    };
  });

  const target = join(import.meta.dirname, '../assets/glyphs');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'digits.json'), glyphSheet(sets, DIGITS));
  writeFileSync(join(target, 'letters.json'), glyphSheet(sets, LETTERS));
  const license = readFileSync(join(modules, '@fontsource/lora/LICENSE'), 'utf8');
  writeFileSync(join(target, 'LICENSES.md'), attribution(sets, license));
} finally {
  rmSync(folder, { recursive: true });
}
