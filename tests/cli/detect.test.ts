/** `layerloom detect` with a file of another tool, whose answer on this picture is known. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './run-cli';

const FILES = join(import.meta.dirname, '../fixtures/outside-models');
const [WIDTH, HEIGHT] = [128, 64];
const RED = { x: 16, y: 16, width: 16, height: 16 };
const BLUE = { x: 96, y: 32, width: 16, height: 16 };

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.create();
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(90);
  for (const [{ x, y, width, height }, colour] of [[RED, [255, 0, 0]], [BLUE, [0, 0, 255]]] as const) {
    for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) data.set(colour, (row * WIDTH + column) * 3);
  }
  await writeFile(place.path('things.png'), encode({ width: WIDTH, height: HEIGHT, channels: 3, data }));
});

afterAll(async () => {
  await place.remove();
});

describe('detect', () => {
  it('tells boxes in pixels of the file, best first, and paints frames', async () => {
    const { code, stdout } = await place.run(['detect', join(FILES, 'yolov8.onnx'), 'things.png', '--score', '0.4', '--draw', 'framed', '--json']);
    expect(code).toBe(0);
    const [found] = JSON.parse(stdout) as { boxes: { x: number; label: string; score: number }[]; drawn: string }[];
    expect(found).toMatchObject({ file: 'things.png', width: WIDTH, height: HEIGHT });
    const boxes = [...found!.boxes].sort((a, b) => a.x - b.x);
    expect(boxes).toMatchObject([{ ...RED, label: 'red thing' }, { ...BLUE, label: "blue's thing" }]);
    for (const { score } of boxes) expect(score).toBeGreaterThan(0.9);
    const { width, height, channels, data } = decode(await readFile(place.path(found!.drawn)));
    expect([width, height, channels]).toEqual([WIDTH, HEIGHT, 3]);
    const pixel = (x: number, y: number) => Array.from(data.slice((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3));
    // The frame in the colour of the first class, a dark edge around it, and what it frames untouched.
    expect(pixel(16, 20)).toEqual([0x4d, 0xa3, 0xff]);
    expect(pixel(15, 20)).toEqual([0x10, 0x14, 0x18]);
    expect(pixel(24, 24)).toEqual([255, 0, 0]);
    expect(pixel(60, 10)).toEqual([90, 90, 90]);
  });

  it('leaves out what is less sure than asked for', async () => {
    const { stdout } = await place.run(['detect', join(FILES, 'yolov8.onnx'), 'things.png', '--score', '0.99']);
    expect(stdout).toContain('nothing found');
  });

  it('names the file that is missing', async () => {
    const { code, stderr } = await place.run(['detect', join(FILES, 'nowhere.onnx'), 'things.png']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nowhere\.onnx.*does not exist/);
  });
});
