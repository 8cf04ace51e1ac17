/** What Chromium's fake camera shows in tests. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { clip } from '../../bench/y4m';
import type { Pixels } from '../../engine/data/dataset';
import { findGenerator, type Sample } from '../../engine/data/generators';
import { sampleAt } from '../../engine/data/generators/generator';
import { resample } from '../../engine/data/resample';

/** The flags of a browser whose camera shows the frames, all of one even size. */
export async function cameraFlags(frames: readonly Pixels[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-camera-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'clip.y4m');
  writeFileSync(file, clip(frames));
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** A digit as the built-in data draws it, from a font that training never shows, as large as a camera sees it. */
export function digitFrame(digit: number, side: number): Pixels {
  const generator = findGenerator('digits');
  const [picture, label] = [generator.columns.find(({ column }) => column.kind === 'image')!, generator.columns.find(({ column }) => column.kind === 'category')!];
  const samples = Array.from({ length: 400 }, (_, index): Sample => sampleAt(generator, index, 6000, 5));
  const sample = samples.find((one) => one.split === 'validation' && label.cell(one) === digit)!;
  const pixels = picture.cell(sample) as Pixels;
  return resample(pixels, { x: 0, y: 0, width: pixels.width, height: pixels.height }, side, side);
}
