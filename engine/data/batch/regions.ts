import { selectiveSearch } from '../../vision/selective-search/selective-search';
import type { RegionsBinding } from '../bindings';
import type { Pixels } from '../dataset';
import { fitBoxes, joinObjects, OBJECT_WIDTH, unpacked } from '../objects';
import { fitPixels, imageShapeOf } from '../preprocess';
import { numbersAlone, type BindingRule } from './binding-rule';
import { movedObjects, moveOf } from './moved-objects';
import { tileObjects } from './tiles';

/** Numbers per region in a tensor: centre and size. */
const ROW = 4;

/** The picture is searched once, as the network sees it unmoved; what is found moves along with it. */
export const regionsRule: BindingRule<RegionsBinding> = {
  columnKind: 'image',
  layout({ steps, search: { count } }) {
    imageShapeOf(steps);
    return { pictures: [], numbers: [count * OBJECT_WIDTH] };
  },
  tensor: ({ search: { count } }, rows) => ({ dtype: 'float32', shape: [rows, count, ROW], data: new Float32Array(rows * count * ROW) }),
  fit(cell, { steps, search }) {
    const picture = fitPixels(cell as Pixels, steps);
    return numbersAlone(fitBoxes(selectiveSearch({ ...picture, samples: picture.channels }, search), search.count));
  },
  mosaic: (parts, tiles, { steps, search }) => numbersAlone(tileObjects(parts.map(({ numbers: [boxes] }) => boxes!), tiles, imageShapeOf(steps), search.count)),
  mixup: ({ numbers: [first] }, { numbers: [second] }, _, { search }) => numbersAlone(joinObjects([first!, second!], search.count)),
  write({ numbers: [boxes] }, binding, data, place, random) {
    const { count } = binding.search;
    const out = (data as Float32Array).subarray(place * count * ROW, (place + 1) * count * ROW).fill(0);
    for (const [index, { x, y, width, height }] of unpacked(movedObjects(boxes!, binding, moveOf(binding, random))).entries()) out.set([x + width / 2, y + height / 2, width, height], index * ROW);
  },
};
