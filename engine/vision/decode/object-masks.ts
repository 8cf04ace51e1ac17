/**
 * The own pixels of found objects, in pixels of the picture: from factors of prototype masks, or from a small mask inside
 * each box. Only for the boxes that are kept, so their number and not that of the candidates costs time.
 */
import { fail } from '../../core/diagnostic';
import type { Mask } from '../answer';
import type { Rectangle } from '../iou';
import { boxToPicture, clipTo, pointToInput, type Fit, type Size } from '../letterbox';
import type { OwnMasks, PrototypeMasks } from '../model-task';
import { at } from './best-scores';
import type { Found } from './found';
import { shapeText, valuesOf, type Outputs, type Table } from './output-values';

/** A rectangle of numbers and where it lies in the input; above the threshold is the object. */
interface Surface extends Size {
  readonly data: Float32Array;
  readonly place: Rectangle;
  readonly threshold: number;
}

/** `table` is the output that the objects were found in. */
export function objectMasks(rule: PrototypeMasks | OwnMasks, table: Table, outputs: Outputs, found: readonly Found[], input: Size, picture: Size, fit: Fit): Mask[] {
  const surface = 'size' in rule ? (object: Found) => ownSurface(rule, table, object) : prototypes(rule, table, outputs, input);
  return found.map((object) => paint(surface(object), object, picture, fit));
}

/** A mask of `size` × `size` shares (0 … 1) inside its own box, in whole pixels of the picture that the box is told in. */
export function maskInside(box: Rectangle, size: number, shares: Float32Array, picture: Size): Mask {
  return paint({ width: size, height: size, data: shares, place: box, threshold: OWN }, box, picture, AS_IT_IS);
}

/** From this share on a pixel belongs to the object. */
const OWN = 0.5;
const AS_IT_IS: Fit = { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 };

function ownSurface({ at: first, size }: OwnMasks, table: Table, object: Found): Surface {
  return { width: size, height: size, data: Float32Array.from({ length: size * size }, (_, index) => at(table, object.row, first + index)), place: object, threshold: OWN };
}

/** Masks are logits: half of them is 0. */
function prototypes({ at: first, count, output }: PrototypeMasks, table: Table, outputs: Outputs, input: Size): (object: Found) => Surface {
  const { dims, data } = valuesOf(outputs, output);
  const [found, height, width] = dims.length === 3 ? (dims as [number, number, number]) : [0, 0, 0];
  if (found !== count) fail('output-prototypes', `The output “${output}” has the shape ${shapeText(dims)}, but masks are mixed from ${count} prototypes.`, { expected: `${count} × height × width`, found: shapeText(dims), remedy: 'Choose the output with the prototypes in the mapping.' });
  return (object) => {
    // Only the part under the box is mixed, and a pixel around it to read between.
    const [across, down] = [width / input.width, height / input.height];
    const [left, top] = [Math.max(0, Math.floor(object.x * across) - 1), Math.max(0, Math.floor(object.y * down) - 1)];
    const right = Math.max(left + 1, Math.min(width, Math.ceil((object.x + object.width) * across) + 1));
    const bottom = Math.max(top + 1, Math.min(height, Math.ceil((object.y + object.height) * down) + 1));
    const part = { width: right - left, height: bottom - top };
    const mixed = new Float32Array(part.width * part.height);
    for (let index = 0; index < count; index++) {
      const factor = at(table, object.row, first + index);
      for (let row = 0, to = 0; row < part.height; row++) {
        for (let column = 0, from = (index * height + top + row) * width + left; column < part.width; column++, to++, from++) mixed[to]! += factor * data[from]!;
      }
    }
    return { ...part, data: mixed, place: { x: left / across, y: top / down, width: part.width / across, height: part.height / down }, threshold: 0 };
  };
}

function paint({ width, height, data, place, threshold }: Surface, object: Rectangle, picture: Size, fit: Fit): Mask {
  const box = clipTo(picture, boxToPicture(fit, object));
  const [x, y] = [Math.floor(box.x), Math.floor(box.y)];
  const size = { width: Math.max(0, Math.ceil(box.x + box.width) - x), height: Math.max(0, Math.ceil(box.y + box.height) - y) };
  const pixels = new Uint8Array(size.width * size.height);
  const read = (column: number, row: number): number => data[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]!;
  for (let row = 0, to = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++, to++) {
      const there = pointToInput(fit, x + column + 0.5, y + row + 0.5);
      const across = ((there.x - place.x) / place.width) * width - 0.5;
      const down = ((there.y - place.y) / place.height) * height - 0.5;
      const [left, top] = [Math.floor(across), Math.floor(down)];
      const upper = read(left, top) * (1 - across + left) + read(left + 1, top) * (across - left);
      const lower = read(left, top + 1) * (1 - across + left) + read(left + 1, top + 1) * (across - left);
      pixels[to] = upper * (1 - down + top) + lower * (down - top) > threshold ? 1 : 0;
    }
  }
  return { x, y, ...size, data: pixels };
}
