/**
 * Scores of one Output node, added up batch by batch. Plain data, so that a checkpoint in the middle of an epoch holds
 * them and a resumed run repeats the uninterrupted one. One kind of answer is one file of `metrics/`.
 */
import type { Tensor } from '../core/dtype';
import type { TargetBinding } from './bind-columns';
import { addAnswers, finishAnswers, startAnswers, type ClassificationScores, type ClassificationSums } from './metrics/classification';
import { addObjects, finishDetection, startDetection, type DetectionScores, type DetectionSums } from './metrics/detection';
import { addPoints, finishPoints, startPoints, type LandmarkScores, type LandmarkSums } from './metrics/landmarks';
import { addValues, finishValues, startValues, type RegressionScores, type RegressionSums } from './metrics/regression';
import { addPixels, finishPixels, startPixels, type SegmentationScores, type SegmentationSums } from './metrics/segmentation';

export { indexOfMaximum, TOP_K, type ClassScores } from './metrics/classification';

export type MetricSums = ClassificationSums | RegressionSums | DetectionSums | SegmentationSums | LandmarkSums;
export type Scores = ClassificationScores | RegressionScores | DetectionScores | SegmentationScores | LandmarkScores;

export function startSums({ column: { kind, classes = [], skeleton } }: Pick<TargetBinding, 'column'>): MetricSums {
  switch (kind) {
    case 'category':
      return startAnswers(classes.length);
    case 'boxes':
      return startDetection(classes.length);
    case 'mask':
      return startPixels(classes.length);
    case 'points':
      return startPoints(skeleton?.points.length ?? 0);
    default:
      return startValues();
  }
}

/**
 * Adds one batch; `prediction` and `target` are the graph's own tensors. Scores that keep every box they saw are of the first
 * `mostPictures` pictures.
 */
export function addBatch(sums: MetricSums, prediction: Tensor, target: Tensor, mostPictures = Infinity): void {
  switch (sums.kind) {
    case 'classification':
      return addAnswers(sums, prediction, target);
    case 'detection':
      return addObjects(sums, prediction, target, mostPictures);
    case 'segmentation':
      return addPixels(sums, prediction, target);
    case 'landmarks':
      return addPoints(sums, prediction, target);
    case 'regression':
      return addValues(sums, prediction, target);
  }
}

/** `labels` are names of classes or of points. */
export function finishSums(sums: MetricSums, labels: readonly string[]): Scores {
  switch (sums.kind) {
    case 'classification':
      return finishAnswers(sums, labels);
    case 'detection':
      return finishDetection(sums, labels);
    case 'segmentation':
      return finishPixels(sums, labels);
    case 'landmarks':
      return finishPoints(sums, labels);
    case 'regression':
      return finishValues(sums);
  }
}
