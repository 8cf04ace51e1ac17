/** Boxes and candidates as YOLO v5 and v7 have them: an object may go to cells beside its own, and to every anchor of about its size. */
import { row, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { between, fromCorner } from './assignment';
import { truth, type Objects } from './objects';
import type { Places } from './places';
import type { TorchText } from './torch-text';

/** How much each scale's certainty counts: the fine map has most places and most of the small objects. */
export const BALANCE: readonly number[] = [4, 1, 0.4];

/** Centres reach half a cell beyond their own; sides from nothing to four times the anchor. */
export function nearBox(b: Builder, raw: Box, places: Places): Box {
  const centre = (logit: Value, corner: readonly number[], stride: readonly number[]) => b.mul(b.add(b.sub(b.mul(b.sigmoid(logit), 2), 0.5), row(b, corner)), row(b, stride));
  const side = (logit: Value, anchor: readonly number[]) => b.mul(b.square(b.mul(b.sigmoid(logit), 2)), row(b, anchor));
  return { x: centre(raw.x, places.column, places.strideX), y: centre(raw.y, places.row, places.strideY), width: side(raw.width, places.anchorWidth), height: side(raw.height, places.anchorHeight) };
}

/**
 * The places that may answer for each object, [N, M, R]: no side differs from the anchor's by `ratio` or more, and the centre
 * lies in the cell or, along one axis, up to `reach` cells beside it.
 */
export function nearPlaces(b: Builder, objects: Objects, places: Places, { ratio, reach }: { readonly ratio: number; readonly reach: number }): Value {
  const { x, y } = fromCorner(b, objects, places);
  const [own, near] = [[x, y].map((value) => between(b, value, 0, 1)), [x, y].map((value) => between(b, value, -reach, 1 + reach))];
  const cells = b.max(b.mul(near[0]!, own[1]!), b.mul(own[0]!, near[1]!));
  const fits = b.mul(alike(b, objects.box.width, places.anchorWidth, ratio), alike(b, objects.box.height, places.anchorHeight, ratio));
  return b.mul(b.mul(cells, fits), objects.present);
}

function alike(b: Builder, side: Value, anchors: readonly number[], ratio: number): Value {
  const factor = b.div(side, row(b, anchors));
  return b.mul(truth(b, b.less(factor, ratio)), truth(b, b.greater(factor, 1 / ratio)));
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
