/**
 * Converted MediaPipe models, by the sizes of their inputs and outputs. The numbers are those of the graphs in
 * `mediapipe/modules`: `palm_detection/palm_detection_cpu.pbtxt` (2,016 anchors of 18 values at 192), `face_detection/
 * face_detection_short_range.pbtxt` (896 of 16 at 128) and `..._full_range.pbtxt` (2,304 at 192), `pose_detection/
 * pose_detection_cpu.pbtxt` (2,254 of 12 at 224), `hand_landmark/hand_landmark_cpu.pbtxt` (21 points at 224, z over 0.4),
 * `face_landmark/face_landmark_cpu.pbtxt` (468 at 192), `pose_landmark/tensors_to_pose_landmarks_and_segmentation.pbtxt`
 * (39 × 5 at 256), and the `*_detection_to_roi.pbtxt` and `*_landmarks_to_roi.pbtxt` beside them. Input ranges are those of
 * their `ImageToTensorCalculator`.
 */
import type { Skeleton } from '../answer';
import type { AnchorGrid, LandmarksAnswer, ModelTask, PictureInput } from '../model-task';
import { FACE_MESH_REGION, HAND_REGION, POSE_REGION } from '../region-rules';
import type { RegionRules } from '../rotated-crop';
import { HAND_SKELETON, POSE_SKELETON, skeletonOf } from '../skeletons';
import { countOf, shapeOf, type ModelFacts, type OutputFacts } from './model-facts';
import { pictureOf, type PictureAxes } from './picture-of';
import type { Recognition } from './recognition';

type Range = Pick<PictureInput, 'scale' | 'mean' | 'deviation'>;

/** 0 … 1. */
const POSITIVE: Range = { scale: 1 / 255, mean: [0], deviation: [1] };
/** −1 … 1. */
const BOTH: Range = { scale: 1 / 127.5, mean: [1], deviation: [1] };

interface Detector {
  readonly title: string;
  readonly side: number;
  readonly grids: readonly AnchorGrid[];
  readonly pointCount: number;
  readonly range: Range;
  readonly classes: readonly string[];
  readonly pointNames: readonly string[];
  readonly score: number;
}

const PALM_POINTS = ['wrist', 'index finger knuckle', 'middle finger knuckle', 'ring finger knuckle', 'little finger knuckle', 'thumb base', 'thumb knuckle'];
const FACE_POINTS = ['right eye', 'left eye', 'nose tip', 'mouth', 'right ear', 'left ear'];
const BODY_POINTS = ['middle of the hips', 'reach of the body', 'middle of the shoulders', 'reach of the upper body'];

const DETECTORS: readonly Detector[] = [
  { title: 'MediaPipe palm detection', side: 192, grids: [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 6 }], pointCount: 7, range: POSITIVE, classes: ['palm'], pointNames: PALM_POINTS, score: 0.5 },
  { title: 'MediaPipe palm detection (2020)', side: 256, grids: [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 2 }, { stride: 32, perCell: 6 }], pointCount: 7, range: BOTH, classes: ['palm'], pointNames: PALM_POINTS, score: 0.5 },
  { title: 'MediaPipe face detection, short range', side: 128, grids: [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 6 }], pointCount: 6, range: BOTH, classes: ['face'], pointNames: FACE_POINTS, score: 0.5 },
  { title: 'MediaPipe face detection, back camera', side: 256, grids: [{ stride: 16, perCell: 2 }, { stride: 32, perCell: 6 }], pointCount: 6, range: BOTH, classes: ['face'], pointNames: FACE_POINTS, score: 0.5 },
  { title: 'MediaPipe face detection, full range', side: 192, grids: [{ stride: 4, perCell: 1 }], pointCount: 6, range: BOTH, classes: ['face'], pointNames: FACE_POINTS, score: 0.6 },
  { title: 'MediaPipe pose detection', side: 224, grids: [{ stride: 8, perCell: 2 }, { stride: 16, perCell: 2 }, { stride: 32, perCell: 6 }], pointCount: 4, range: BOTH, classes: ['person'], pointNames: BODY_POINTS, score: 0.5 },
];

