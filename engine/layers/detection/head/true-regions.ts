/** While detectors of two stages are trained, the true boxes are among the regions, so that the second stage has objects to learn from in the first step (Girshick 2015; Ren et al. 2015). */
import { still } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import type { TorchTeaching } from '../../define-layer';
import { truth } from './objects';

/**
 * Of regions [N, K, 4], the likeliest first, and objects [N, M, 5 or more] (centre, sides, class): the last regions make room for
 * objects, at most half of them. Without objects, as in use, they stay as they are.
 */
export function withTrueBoxes(b: Builder, regions: Value, objects: Value | undefined): Value {
  const [, count] = regions.shape as [string, number, number];
  const room = objects ? Math.min(objects.shape[1] as number, Math.floor(count / 2)) : 0;
  if (!objects || room === 0) return regions;
  const part = (value: Value, axes: number[], starts: number[], ends: number[]) => b.one('Slice', [value], { axes, starts, ends, steps: axes.map(() => 1) });
  const boxes = part(objects, [1, 2], [0, 0], [room, 4]);
  // What fills up the list, and crowds, have classes below 0.
  const isObject = truth(b, b.greater(part(objects, [1, 2], [0, 4], [room, 5]), -0.5));
  const last = part(regions, [1], [count - room], [count]);
  const shared = b.add(b.mul(isObject, boxes), b.mul(b.sub(1, isObject), last));
  return still(b, b.concat([part(regions, [1], [0], [count - room]), shared], 1));
}

/** `withTrueBoxes` in PyTorch. */
export const TORCH_TRUE_BOXES: TorchTeaching = {
  functions: {
    with_true_boxes: `def with_true_boxes(regions, objects):
    """While the network is trained, true boxes stand in the place of the last regions: the second stage has objects to learn from in the first step."""
    room = 0 if objects is None else min(objects.shape[1], regions.shape[1] // 2)
    if room == 0:
        return regions
    boxes, is_object = objects[:, :room, :4], objects[:, :room, 4:5] > -0.5
    return torch.cat([regions[:, :-room], torch.where(is_object, boxes, regions[:, -room:])], 1)`,
  },
  forward: (regions, objects) => `with_true_boxes(${regions}, ${objects})`,
};
