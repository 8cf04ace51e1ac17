/**
 * A folder as people have them: every format and orientation, progressive, CMYK, 16-bit, palette, alpha, animated, one
 * pixel, sixty megapixels, truncated files, files of the system. It trains, exports and predicts, and says what it skipped.
 */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../cli/run-cli';
import { picture, withOrientation } from '../data/picture-files';

const SOURCES = 'tests/data/pictures';
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];
let place: Workplace;

function flatPng(width: number, height: number, value: number): Uint8Array {
  return encode({ width, height, channels: 1, depth: 8, data: new Uint8Array(width * height).fill(value) });
}

beforeAll(async () => {
  place = await Workplace.create();
  for (const name of ['dark', 'light', '__MACOSX']) await mkdir(place.path('photos', name), { recursive: true });
  const files = (await readdir(SOURCES)).filter((file) => /\.(png|jpg|webp|gif|bmp|tif)$/.test(file) && !file.startsWith('stored'));
  for (const [index, file] of files.entries()) await copyFile(join(SOURCES, file), place.path('photos', index % 2 ? 'dark' : 'light', file));
  for (const orientation of ORIENTATIONS) await writeFile(place.path('photos', 'light', `turned-${orientation}.jpg`), withOrientation(picture(`stored-${orientation}.jpg`), orientation, orientation % 2 === 0));
  for (let index = 0; index < 12; index++) await writeFile(place.path('photos', 'dark', `flat-${index}.png`), flatPng(9 + index, 7, 10 + index));
  await writeFile(place.path('photos', 'light', 'one-pixel.png'), flatPng(1, 1, 255));
  await writeFile(place.path('photos', 'light', 'sixty-megapixels.png'), flatPng(10_000, 6_000, 250));
  const whole = await readFile(join(SOURCES, 'rgb.png'));
  await writeFile(place.path('photos', 'light', 'truncated.png'), whole.subarray(0, whole.length / 2));
  await writeFile(place.path('photos', 'dark', 'empty.jpg'), '');
  await writeFile(place.path('photos', '.DS_Store'), 'x');
  await writeFile(place.path('photos', 'dark', 'Thumbs.db'), 'x');
  await writeFile(place.path('photos', '__MACOSX', '._rgb.png'), 'x');
});

afterAll(() => place.remove());

test('trains, exports and predicts, naming what it could not read', async () => {
  const trained = await place.run(['train', 'lenet5', '--data', 'photos', '--epochs', '2', '--batch', '16', '--val', '0.3', '--out', 'run', '--json']);
  expect(trained.stderr).toBe('');
  expect(trained.code).toBe(0);
  const events = trained.stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.at(-1)).toMatchObject({ event: 'done', epochs: 2, model: { opset: 21 } });
  const warnings = JSON.stringify(events.filter(({ event }) => event === 'warning'));
  expect(warnings).toContain('truncated.png');
  expect(warnings).toContain('empty.jpg');
  for (const ignored of ['.DS_Store', 'Thumbs.db', '__MACOSX']) expect(warnings).not.toContain(ignored);

  const exported = (await place.json(['export', 'run', '--format', 'onnx', '--out', 'm.onnx'])) as { maxAbsDiff: number };
  expect(exported.maxAbsDiff).toBeLessThanOrEqual(1e-5);
  const pictures = ['jpeg.tif', 'cmyk.jpg', 'rgb16.png', 'animated.gif', 'progressive.jpg'].map((file) => `${process.cwd()}/${SOURCES}/${file}`);
  const answers = (await place.json(['predict', 'm.onnx', ...pictures, place.path('photos/light/one-pixel.png'), place.path('photos/light/sixty-megapixels.png')])) as { label: string; probabilities: Record<string, number> }[];
  expect(answers).toHaveLength(7);
  for (const { label, probabilities } of answers) {
    expect(['dark', 'light']).toContain(label);
    expect(probabilities['dark']! + probabilities['light']!).toBeCloseTo(1, 5);
  }
}, 240_000);

test('one picture stored in eight orientations is one picture to the network', async () => {
  const answers = (await place.json(['predict', 'run', ...ORIENTATIONS.map((orientation) => place.path('photos', 'light', `turned-${orientation}.jpg`))])) as { label: string }[];
  expect(answers).toHaveLength(8);
  expect(new Set(answers.map(({ label }) => label)).size).toBe(1);
}, 60_000);
