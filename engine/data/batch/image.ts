import { augment } from '../augment/augment';
import type { ImageBinding } from '../bindings';
import type { Pixels } from '../dataset';
import { fitPixels, imageShapeOf, writeTensor } from '../preprocess';
import { resample } from '../resample';
import type { BindingRule } from './binding-rule';
import { tilePictures } from './tiles';

export const imageRule: BindingRule<ImageBinding> = {
  columnKind: 'image',
  layout: ({ steps }) => ({ pictures: [imageShapeOf(steps)], numbers: [] }),
  tensor({ steps }, rows) {
    const { channels, height, width } = imageShapeOf(steps);
    return { dtype: 'float32', shape: [rows, channels, height, width], data: new Float32Array(rows * channels * height * width) };
  },
  fit: (cell, { steps }) => ({ pictures: [fitPixels(cell as Pixels, steps)], numbers: [] }),
  mosaic: (parts, tiles) => ({ pictures: [tilePictures(parts.map(({ pictures: [picture] }) => picture!), tiles, resample)], numbers: [] }),
  mixup: ({ pictures: [first] }, { pictures: [second] }, over) => ({ pictures: [{ ...first!, data: first!.data.map((value, at) => Math.round(value + (second!.data[at]! - value) * over)) }], numbers: [] }),
  write({ pictures: [picture] }, { steps, augmentations = [] }, data, place, random) {
    const shown = random && augmentations.length > 0 ? augment(picture!, augmentations, random) : picture!;
    writeTensor(shown, steps, data as Float32Array, place * picture!.data.length);
  },
};
