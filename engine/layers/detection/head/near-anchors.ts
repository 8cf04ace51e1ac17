/** Boxes and candidates as YOLO v5 and v7 have them: an object may go to cells beside its own, and to every anchor of about its size. */
import type { Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import type { Candidates } from './candidates';
import { truth, type Objects } from './objects';
import type { PlaceRows } from './places';
import type { TorchText } from './torch-text';

/** How much each scale's certainty counts: the fine map has most places and most of the small objects. */
export const BALANCE: readonly number[] = [4, 1, 0.4];

/** Centres reach half a cell beyond their own; sides from nothing to four times the anchor. */
export function nearBox(b: Builder, raw: Box, { column, row, strideX, strideY, anchorWidth, anchorHeight }: PlaceRows): Box {
  const centre = (logit: Value, corner: Value, stride: Value) => b.mul(b.add(b.sub(b.mul(b.sigmoid(logit), 2), 0.5), corner), stride);
  const side = (logit: Value, anchor: Value) => b.mul(b.square(b.mul(b.sigmoid(logit), 2)), anchor);
  return { x: centre(raw.x, column, strideX), y: centre(raw.y, row, strideY), width: side(raw.width, anchorWidth), height: side(raw.height, anchorHeight) };
}

/** The candidates whose anchors have no side that differs from the object's by `ratio` or more, [N, M, K]. */
export function ofAboutItsSize(b: Builder, { box }: Objects, { open, anchorWidth, anchorHeight }: Candidates, ratio: number): Value {
  const fits = (side: Value, anchor: Value) => {
    const factor = b.div(side, anchor);
    return b.mul(truth(b, b.less(factor, ratio)), truth(b, b.greater(factor, 1 / ratio)));
  };
  return b.mul(open, b.mul(fits(box.width, anchorWidth), fits(box.height, anchorHeight)));
}

/** `nearBox` in PyTorch, of `t` [N, K, R]. */
export function torchNearBox(text: TorchText): string[] {
  return [
    `(t[:, :1].sigmoid() * 2 - 0.5 + ${text.column}) * ${text.strideX}`,
    `(t[:, 1:2].sigmoid() * 2 - 0.5 + ${text.row}) * ${text.strideY}`,
    `(t[:, 2:3].sigmoid() * 2).square() * ${text.anchorWidth}`,
    `(t[:, 3:4].sigmoid() * 2).square() * ${text.anchorHeight}`,
  ];
}
