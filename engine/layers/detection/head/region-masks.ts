/** The pixels of objects inside boxes: moved from one box to another, and compared. */
import { float32Tensor } from '../../../core/dtype';
import { formatShape, type Shape } from '../../../core/shape';
import { still, type Box } from '../../../losses/detection/box';
import { crossEntropy } from '../../../losses/detection/terms';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { LayerProblem } from '../../define-layer';
import { counting } from '../regions';
import { total } from './loss-terms';
import { OBJECT_VALUES, truth } from './objects';
import type { StageComparison } from './region-stage';

/** Side of the masks of regions [1, K, m, m]. Throws LayerProblem where they are something else. */
export function maskSide(shape: Shape, regions: number): number {
  const [one, count, height, width] = shape;
  if (shape.length === 4 && one === 1 && count === regions && height === width && typeof height === 'number') return height;
  throw new LayerProblem(`needs one square mask for each of ${regions} regions at its port masks (1 × ${regions} × m × m), but gets ${formatShape(shape)}`, { port: 'masks', expected: `1×${regions}×m×m`, found: formatShape(shape) });
}

/** Pixels [N, K, S, S] that fill the boxes `from`, read at the middles of side × side cells of the boxes `to`; 0 outside. Boxes are [N, 1, K]. */
export function movedPixels(b: Builder, pixels: Value, from: Box, to: Box, side: number): Value {
  const rows = reading(b, pixels, { from: from.y, reach: from.height, to: to.y, extent: to.height }, side);
  const columns = reading(b, pixels, { from: from.x, reach: from.width, to: to.x, extent: to.width }, side);
  return b.matmul(b.matmul(rows, pixels), b.transposeLast(columns));
}

interface Along {
  readonly from: Value;
  readonly reach: Value;
  readonly to: Value;
  readonly extent: Value;
}

/** How much each pixel along one axis counts in each cell, [N, K, side, S]. */
function reading(b: Builder, pixels: Value, { from, reach, to, extent }: Along, side: number): Value {
  const [batch, count, size] = pixels.shape as [string, number, number];
  const column = (value: Value) => b.reshape(value, [batch, count, 1, 1]);
  const middles = b.constant(float32Tensor([side, 1], Float32Array.from({ length: side }, (_, cell) => (cell + 0.5) / side - 0.5)));
  const distance = b.add(b.sub(column(to), column(from)), b.mul(column(extent), middles));
  const place = b.add(b.mul(b.div(distance, b.max(column(reach), 1e-3)), size), (size - 1) / 2);
  return b.relu(b.sub(1, b.abs(b.sub(place, counting(b, size, 4)))));
}

/** Cross-entropy per pixel, over the regions that stand for an object. `target` is [N, M, 5 + S²], each object with its own pixels. */
export function compareMasks(b: Builder, masks: Value, region: Box, target: Value, { assignment, match }: StageComparison): Value {
  const [batch, , count, side] = masks.shape as [string, number, number, number];
  const [, most, width] = target.shape as [string, number, number];
  const size = Math.sqrt(width - OBJECT_VALUES);
  const own = b.reshape(b.one('Slice', [target], { axes: [2], starts: [OBJECT_VALUES], ends: [width], steps: [1] }), [batch, most, size * size]);
  const placed = b.reshape(b.matmul(b.transposeLast(assignment), own), [batch, count, size, size]);
  const wanted = still(b, truth(b, b.one('GreaterOrEqual', [movedPixels(b, placed, match.box, region, side), b.scalar(0.5)], {})));
  const missed = b.mean(crossEntropy(b, b.reshape(masks, [batch, count, side, side]), wanted), [2, 3]);
  const positive = b.reshape(match.positive, [batch, count]);
  return b.div(total(b, b.mul(positive, missed)), b.max(total(b, positive), 1));
}

/** The masks of regions as rows behind an answer, moved into its boxes: [N, K, m²]. */
export function answeredMasks(b: Builder, masks: Value, region: Box, box: Box): Value {
  const [batch, , count, side] = masks.shape as [string, number, number, number];
  const chances = b.sigmoid(b.reshape(masks, [batch, count, side, side]));
  return b.reshape(movedPixels(b, chances, region, box, side), [batch, count, side * side]);
}

/** `answeredMasks` in PyTorch. */
export const TORCH_MASKS = `def region_masks(masks, regions, boxes):
    """How likely each pixel of each box belongs to its object; the masks are those of the regions."""
    side = masks.shape[-1]
    cells = torch.arange(side, device=masks.device, dtype=masks.dtype)

    def reading(axis):
        distance = (boxes[..., axis] - regions[..., axis])[..., None] + boxes[..., axis + 2, None] * ((cells + 0.5) / side - 0.5)
        place = distance / regions[..., axis + 2].clamp(min=1e-3)[..., None] * side + (side - 1) / 2
        return (1 - (place[..., None] - cells).abs()).clamp(min=0)

    return torch.einsum('nkip,nkpq,nkjq->nkij', reading(1), masks[:, 0].sigmoid(), reading(0)).flatten(2)`;
