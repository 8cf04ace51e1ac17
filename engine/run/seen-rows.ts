/** One picture of an Output that sees: what is there, what was answered, and how far the two are apart. */
import type { Tensor } from '../core/dtype';
import { addOutcomes, judgeObjects, startErrors, type DetectionErrors, type ObjectOutcome } from '../vision/detection-errors';
import type { VisionAnswer } from '../vision/answer';
import { foundObjects, sampleOf, trueObjects } from './metrics/detection';
import { addPixels, finishPixels, startPixels } from './metrics/segmentation';
import { seenAnswer, seenTruth } from './seen';
import type { TargetSignature } from './signature';

/** What is said about one picture. */
export type SeenJudgement =
  | { readonly kind: 'mask'; readonly meanIou: number; readonly pixelAccuracy: number }
  | { readonly kind: 'boxes'; readonly errors: DetectionErrors; readonly outcomes: readonly ObjectOutcome[] }
  /** The mean distance of points that can be seen, in pixels of the network's input. */
  | { readonly kind: 'points'; readonly distance: number };

export interface SeenRow {
  readonly truth: VisionAnswer;
  readonly answer: VisionAnswer;
  readonly judgement: SeenJudgement;
  /** What the worst are found by: 1 − mean IoU, objects that are wrong, or the mean distance. */
  readonly loss: number;
}

/** Of tensors with one sample; nothing for Outputs that choose a class or give numbers. */
export function seenRow(target: TargetSignature, prediction: Tensor, wanted: Tensor): SeenRow | undefined {
  const [truth, answer] = [seenTruth(target, wanted), seenAnswer(target, prediction)];
  if (!truth || !answer) return undefined;
  const judgement = judge(target, prediction, wanted, truth, answer);
  return { truth, answer, judgement, loss: lossOf(judgement) };
}

function judge({ classes = [] }: TargetSignature, prediction: Tensor, wanted: Tensor, truth: VisionAnswer, answer: VisionAnswer): SeenJudgement {
  if (truth.kind === 'mask') {
    const sums = startPixels(classes.length);
    addPixels(sums, prediction, wanted);
    const { meanIou, pixelAccuracy } = finishPixels(sums, classes);
    return { kind: 'mask', meanIou, pixelAccuracy };
  }
  if (truth.kind === 'points' && answer.kind === 'points') return { kind: 'points', distance: meanDistance(truth, answer) };
  const sums = startErrors(classes.length);
  const outcomes = judgeObjects(foundObjects(sampleOf(prediction, 0), classes.length), trueObjects(sampleOf(wanted, 0)), classes.length);
  addOutcomes(sums, outcomes);
  return { kind: 'boxes', errors: sums.errors, outcomes };
}

type Points = Extract<VisionAnswer, { kind: 'points' }>;

function meanDistance(truth: Points, answer: Points): number {
  const distances = truth.sets[0]!.points.flatMap((point, index) => {
    const found = answer.sets[0]!.points[index]!;
    return point.visibility >= 0.5 ? [Math.hypot(found.x - point.x, found.y - point.y)] : [];
  });
  return distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, distances.length);
}

function lossOf(judgement: SeenJudgement): number {
  if (judgement.kind === 'mask') return 1 - judgement.meanIou;
  if (judgement.kind === 'points') return judgement.distance;
  const { right: _, ...wrong } = judgement.errors;
  return Object.values(wrong).reduce((sum, count) => sum + count, 0);
}
