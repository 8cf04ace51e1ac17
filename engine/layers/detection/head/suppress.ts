/**
 * Non-maximum suppression as arithmetic, so that it runs wherever the graph runs and always gives as many boxes.
 *
 * Boxes come best first. Greedy suppression keeps a box unless one that it kept before overlaps it too much. Written as one
 * condition on all boxes at once, the greedy answer is what does not change when the condition is applied again; starting
 * from “all are kept”, every round settles at least the next box of every chain of overlaps (Zheng et al. 2021, Cluster-NMS).
 */
import { float32Tensor } from '../../../core/dtype';
import { edgesOf, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { truth } from './objects';

/** A box in a chain of more boxes, each of which would suppress the next, may be judged wrongly. */
export const ROUNDS = 12;

/** [N, 1, P]: 1 for boxes [N, 1, P] that are kept, given best first, 0 for those that a better one suppresses; boxes without area are not kept. */
export function keptBoxes(b: Builder, boxes: Box, threshold: number): Value {
  const count = boxes.x.shape[2] as number;
  const area = truth(b, b.greater(b.mul(boxes.width, boxes.height), 0));
  const rank = (shape: readonly number[]) => b.constant(float32Tensor(shape, Float32Array.from({ length: count }, (_, at) => at)));
  const better = truth(b, b.less(rank([count, 1]), rank([1, count])));
  const suppresses = b.mul(truth(b, b.greater(pairOverlap(b, boxes), threshold)), better);
  let kept = area;
  for (let round = 0; round < ROUNDS; round++) kept = b.mul(area, truth(b, b.less(b.matmul(kept, suppresses), 0.5)));
  return kept;
}

/** IoU of every box with every other, [N, P, P]. */
function pairOverlap(b: Builder, boxes: Box): Value {
  const along = (value: Value) => b.transposeLast(value);
  const [a, c] = [edgesOf(b, boxes), edgesOf(b, { x: along(boxes.x), y: along(boxes.y), width: along(boxes.width), height: along(boxes.height) })];
  const width = b.relu(b.sub(b.min(a.right, c.right), b.max(a.left, c.left)));
  const height = b.relu(b.sub(b.min(a.bottom, c.bottom), b.max(a.top, c.top)));
  const shared = b.mul(width, height);
  const areas = b.mul(boxes.width, boxes.height);
  return b.div(shared, b.max(b.sub(b.add(areas, along(areas)), shared), 1e-7));
}

/** `keptBoxes` in PyTorch: boxes [N, P, 4], best first → [N, P]. */
export const TORCH_KEPT = `def kept_boxes(boxes, threshold):
    """1 for boxes (best first) that no better kept one overlaps by more than the threshold."""
    low, high = boxes[..., :2] - boxes[..., 2:] / 2, boxes[..., :2] + boxes[..., 2:] / 2
    shared = (torch.minimum(high[:, :, None], high[:, None]) - torch.maximum(low[:, :, None], low[:, None])).clamp(min=0).prod(-1)
    areas = boxes[..., 2] * boxes[..., 3]
    overlap = shared / (areas[:, :, None] + areas[:, None] - shared).clamp(min=1e-7)
    suppresses = (overlap > threshold).to(boxes.dtype).triu(1)
    area = (areas > 0).to(boxes.dtype)
    kept = area
    for _ in range(${ROUNDS}):
        kept = area * (torch.einsum('np,npq->nq', kept, suppresses) < 0.5)
    return kept`;
