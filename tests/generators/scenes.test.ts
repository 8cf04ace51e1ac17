/** Scenes hold what they promise, and are not found by their colours. */
import { describe, expect, test } from 'vitest';
import type { Boxes, Pixels } from '../../engine/data/dataset';
import { sampleAt } from '../../engine/data/generators/generator';
import { scenes } from '../../engine/data/generators/scenes';
import { addPicture, averagePrecision, startRecord, type ScoredObject } from '../../engine/vision/average-precision';

const SIZE = 160;
const [image, objects, mask] = scenes.columns;
const pictures = Array.from({ length: 40 }, (_, index) => {
  const sample = sampleAt(scenes, index, 40, 11);
  return { image: image!.cell(sample) as Pixels, objects: objects!.cell(sample) as Boxes, mask: mask!.cell(sample) as Pixels };
});
const boxesOf = ({ boxes, labels }: Boxes) => Array.from(labels, (label, index) => {
  const [x, y, width, height] = boxes.subarray(index * 4, index * 4 + 4) as unknown as [number, number, number, number];
  return { x, y, width, height, label };
});

describe('scenes', () => {
  test('hold a few to a dozen objects of all sizes, many of them partly covered', () => {
    const all = pictures.flatMap((picture) => boxesOf(picture.objects));
    const longest = all.map(({ width, height }) => Math.max(width, height));
    const counts = pictures.map((picture) => picture.objects.labels.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(12);
    expect(counts.filter((count) => count >= 3).length).toBeGreaterThan(0.9 * counts.length);
    expect(Math.max(...longest)).toBeLessThanOrEqual(0.62 * SIZE);
    expect([longest.some((side) => side < 0.08 * SIZE), longest.some((side) => side > 0.5 * SIZE)]).toEqual([true, true]);
    const touching = pictures.filter((picture) => boxesOf(picture.objects).some((a, index, others) => others.slice(index + 1).some((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)));
    expect(touching.length).toBeGreaterThan(pictures.length / 2);
  });

  test('show objects whose edges can be seen', () => {
    const shares = pictures.flatMap(({ image: picture, objects: { labels, instances } }) => Array.from(labels, (_, index) => visibleEdge(picture, instances!.data, index + 1)));
    expect(shares.filter((share) => share > 0.6).length).toBeGreaterThan(0.9 * shares.length);
  });

  test('have boxes that are tight around the pixels of each object, and masks of the same pixels', () => {
    for (const { objects: found, mask: classes } of pictures.slice(0, 10)) {
      const map = found.instances!.data;
      for (const [index, { x, y, width, height, label }] of boxesOf(found).entries()) {
        const own = Array.from(map.keys()).filter((pixel) => map[pixel] === index + 1);
        const columns = own.map((pixel) => pixel % SIZE);
        const rows = own.map((pixel) => Math.floor(pixel / SIZE));
        expect([Math.min(...columns), Math.min(...rows), Math.max(...columns) + 1, Math.max(...rows) + 1]).toEqual([x, y, x + width, y + height]);
        expect(own.every((pixel) => classes.data[pixel] === label + 1)).toBe(true);
      }
    }
  });

  test('are not found by their colours: areas of one colour, whatever their class, stay under an AP50 of one half', () => {
    const scores = [3, 4, 6].map((levels) => {
      const record = startRecord(1);
      for (const { image: picture, objects: found } of pictures.slice(0, 12)) addPicture(record, areasOfOneColour(picture, levels), boxesOf(found).map((box) => ({ ...box, label: 0 })));
      return averagePrecision(record).ap50!;
    });
    expect(Math.max(...scores)).toBeLessThan(0.5);
    // The rule does find something, so the test means something.
    expect(Math.max(...scores)).toBeGreaterThan(0.02);
  });
});

/** Of the upper, lower, left and right edges of an object: the share of pixels that are at least a tenth brighter or darker than what is two pixels further out. */
function visibleEdge({ width, height, data }: Pixels, owners: Uint8Array, owner: number): number {
  const brightness = (pixel: number) => Math.max(...[0, 1, 2].map((channel) => smooth(data, width, height, pixel, channel)));
  let [edge, seen] = [0, 0];
  for (let pixel = 0; pixel < owners.length; pixel++) {
    if (owners[pixel] !== owner) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const [farX, farY] = [x + 2 * dx, y + 2 * dy];
      if (farX < 0 || farY < 0 || farX >= width || farY >= height || owners[pixel + dx + dy * width] === owner) continue;
      edge++;
      if (Math.abs(brightness(pixel) - brightness(farY * width + farX)) > 25) seen++;
    }
  }
  return edge === 0 ? 1 : seen / edge;
}

/** Connected pixels whose colour falls into the same of `levels` steps per channel, as boxes; evenly filled, compact ones first. */
function areasOfOneColour({ width, height, data }: Pixels, levels: number): ScoredObject[] {
  const colour = Int32Array.from({ length: width * height }, (_, pixel) => [0, 1, 2].reduce((sum, channel) => sum * levels + Math.floor((smooth(data, width, height, pixel, channel) * levels) / 256), 0));
  const seen = new Uint8Array(colour.length);
  const found: ScoredObject[] = [];
  for (let start = 0; start < colour.length; start++) {
    if (seen[start]) continue;
    let [left, top, right, bottom, area] = [width, height, 0, 0, 0];
    const open = [start];
    seen[start] = 1;
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      [left, top, right, bottom, area] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y), area + 1];
      for (const [next, isNear] of [[pixel - 1, x > 0], [pixel + 1, x < width - 1], [pixel - width, y > 0], [pixel + width, y < height - 1]] as const) {
        if (!isNear || seen[next] || colour[next] !== colour[pixel]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
    if (area >= 20 && box.width < 0.7 * width && box.height < 0.7 * height) found.push({ ...box, label: 0, score: area / (box.width * box.height) });
  }
  return found;
}

/** The mean of 3 × 3 pixels: what a person would do against noise. */
function smooth(data: Uint8Array, width: number, height: number, pixel: number, channel: number): number {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  let [sum, count] = [0, 0];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++, count++) sum += data[(row * width + column) * 3 + channel]!;
  }
  return sum / count;
}
