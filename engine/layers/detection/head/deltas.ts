/** How detectors of two stages shift a box: by shares of its sides, and by factors given as logarithms (Girshick et al. 2014, R-CNN). */
import { channels, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';

/** A box grows to at most 1000/16 of its sides: more means nothing, and would overflow before it is unlearned. */
const MOST_GROWTH = Math.log(1000 / 16);

/** The four values of boxes [N, 4, R], each [N, 1, R]. */
export function boxChannels(b: Builder, values: Value): Box {
  const at = (index: number) => channels(b, values, index, index + 1);
  return { x: at(0), y: at(1), width: at(2), height: at(3) };
}

/** What values a shift of one side, and one factor of e, are given as: the second stage has to tell smaller differences apart. */
export interface DeltaScale {
  readonly centre: number;
  readonly sides: number;
}

export const PLAIN: DeltaScale = { centre: 1, sides: 1 };
export const FINE: DeltaScale = { centre: 10, sides: 5 };

export function shifted(b: Builder, from: Box, deltas: Box, { centre, sides }: DeltaScale): Box {
  return {
    x: b.add(from.x, b.mul(b.mul(deltas.x, 1 / centre), from.width)),
    y: b.add(from.y, b.mul(b.mul(deltas.y, 1 / centre), from.height)),
    width: b.mul(from.width, b.exp(b.min(b.mul(deltas.width, 1 / sides), MOST_GROWTH))),
    height: b.mul(from.height, b.exp(b.min(b.mul(deltas.height, 1 / sides), MOST_GROWTH))),
  };
}

/** The deltas that would have led from a box to an object. Boxes without sides, which nobody may look at, count as one pixel. */
export function deltasTo(b: Builder, from: Box, to: Box, { centre, sides }: DeltaScale): Box {
  const [width, height] = [b.max(from.width, 1), b.max(from.height, 1)];
  return {
    x: b.mul(b.div(b.sub(to.x, from.x), width), centre),
    y: b.mul(b.div(b.sub(to.y, from.y), height), centre),
    width: b.mul(b.log(b.div(b.max(to.width, 1), width)), sides),
    height: b.mul(b.log(b.div(b.max(to.height, 1), height)), sides),
  };
}

/** `shifted` in PyTorch. Boxes and deltas are [..., 4]. */
export const TORCH_SHIFT = `def shift_boxes(boxes, deltas, centre, sides):
    """Boxes (centre x, centre y, width, height) moved by shares of their sides and grown by factors of e."""
    moved = boxes[..., :2] + deltas[..., :2] / centre * boxes[..., 2:]
    return torch.cat([moved, boxes[..., 2:] * (deltas[..., 2:] / sides).clamp(max=${MOST_GROWTH}).exp()], -1)`;
