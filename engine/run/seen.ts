/** What an Output that sees answers about a sample, and what is there, for people and overlays: in pixels of the network's input. */
import type { Tensor } from '../core/dtype';
import { IGNORED_PIXEL } from '../data/dataset';
import { SHOWN_SCORE } from '../vision/detection-errors';
import type { Point, Skeleton, VisionAnswer } from '../vision/answer';
import { foundObjects, sampleOf, trueObjects } from './metrics/detection';
import { answeredClasses } from './metrics/segmentation';
import type { TargetSignature } from './signature';

/** Numbers of one point: x, y, depth, visibility. */
const POINT = 4;

/** Of the first sample of a prediction; nothing for Outputs that choose a class or give numbers. */
export function seenAnswer({ kind, classes = [], skeleton }: TargetSignature, prediction: Tensor): VisionAnswer | undefined {
  switch (kind) {
    case 'mask':
      return pixelsSeen(prediction, classes);
    case 'boxes':
      return { kind: 'boxes', detections: foundObjects(sampleOf(prediction, 0), classes.length).filter(({ score }) => score >= SHOWN_SCORE), classes };
    case 'points':
      return skeleton && pointsSeen(prediction.data as Float32Array, skeleton);
    default:
      return undefined;
  }
}

/** The same of the first sample of a target: what a perfect network would answer. */
export function seenTruth({ kind, classes = [], skeleton }: TargetSignature, target: Tensor): VisionAnswer | undefined {
  switch (kind) {
    case 'mask': {
      const [height, width] = target.shape.slice(1) as [number, number];
      const data = Uint8Array.from({ length: height * width }, (_, pixel) => (Number(target.data[pixel]) < 0 ? IGNORED_PIXEL : Number(target.data[pixel])));
      return { kind: 'mask', mask: { x: 0, y: 0, width, height, data }, classes };
    }
    case 'boxes':
      return { kind: 'boxes', detections: trueObjects(sampleOf(target, 0)).filter(({ isCrowd }) => !isCrowd).map((object) => ({ ...object, score: 1 })), classes };
    case 'points':
      return skeleton && pointsSeen(target.data as Float32Array, skeleton);
    default:
      return undefined;
  }
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
