/**
 * How many places an object gets follows from how well places do for it: as many as the overlaps of the best add up to (Ge et
 * al. 2021, OTA and YOLOX's SimOTA), the ones that do best in class and overlap.
 */
import { row, type Box } from '../../../losses/detection/box';
import { overlap } from '../../../losses/detection/overlap';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { truth, type Objects } from './objects';

/** `box` and `own`, the score of the object's class, are what was found at the candidates, [N, M, K] each; so is the result, where several objects may still have one place. */
export function dynamicPlaces(b: Builder, box: Box, own: Value, objects: Objects, open: Value, most: number): { readonly chosen: Value; readonly fitness: Value } {
  const overlaps = b.mul(overlap(b, 'iou', box, objects.box), open);
  // The cost of the paper, class loss + 3·(−ln IoU), as a likelihood: the least cost is the largest of these.
  const fitness = b.mul(b.mul(b.sqrt(own), b.mul(overlaps, b.square(overlaps))), open);
  const count = Math.min(most, open.shape[2] as number);
  const [best] = b.apply('TopK', [overlaps], { axis: 2, k: count });
  const wanted = b.max(b.one('Floor', [b.sum(best!, [2], true)], {}), 1);
  const [fittest] = b.apply('TopK', [fitness], { axis: 2, k: count });
  const rank = row(b, Array.from({ length: count }, (_, index) => index));
  const last = b.mul(truth(b, b.less(rank, wanted)), truth(b, b.one('GreaterOrEqual', [rank, b.sub(b.min(wanted, count), 1)], {})));
  const least = b.sum(b.mul(fittest!, last), [2], true);
  return { chosen: b.mul(truth(b, b.one('GreaterOrEqual', [fitness, least], {})), truth(b, b.greater(fitness, 0))), fitness };
}
