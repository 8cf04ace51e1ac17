/** Masks from the terminal: a folder of pictures with masks is trained on, judged, exported, judged again, and asked about. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw, encodePng } from '../data/picture-files';
import { Workplace } from './run-cli';

interface Evaluation {
  readonly loss: number;
  readonly meanIou: number;
  readonly confusion: readonly (readonly number[])[];
  readonly samples: number;
}

const SIDE = 16;
let place: Workplace;
beforeAll(async () => {
  place = await Workplace.create();
  await mkdir(place.path('d', 'images'), { recursive: true });
  await mkdir(place.path('d', 'masks'));
  await writeFile(place.path('d', 'classes.txt'), 'ground\nbar\n');
  for (let index = 0; index < 20; index++) {
    const isBar = (x: number) => x >= index % 10 && x < (index % 10) + 5;
    await writeFile(place.path('d', 'images', `${index}.png`), encodePng(draw(SIDE, SIDE, (x, y) => (isBar(x) ? 200 : 40) + ((x * 7 + y * 13 + index) % 30))));
    await writeFile(place.path('d', 'masks', `${index}.png`), encodePng(draw(SIDE, SIDE, (x) => Number(isBar(x)))));
  }
});
afterAll(() => place.remove());

describe('a folder of masks', () => {
  it('is learned, and the exported file alone is judged alike', async () => {
    const { code, stderr } = await place.run(['train', 'fcn-small', '--data', 'd', '--epochs', '6', '--batch', '4', '--val', '0.2', '--seed', '1', '--out', 'run', '--json']);
    expect(code, stderr).toBe(0);
    await place.json(['export', 'run', '--format', 'onnx', '--out', 'm.onnx']);
    const [run, file] = [(await place.json(['evaluate', 'run'])) as Evaluation, (await place.json(['evaluate', 'm.onnx', '--data', 'd', '--part', 'all'])) as Evaluation];
    expect(run.samples).toBe(4);
    expect(file.samples).toBe(20);
    expect(file.confusion.flat().reduce((sum, count) => sum + count)).toBe(20 * SIDE * SIDE);
    expect(run.meanIou).toBeGreaterThan(0.5);
    expect(file.loss).toBeLessThan(Math.log(2));
  }, 120_000);

  it('is answered with a mask per picture, of its size', async () => {
    const picture = place.path('d', 'images', '3.png');
    const [answer] = (await place.json(['predict', 'm.onnx', picture, '--masks', 'answers'])) as { shares: Record<string, number>; maskFile: string }[];
    expect(Object.keys(answer!.shares)).toEqual(['ground', 'bar']);
    const { width, height, data } = decode(await readFile(place.path(answer!.maskFile)));
    expect([width, height]).toEqual([SIDE, SIDE]);
    const share = [...data].filter((value) => value === 1).length / data.length;
    expect(share).toBeCloseTo(answer!.shares['bar']!, 12);
  }, 60_000);
});