interface Landmarker {
  readonly title: string;
  readonly sides: readonly number[];
  /** Numbers of the output with the points. */
  readonly numbers: number;
  readonly answer: Pick<LandmarksAnswer, 'count' | 'values' | 'depth'>;
  /** Whether presence still needs the sigmoid. */
  readonly presence: 'none' | 'sigmoid';
  readonly skeleton: Skeleton;
  readonly classes: readonly string[];
  readonly region: RegionRules;
}

const LANDMARKERS: readonly Landmarker[] = [
  { title: 'MediaPipe hand landmarks', sides: [224, 256], numbers: 63, answer: { count: 21, values: 3, depth: 1 / 0.4 }, presence: 'none', skeleton: HAND_SKELETON, classes: ['left hand', 'right hand'], region: HAND_REGION },
  { title: 'MediaPipe face mesh', sides: [192], numbers: 468 * 3, answer: { count: 468, values: 3, depth: 1 }, presence: 'sigmoid', skeleton: skeletonOf(468), classes: ['face'], region: FACE_MESH_REGION },
  { title: 'MediaPipe face mesh with irises', sides: [256], numbers: 478 * 3, answer: { count: 478, values: 3, depth: 1 }, presence: 'sigmoid', skeleton: skeletonOf(478), classes: ['face'], region: FACE_MESH_REGION },
  { title: 'MediaPipe pose landmarks', sides: [256], numbers: 39 * 5, answer: { count: 33, values: 5, depth: 1 }, presence: 'none', skeleton: POSE_SKELETON, classes: ['person'], region: POSE_REGION },
];

export function recogniseMediapipe(facts: ModelFacts): Recognition | undefined {
  const picture = pictureOf(facts);
  if (!picture || picture.channels !== 3 || picture.width !== picture.height || picture.dtype === 'uint8') return undefined;
  return asDetector(facts, picture) ?? asLandmarker(facts, picture);
}

function asDetector(facts: ModelFacts, picture: PictureAxes): Recognition | undefined {
  for (const { title, side, grids, pointCount, range, classes, pointNames, score } of DETECTORS) {
    const anchors = grids.reduce((sum, { stride, perCell }) => sum + (side / stride) ** 2 * perCell, 0);
    const columns = 4 + 2 * pointCount;
    const boxes = facts.outputs.find((output) => countOf(output) === anchors * columns && output.dims.at(-1) === columns);
    const scores = facts.outputs.find((output) => countOf(output) === anchors);
    if (side !== picture.width || !boxes || !scores) continue;
    const skeleton: Skeleton = { name: title, points: pointNames, edges: [], mirrored: [] };
    return {
      task: {
        title, input: fitted(picture, range), classes, skeleton, selection: { score, iou: 0.3, among: 'all', most: 20 },
        answer: { kind: 'anchors', boxes: boxes.name, scores: scores.name, grids, pointCount },
      },
      why: `It takes ${side} × ${side} pixels and answers ${anchors.toLocaleString('en')} anchors with ${columns} numbers, as ${title} does.`,
      isSure: true,
    };
  }
  return undefined;
}

function asLandmarker(facts: ModelFacts, picture: PictureAxes): Recognition | undefined {
  for (const { title, sides, numbers, answer, presence, skeleton, classes, region } of LANDMARKERS) {
    const points = facts.outputs.find((output) => countOf(output) === numbers);
    if (!sides.includes(picture.width) || !points) continue;
    // Numbers of their own stand in this order: presence, then, for hands, the side.
    const [flag, side] = facts.outputs.filter((output) => countOf(output) === 1) as [OutputFacts?, OutputFacts?];
    const task: ModelTask = {
      title, input: fitted(picture, POSITIVE), classes, skeleton, region, selection: { score: 0.5, iou: 0.5, among: 'all', most: 2 },
      answer: {
        kind: 'landmarks', output: points.name, ...answer, unit: 'pixels', visibility: 'sigmoid',
        ...(flag && { presence: { output: flag.name, activation: presence } }), ...(side && classes.length === 2 && { side: { output: side.name } }),
      },
    };
    return { task, why: `It takes ${picture.width} × ${picture.height} pixels and answers ${shapeOf(points)} numbers, as ${title} does.`, isSure: true };
  }
  return undefined;
}

/** Borders are black: `BORDER_ZERO`. */
function fitted(picture: PictureAxes, range: Range): PictureInput {
  return { ...picture, ...range, order: 'rgb', fit: 'pad', fill: 0 };
}
