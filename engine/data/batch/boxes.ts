import type { BoxesBinding } from '../bindings';
import type { Boxes } from '../dataset';
import { fitObjects, joinObjects, NO_OBJECT, OBJECT_WIDTH, unpacked } from '../objects';
import { imageShapeOf } from '../preprocess';
import { numbersAlone, type BindingRule } from './binding-rule';
import { movedObjects, moveOf } from './moved-objects';
import { tileObjects } from './tiles';

/** Numbers per object in a tensor: centre, size, class. */
const ROW = 5;

export const boxesRule: BindingRule<BoxesBinding> = {
  columnKind: 'boxes',
  layout({ steps, most }) {
    imageShapeOf(steps);
    return { pictures: [], numbers: [most * OBJECT_WIDTH] };
  },
  tensor: ({ most }, rows) => ({ dtype: 'float32', shape: [rows, most, ROW], data: new Float32Array(rows * most * ROW) }),
  fit: (cell, { steps, most }) => numbersAlone(fitObjects(cell as Boxes, steps, most)),
  mosaic: (parts, tiles, { steps, most }) => numbersAlone(tileObjects(parts.map(({ numbers: [objects] }) => objects!), tiles, imageShapeOf(steps), most)),
  mixup: ({ numbers: [first] }, { numbers: [second] }, _, { most }) => numbersAlone(joinObjects([first!, second!], most)),
  write({ numbers: [objects] }, binding, data, place, random) {
    const out = (data as Float32Array).subarray(place * binding.most * ROW, (place + 1) * binding.most * ROW);
    for (let index = 0; index < binding.most; index++) out.set([0, 0, 0, 0, NO_OBJECT], index * ROW);
    for (const [index, { x, y, width, height, label }] of unpacked(movedObjects(objects!, binding, moveOf(binding, random))).entries()) {
      out.set([x + width / 2, y + height / 2, width, height, label], index * ROW);
    }
  },
};
