/** What an Output that sees answers about a sample, and what is there, for people and overlays: in pixels of the network's input. */
import type { Tensor } from '../core/dtype';
import { IGNORED_PIXEL } from '../data/dataset';
import { imageShapeOf } from '../data/preprocess';
import { SHOWN_SCORE } from '../vision/detection-errors';
import type { Detection, Point, Skeleton, VisionAnswer } from '../vision/answer';
import { maskInside } from '../vision/decode/object-masks';
import type { Rectangle } from '../vision/iou';
import { foundObjects, sampleOf, trueObjects, type Rows } from './metrics/detection';
import { answeredClasses } from './metrics/segmentation';
import { BOX_NUMBERS, type TargetSignature } from './signature';

/** Numbers of one point: x, y, depth, visibility. */
const POINT = 4;

/** Numbers of a true object before its pixels. */
const OBJECT_NUMBERS = 5;

/**
 * Of the first sample of a prediction; nothing for Outputs that choose a class or give numbers. Objects with lower scores than
 * `scoreAtLeast` are left out.
 */
export function seenAnswer(target: TargetSignature, prediction: Tensor, scoreAtLeast = SHOWN_SCORE): VisionAnswer | undefined {
  const { kind, classes = [], skeleton } = target;
  switch (kind) {
    case 'mask':
      return pixelsSeen(prediction, classes);
    case 'boxes':
      return { kind: 'boxes', detections: objectsSeen(target, prediction, scoreAtLeast), classes };
    case 'points':
      return skeleton && pointsSeen(prediction.data as Float32Array, skeleton);
    default:
      return undefined;
  }
}

/** The same of the first sample of a target: what a perfect network would answer. */
export function seenTruth(signature: TargetSignature, target: Tensor): VisionAnswer | undefined {
  const { kind, classes = [], skeleton } = signature;
  switch (kind) {
    case 'mask': {
      const [height, width] = target.shape.slice(1) as [number, number];
      const data = Uint8Array.from({ length: height * width }, (_, pixel) => (Number(target.data[pixel]) < 0 ? IGNORED_PIXEL : Number(target.data[pixel])));
      return { kind: 'mask', mask: { x: 0, y: 0, width, height, data }, classes };
    }
    case 'boxes':
      return { kind: 'boxes', detections: trueDetections(signature, target), classes };
    case 'points':
      return skeleton && pointsSeen(target.data as Float32Array, skeleton);
    default:
      return undefined;
  }
}

function objectsSeen(target: TargetSignature, prediction: Tensor, scoreAtLeast: number): Detection[] {
  const { classes = [] } = target;
  const rows = sampleOf(prediction, 0);
  const found = foundObjects(rows, classes.length).filter(({ score }) => score >= scoreAtLeast);
  return found.map(({ row, ...one }) => ({ ...one, ...ownPixels(target, one, rows, row, BOX_NUMBERS + classes.length) }));
}

function trueDetections(signature: TargetSignature, target: Tensor): Detection[] {
  const rows = sampleOf(target, 0);
  const objects = trueObjects(rows).filter(({ isCrowd }) => !isCrowd);
  return objects.map(({ row, x, y, width, height, label }) => ({ x, y, width, height, label, score: 1, ...ownPixels(signature, { x, y, width, height }, rows, row, OBJECT_NUMBERS) }));
}

/** The pixels of an object, where its row has a square of shares behind `first` other numbers. */
function ownPixels({ imageSteps }: TargetSignature, box: Rectangle, { data, width }: Rows, row: number, first: number): Pick<Detection, 'mask'> {
  const side = Math.sqrt(width - first);
  if (side === 0 || !imageSteps) return {};
  return { mask: maskInside(box, side, data.subarray(row * width + first, (row + 1) * width), imageShapeOf(imageSteps)) };
}

function pixelsSeen({ data, shape }: Tensor, classes: readonly string[]): VisionAnswer {
  const [, channels, height, width] = shape as [number, number, number, number];
  const answered = answeredClasses((data as Float32Array).subarray(0, channels * height * width), channels);
  return { kind: 'mask', mask: { x: 0, y: 0, width, height, data: answered }, classes };
}

function pointsSeen(values: Float32Array, skeleton: Skeleton): VisionAnswer {
  const points = skeleton.points.map((_, index): Point => {
    const [x, y, z, visibility] = values.subarray(index * POINT, (index + 1) * POINT) as unknown as [number, number, number, number];
    return { x, y, z, visibility };
  });
  const score = points.reduce((sum, { visibility }) => sum + visibility, 0) / Math.max(1, points.length);
  return { kind: 'points', sets: [{ track: -1, score, points }], skeleton };
}
