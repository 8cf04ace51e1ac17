/** Clips as Chromium's fake camera plays them, over and over: YUV4MPEG2 with BT.601 colours. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Pixels } from '../../engine/data/dataset';
import { findGenerator, type Sample } from '../../engine/data/generators';
import { sampleAt } from '../../engine/data/generators/generator';
import { resample } from '../../engine/data/resample';

const FRAMES_PER_SECOND = 20;

/** The flags of a browser whose camera shows the frames, all of one even size. */
export async function cameraFlags(frames: readonly Pixels[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-camera-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'clip.y4m');
  writeFileSync(file, clip(frames));
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

export function clip(frames: readonly Pixels[]): Buffer {
  const { width, height } = frames[0]!;
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420\n`), ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), planes(frame)])]);
}

/** Brightness of every pixel, then both colour differences of every second. */
function planes({ width, height, channels, data }: Pixels): Buffer {
  const [half, size] = [width / 2, width * height];
  const out = Buffer.alloc(size + size / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const [red, green, blue] = channels === 3 ? [data[at]!, data[at + 1]!, data[at + 2]!] : [data[at]!, data[at]!, data[at]!];
      out[y * width + x] = Math.round(16 + 0.2568 * red + 0.5041 * green + 0.0979 * blue);
      if (x % 2 || y % 2) continue;
      const place = (y / 2) * half + x / 2;
      out[size + place] = Math.round(128 - 0.1482 * red - 0.291 * green + 0.4392 * blue);
      out[size + size / 4 + place] = Math.round(128 + 0.4392 * red - 0.3678 * green - 0.0714 * blue);
    }
  }
  return out;
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
