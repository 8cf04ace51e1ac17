/** What data says is in a picture, as people see it: the boxes, the mask or the points of a row as an answer to be painted. */
import type { Tensor } from '../core/dtype';
import type { Point, VisionAnswer } from '../vision/answer';
import type { Binding } from './bindings';
import type { Boxes, Cell, Column, Pixels, Points } from './dataset';
import { IGNORED_PIXEL } from './dataset';
import { fitIndexMap } from './index-map';
import type { ImageStep } from './preprocess';
import type { Augmentation } from './augment/augmentation';

/** Objects of one picture that are shown. */
const MOST_SHOWN = 100;
/** Numbers of a box, and of a point. */
const [BOX, POINT] = [5, 4];

/** The column that tells most about a picture: its boxes, else its mask, else its points. */
export function truthColumn(columns: readonly Column[]): Column | undefined {
  return (['boxes', 'mask', 'points'] as const).map((kind) => columns.find((column) => column.kind === kind)).find((column) => column !== undefined);
}

/** A cell in pixels of the picture made `width` × `height`. */
export function cellTruth({ classes = [], skeleton }: Column, cell: Cell, width: number, height: number): VisionAnswer | undefined {
  if (typeof cell !== 'object') return undefined;
  if ('boxes' in cell) return boxesTruth(cell, classes, width / cell.width, height / cell.height);
  if ('points' in cell) return skeleton && pointsTruth(cell, skeleton, width / cell.width, height / cell.height);
  return maskTruth(fitIndexMap(cell, [{ kind: 'resize', width, height, mode: 'stretch' }, { kind: 'channels', channels: 1 }], IGNORED_PIXEL), classes);
}

/** What follows the picture into a batch. */
export function truthBinding({ name, kind, skeleton }: Column, steps: readonly ImageStep[], augmentations: readonly Augmentation[]): Binding | undefined {
  const bound = { column: name, tensor: 'truth', steps, augmentations };
  if (kind === 'boxes') return { ...bound, kind, most: MOST_SHOWN };
  if (kind === 'mask') return { ...bound, kind };
  return kind === 'points' && skeleton ? { ...bound, kind, skeleton } : undefined;
}

/** The first row of a tensor that `truthBinding` asked for, in pixels of the network's input. */
export function tensorTruth({ kind, classes = [], skeleton }: Column, { data, shape }: Tensor): VisionAnswer | undefined {
  if (kind === 'points') return skeleton && { kind: 'points', skeleton, sets: [{ track: -1, score: 1, points: pointsOf(data as Float32Array, 1, 1) }] };
  if (kind === 'mask') {
    const [height, width] = shape.slice(1) as [number, number];
    return maskTruth({ width, height, channels: 1, data: Uint8Array.from(data as Int32Array, (label) => (label < 0 ? IGNORED_PIXEL : label)) }, classes);
  }
  const detections = Array.from({ length: shape[1]! }, (_, index) => (data as Float32Array).subarray(index * BOX, (index + 1) * BOX) as unknown as readonly [number, number, number, number, number])
    .filter(([, , , , label]) => label >= 0)
    .map(([x, y, width, height, label]) => ({ x: x - width / 2, y: y - height / 2, width, height, label, score: 1 }));
  return { kind: 'boxes', detections, classes };
}

function boxesTruth({ boxes, labels }: Boxes, classes: readonly string[], scaleX: number, scaleY: number): VisionAnswer {
  const detections = Array.from(labels.subarray(0, MOST_SHOWN), (label, index) => {
    const [x, y, width, height] = boxes.subarray(index * 4, index * 4 + 4) as unknown as [number, number, number, number];
    return { x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY, label, score: 1 };
  });
  return { kind: 'boxes', detections, classes };
}

function maskTruth({ width, height, data }: Pixels, classes: readonly string[]): VisionAnswer {
  return { kind: 'mask', mask: { x: 0, y: 0, width, height, data }, classes };
}

function pointsTruth({ points }: Points, skeleton: NonNullable<Column['skeleton']>, scaleX: number, scaleY: number): VisionAnswer {
  return { kind: 'points', skeleton, sets: [{ track: -1, score: 1, points: pointsOf(points, scaleX, scaleY) }] };
}

function pointsOf(values: Float32Array, scaleX: number, scaleY: number): Point[] {
  return Array.from({ length: values.length / POINT }, (_, index) => {
    const [x, y, z, visibility] = values.subarray(index * POINT, (index + 1) * POINT) as unknown as [number, number, number, number];
    return { x: x * scaleX, y: y * scaleY, z: z * scaleX, visibility };
  });
}
