/** Boxes as YOLO v2 and v3 give them: a centre within its cell, and factors of an anchor's sides. */
import { channels, type Box } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import type { PlaceRows } from './places';
import type { TorchText } from './torch-text';

/** Factors beyond e⁴ mean nothing, and would overflow before they are unlearned. */
const MOST_GROWTH = 4;

/** The first four channels of [N, K, R]: logits of the centre, logarithms of the factors. */
export function rawBox(b: Builder, cells: Value): Box {
  const at = (index: number) => channels(b, cells, index, index + 1);
  return { x: at(0), y: at(1), width: at(2), height: at(3) };
}

export function anchoredBox(b: Builder, raw: Box, { column, row, strideX, strideY, anchorWidth, anchorHeight }: PlaceRows): Box {
  return {
    x: b.mul(b.add(b.sigmoid(raw.x), column), strideX),
    y: b.mul(b.add(b.sigmoid(raw.y), row), strideY),
    width: b.mul(b.exp(b.min(raw.width, MOST_GROWTH)), anchorWidth),
    height: b.mul(b.exp(b.min(raw.height, MOST_GROWTH)), anchorHeight),
  };
}

/** What the centre's sigmoids and the logarithms should have been for `box`. */
export function anchoredTargets(b: Builder, box: Box, { column, row, strideX, strideY, anchorWidth, anchorHeight }: PlaceRows): Box {
  const inCell = (position: Value, stride: Value, corner: Value) => b.one('Clip', [b.sub(b.div(position, stride), corner)], { min: 0, max: 1 });
  // What only fills up a list of objects has a box without sides, whose logarithm nobody may see.
  const growth = (side: Value, anchor: Value) => b.log(b.div(b.max(side, 1), anchor));
  return { x: inCell(box.x, strideX, column), y: inCell(box.y, strideY, row), width: growth(box.width, anchorWidth), height: growth(box.height, anchorHeight) };
}

/** `anchoredBox` in PyTorch, of `t` [N, K, R]. */
export function torchAnchoredBox(text: TorchText): string[] {
  return [
    `(t[:, :1].sigmoid() + ${text.column}) * ${text.strideX}`,
    `(t[:, 1:2].sigmoid() + ${text.row}) * ${text.strideY}`,
    `t[:, 2:3].clamp(max=${MOST_GROWTH}).exp() * ${text.anchorWidth}`,
    `t[:, 3:4].clamp(max=${MOST_GROWTH}).exp() * ${text.anchorHeight}`,
  ];
}
