/**
 * Three ways to see objects that have pixels of their own: by class, one by one, and panoptic, where every pixel belongs to one
 * thing only. Each is an answer like any other, so whatever draws and lists answers draws and lists them.
 */
import type { Detection, Mask, VisionAnswer } from './answer';
import type { Size } from './letterbox';

type Objects = Extract<VisionAnswer, { kind: 'boxes' }>;
type Pixels = Extract<VisionAnswer, { kind: 'mask' }>;

/** Of a mask that says nothing about a pixel. */
const IGNORED = 255;
/** An object of which better ones leave less than this share is no segment of its own. */
const LEAST_LEFT = 0.5;
/** Numbers of a mask that can stand for a segment. */
const MOST_SEGMENTS = IGNORED - 1;

/** The class of every pixel; where objects overlap, that of the better one. Class 0 is the background. */
export function semanticView({ detections, classes }: Objects, size: Size): Pixels {
  const data = new Uint8Array(size.width * size.height);
  for (const { label, mask } of [...detections].reverse()) eachPixel(mask, size, (pixel) => void (data[pixel] = label + 1));
  return { kind: 'mask', mask: { x: 0, y: 0, ...size, data }, classes: ['background', ...classes] };
}

/** Every object under a name of its own, so that two of one class are told apart. */
export function instanceView(objects: Objects): Objects {
  return { ...objects, detections: objects.detections.map((one, index) => ({ ...one, label: index })), classes: objectNames(objects) };
}

/**
 * Every pixel in one segment at most (Kirillov et al. 2019): objects take theirs in the order of their scores; what they leave goes to
 * the classes of `ground` that are no objects. Pixels that `ground` gives to a class of objects and no object has belong to nothing.
 */
export function panopticView(objects: Objects, size: Size, ground?: Pixels): Pixels {
  const data = new Uint8Array(size.width * size.height);
  const names = objectNames(objects);
  const segments: string[] = ['nothing'];
  for (const [index, { mask }] of objects.detections.entries()) {
    const left: number[] = [];
    let all = 0;
    eachPixel(mask, size, (pixel) => {
      all++;
      if (data[pixel] === 0) left.push(pixel);
    });
    if (left.length === 0 || left.length < LEAST_LEFT * all || segments.length > MOST_SEGMENTS) continue;
    for (const pixel of left) data[pixel] = segments.length;
    segments.push(names[index]!);
  }
  if (ground) fillGround(data, segments, size, ground, new Set(objects.classes));
  return { kind: 'mask', mask: { x: 0, y: 0, ...size, data }, classes: segments };
}

/** The first class of a mask is its background. */
function fillGround(data: Uint8Array, segments: string[], size: Size, { mask, classes }: Pixels, things: ReadonlySet<string>): void {
  const numbers = new Map<number, number>();
  for (let y = 0, pixel = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / size.height) * mask.width;
    for (let x = 0; x < size.width; x++, pixel++) {
      const label = mask.data[row + Math.floor(((x + 0.5) * mask.width) / size.width)]!;
      const name = classes[label];
      if (data[pixel] !== 0 || label === 0 || name === undefined || things.has(name)) continue;
      if (!numbers.has(label)) {
        if (segments.length > MOST_SEGMENTS) continue;
        numbers.set(label, segments.length);
        segments.push(name);
      }
      data[pixel] = numbers.get(label)!;
    }
  }
}

/** “circle” where there is one, “circle #1”, “circle #2” where there are several, the best first. */
function objectNames({ detections, classes }: Objects): readonly string[] {
  const of = (label: number): number => detections.filter((one) => one.label === label).length;
  const met = new Map<number, number>();
  return detections.map(({ label }) => {
    const number = (met.get(label) ?? 0) + 1;
    met.set(label, number);
    const name = classes[label] ?? String(label);
    return of(label) === 1 ? name : `${name} #${number}`;
  });
}

/** The pixels of the picture that the mask of one object has. */
function eachPixel(mask: Mask | undefined, size: Size, visit: (pixel: number) => void): void {
  if (!mask) return;
  for (let row = 0, at = 0; row < mask.height; row++) {
    for (let column = 0; column < mask.width; column++, at++) {
      const [x, y] = [mask.x + column, mask.y + row];
      if (mask.data[at] === 1 && x >= 0 && y >= 0 && x < size.width && y < size.height) visit(y * size.width + x);
    }
  }
}

/** Whether there is more to see of objects than their boxes. */
export function haveMasks({ detections }: { readonly detections: readonly Detection[] }): boolean {
  return detections.some(({ mask }) => mask !== undefined);
}
