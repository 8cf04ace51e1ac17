/**
 * The objects of one picture as flat rows of numbers, which is how they are kept between epochs and moved: x, y, width,
 * height, class, instance. Positions are pixels of the network's input; instance k is what the object is called in the map
 * of instances, 0 where it has no pixels there.
 */
import type { Boxes } from './dataset';
import { movedRectangle, type PixelMapping, type Rectangle } from './augment/move-points';
import { placementOf, type Placement } from './placement';
import { imageShapeOf, type ImageStep } from './preprocess';

/** Numbers per object. */
export const OBJECT_WIDTH = 6;

/** The class of a row that holds no object. */
export const NO_OBJECT = -1;

/** An object of which less is left at the border is no longer that object: a wheel is not a car. */
const LEAST_LEFT = 0.3;

/** What stands for the class where a box is a crowd; it is its own inverse. */
export function crowdLabel(label: number): number {
  return -2 - label;
}

interface PlacedObject extends Rectangle {
  readonly label: number;
  readonly instance: number;
}

/** The `most` largest objects where the steps of the picture put them. */
export function fitObjects({ width, height, boxes, labels, crowd }: Boxes, steps: readonly ImageStep[], most: number): Float64Array {
  const shape = imageShapeOf(steps);
  const { scaleX, scaleY, left, top } = placementOf(steps, width, height);
  const objects = Array.from(labels, (label, index): PlacedObject => {
    const [x, y, w, h] = boxes.subarray(index * 4, index * 4 + 4) as unknown as [number, number, number, number];
    return { x: x * scaleX + left, y: y * scaleY + top, width: w * scaleX, height: h * scaleY, label: crowd?.[index] ? crowdLabel(label) : label, instance: index + 1 };
  });
  return packed(visible(objects, { x: 0, y: 0, ...shape }), most);
}

/** The `most` largest of boxes that stand for no class yet, given in pixels of the network's input. */
export function fitBoxes(boxes: readonly Rectangle[], most: number): Float64Array {
  return packed(boxes.map(({ x, y, width, height }) => ({ x, y, width, height, label: 0, instance: 0 })), most);
}

/** The objects after their picture was moved, within a picture of `width` × `height`. */
export function moveObjects(kept: Float64Array, mapping: PixelMapping, width: number, height: number): Float64Array {
  const objects = unpacked(kept).map((object) => ({ ...object, ...movedRectangle(mapping, object) }));
  return packed(visible(objects, { x: 0, y: 0, width, height }), kept.length / OBJECT_WIDTH);
}

/** The objects of one picture moved and scaled into a window of another. */
export function placeObjects(kept: Float64Array, { scaleX, scaleY, left, top }: Placement, window: Rectangle): Float64Array {
  const objects = unpacked(kept).map((object) => ({ ...object, x: object.x * scaleX + left, y: object.y * scaleY + top, width: object.width * scaleX, height: object.height * scaleY }));
  return packed(visible(objects, window), kept.length / OBJECT_WIDTH);
}

/** The objects of several pictures that became one. */
export function joinObjects(parts: readonly Float64Array[], most: number): Float64Array {
  return packed(parts.flatMap(unpacked), most);
}

/** Clipped at the border; what is left of too little is dropped. */
function visible(objects: readonly PlacedObject[], window: Rectangle): PlacedObject[] {
  return objects.flatMap((object) => {
    const [x, y] = [Math.max(window.x, object.x), Math.max(window.y, object.y)];
    const shown = { x, y, width: Math.min(window.x + window.width, object.x + object.width) - x, height: Math.min(window.y + window.height, object.y + object.height) - y };
    const isLeft = shown.width > 0 && shown.height > 0 && shown.width * shown.height >= LEAST_LEFT * object.width * object.height;
    return isLeft ? [{ ...object, ...shown }] : [];
  });
}

/** Crowds after objects, the largest first; of equals the one that came first. */
function packed(objects: readonly PlacedObject[], most: number): Float64Array {
  const isCrowd = ({ label }: PlacedObject) => Number(label < NO_OBJECT);
  const chosen = [...objects].sort((a, b) => isCrowd(a) - isCrowd(b) || b.width * b.height - a.width * a.height).slice(0, most);
  const rows = new Float64Array(most * OBJECT_WIDTH);
  for (let index = 0; index < most; index++) {
    const object = chosen[index];
    if (object) rows.set([object.x, object.y, object.width, object.height, object.label, object.instance], index * OBJECT_WIDTH);
    else rows[index * OBJECT_WIDTH + 4] = NO_OBJECT;
  }
  return rows;
}

export function unpacked(kept: Float64Array): PlacedObject[] {
  const objects: PlacedObject[] = [];
  for (let at = 0; at < kept.length; at += OBJECT_WIDTH) {
    if (kept[at + 4] === NO_OBJECT) continue;
    objects.push({ x: kept[at]!, y: kept[at + 1]!, width: kept[at + 2]!, height: kept[at + 3]!, label: kept[at + 4]!, instance: kept[at + 5]! });
  }
  return objects;
}
