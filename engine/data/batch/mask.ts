import { isIdentity } from '../augment/geometry';
import type { MaskBinding } from '../bindings';
import { IGNORED_PIXEL, type Pixels } from '../dataset';
import { fitIndexMap, warpIndexMap } from '../index-map';
import { imageShapeOf } from '../preprocess';
import type { BindingRule } from './binding-rule';
import { moveOf } from './moved-objects';
import { nearest, tilePictures } from './tiles';

/** What stands in a tensor for a pixel that says nothing. */
const IGNORED = -1;

export const maskRule: BindingRule<MaskBinding> = {
  columnKind: 'mask',
  layout({ steps }) {
    const { width, height } = imageShapeOf(steps);
    return { pictures: [{ channels: 1, width, height }], numbers: [] };
  },
  tensor({ steps }, rows) {
    const { height, width } = imageShapeOf(steps);
    return { dtype: 'int32', shape: [rows, height, width], data: new Int32Array(rows * height * width) };
  },
  fit: (cell, { steps }) => ({ pictures: [fitIndexMap(cell as Pixels, steps, IGNORED_PIXEL)], numbers: [] }),
  mosaic: (parts, tiles) => ({ pictures: [tilePictures(parts.map(({ pictures: [mask] }) => mask!), tiles, nearest)], numbers: [] }),
  write({ pictures: [mask] }, binding, data, place, random) {
    const mapping = moveOf(binding, random);
    const { data: labels } = isIdentity(mapping) ? mask! : warpIndexMap(mask!, mapping, IGNORED_PIXEL);
    for (let index = 0, to = place * labels.length; index < labels.length; index++, to++) data[to] = labels[index] === IGNORED_PIXEL ? IGNORED : labels[index]!;
  },
};
