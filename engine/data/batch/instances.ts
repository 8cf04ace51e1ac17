import { fail } from '../../core/diagnostic';
import type { Mapping } from '../augment/geometry';
import type { InstancesBinding } from '../bindings';
import { MOST_INSTANCES, type Boxes, type Pixels } from '../dataset';
import { fitIndexMap } from '../index-map';
import { fitObjects, OBJECT_WIDTH, unpacked } from '../objects';
import { imageShapeOf } from '../preprocess';
import type { BindingRule, Kept } from './binding-rule';
import { movedObjects, moveOf } from './moved-objects';
import { nearest, tileObjects, tilePictures } from './tiles';

/** Each cell of the small map is looked at in so many places across and down: an edge gives values between 0 and 1. */
const LOOKS = 2;

export const instancesRule: BindingRule<InstancesBinding> = {
  columnKind: 'boxes',
  layout({ steps, most }) {
    const { width, height } = imageShapeOf(steps);
    return { pictures: [{ channels: 1, width, height }], numbers: [most * OBJECT_WIDTH] };
  },
  tensor: ({ most, size }, rows) => ({ dtype: 'float32', shape: [rows, most, size, size], data: new Float32Array(rows * most * size * size) }),
  fit(cell, { column, steps, most }) {
    const boxes = cell as Boxes;
    const map = boxes.instances ?? (boxes.labels.length === 0 ? emptyMap(boxes) : refuse(column));
    return { pictures: [fitIndexMap(map, steps, 0)], numbers: [fitObjects(boxes, steps, most)] };
  },
  mosaic(parts, tiles, { steps, most }) {
    const numbered = parts.map(renumbered);
    return {
      pictures: [tilePictures(numbered.map(({ map }) => map), tiles, nearest)],
      numbers: [tileObjects(numbered.map(({ objects }) => objects), tiles, imageShapeOf(steps), most)],
    };
  },
  write({ pictures: [map], numbers: [objects] }, binding, data, place, random) {
    const { most, size } = binding;
    const mapping = moveOf(binding, random);
    for (const [index, object] of unpacked(movedObjects(objects!, binding, mapping)).entries()) {
      const at = (place * most + index) * size * size;
      writeOwnPixels(map!, mapping, object, size, (data as Float32Array).subarray(at, at + size * size));
    }
  },
};

/** Objects of several pictures must not share a number: those of the second are called differently, and so on. */
function renumbered({ pictures: [map], numbers: [objects] }: Kept, part: number): { readonly map: Pixels; readonly objects: Float64Array } {
  const each = Math.floor(MOST_INSTANCES / 4);
  const names = new Uint8Array(MOST_INSTANCES + 1);
  const rows = objects!.slice();
  for (let at = 5, place = 0; at < rows.length && place < each; at += OBJECT_WIDTH, place++) {
    if (rows[at] === 0) continue;
    names[rows[at]!] = part * each + place + 1;
    rows[at] = part * each + place + 1;
  }
  return { map: { ...map!, data: map!.data.map((number) => names[number]!) }, objects: rows };
}

/** The share of each cell of the box that shows the object. */
function writeOwnPixels({ width, height, data }: Pixels, [xx, xy, x0, yx, yy, y0]: Mapping, { instance, ...box }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly instance: number }, size: number, out: Float32Array): void {
  const fine = size * LOOKS;
  for (let row = 0; row < fine; row++) {
    const v = (2 * (box.y + ((row + 0.5) / fine) * box.height)) / height - 1;
    for (let column = 0; column < fine; column++) {
      const u = (2 * (box.x + ((column + 0.5) / fine) * box.width)) / width - 1;
      const x = Math.floor(((xx * u + xy * v + x0 + 1) * width) / 2);
      const y = Math.floor(((yx * u + yy * v + y0 + 1) * height) / 2);
      if (x < 0 || x >= width || y < 0 || y >= height || data[y * width + x] !== instance) continue;
      out[Math.floor(row / LOOKS) * size + Math.floor(column / LOOKS)]! += 1 / LOOKS ** 2;
    }
  }
}

function emptyMap({ width, height }: Boxes): Pixels {
  return { width, height, channels: 1, data: new Uint8Array(width * height) };
}

function refuse(column: string): never {
  return fail('no-instances', `The objects of “${column}” have boxes but no pixels of their own, which the network is to learn.`, { expected: 'a polygon or a mask for every object', found: 'boxes', remedy: 'Choose data with outlines of objects, or a network that finds boxes alone.' });
}
