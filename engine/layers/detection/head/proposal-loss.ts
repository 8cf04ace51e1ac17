/** How the first stage of a two-stage detector learns: which anchors hold an object, and how each is to be shifted. */
import { formatShape, type Shape } from '../../../core/shape';
import { channels, still, type Box } from '../../../losses/detection/box';
import { overlap } from '../../../losses/detection/overlap';
import { crossEntropy, smooth } from '../../../losses/detection/terms';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { LayerProblem } from '../../define-layer';
import { firstLargest, matched, onePerPlace } from './assignment';
import { boxChannels, deltasTo, PLAIN } from './deltas';
import { total } from './loss-terms';
import { truth, type Objects } from './objects';

/** An anchor with an overlap from the first on is to find an object, one below the second is to find nothing; those between learn nothing. */
export interface AnchorLimits {
  readonly object: number;
  readonly nothing: number;
}

export const PAPER_LIMITS: AnchorLimits = { object: 0.7, nothing: 0.3 };

/** Throws LayerProblem where a shape does not hold anchors with scores and shifts. */
export function checkAnchors(shape: Shape): void {
  if (shape.length === 2 && shape[1] === 9) return;
  throw new LayerProblem(`needs the anchors of a Region proposals layer (R × 9) at its port anchors, but gets ${formatShape(shape)}`, { port: 'anchors', expected: 'R × 9', found: formatShape(shape), remedy: 'Wire its second output there.' });
}

export interface ProposalComparison {
  readonly terms: { readonly anchor_loss: Value; readonly anchor_box_loss: Value };
  /** [N, M, R] */
  readonly assignment: Value;
}

/**
 * Of anchors [N, R, 9]. Anchors that are to find something and those that are to find nothing count half each, which is what
 * drawing as many of both would come to on average, without the noise of drawing.
 */
export function compareAnchors(b: Builder, anchors: Value, objects: Objects, { object, nothing }: AnchorLimits): ProposalComparison {
  const values = b.transposeLast(anchors);
  const anchor: Box = boxChannels(b, still(b, channels(b, values, 0, 4)));
  const [logit, shifts] = [channels(b, values, 4, 5), channels(b, values, 5, 9)];
  const overlaps = overlap(b, 'iou', anchor, objects.box);
  const isAlike = truth(b, b.one('GreaterOrEqual', [overlaps, b.scalar(object)], {}));
  const isNearest = b.mul(firstLargest(b, overlaps, 2), truth(b, b.greater(overlaps, 0)));
  const assignment = still(b, onePerPlace(b, b.mul(b.max(isAlike, isNearest), objects.present), overlaps));
  const { positive, box } = matched(b, assignment, objects);
  const isFar = truth(b, b.less(b.one('ReduceMax', [overlaps], { axes: [1], keepdims: true }), nothing));
  const negative = still(b, b.mul(isFar, b.sub(1, positive)));
  const mean = (terms: Value, over: Value) => b.div(total(b, b.mul(over, terms)), b.max(total(b, over), 1));
  const ideal = deltasTo(b, anchor, box, PLAIN);
  const missed = smooth(b, b.sub(shifts, still(b, b.concat([ideal.x, ideal.y, ideal.width, ideal.height], 1))), 1 / 9);
  const found = b.add(mean(crossEntropy(b, logit, still(b, positive)), positive), mean(crossEntropy(b, logit, still(b, positive)), negative));
  return { terms: { anchor_loss: b.mul(found, 0.5), anchor_box_loss: mean(missed, positive) }, assignment };
}
