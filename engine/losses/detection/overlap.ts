/** How far boxes agree: intersection over union, and its kin that also tell boxes apart which do not touch. */
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { edgesOf, still, type Box, type Edges } from './box';

export const OVERLAPS = ['iou', 'giou', 'diou', 'ciou', 'siou'] as const;
export type OverlapName = (typeof OVERLAPS)[number];

/** Keeps quotients of boxes without area finite. */
const EPSILON = 1e-7;

/** 1 for equal boxes; down to 0 (IoU), or below for boxes far apart. The operands broadcast. */
export function overlap(b: Builder, name: OverlapName, one: Box, other: Box): Value {
  const [a, c] = [edgesOf(b, one), edgesOf(b, other)];
  const shared = b.mul(span(b, b.max(a.left, c.left), b.min(a.right, c.right)), span(b, b.max(a.top, c.top), b.min(a.bottom, c.bottom)));
  const union = b.add(b.sub(b.add(b.mul(one.width, one.height), b.mul(other.width, other.height)), shared), EPSILON);
  const iou = b.div(shared, union);
  switch (name) {
    case 'iou':
      return iou;
    case 'giou':
      return generalized(b, iou, union, around(b, a, c));
    case 'diou':
      return b.sub(iou, distance(b, one, other, around(b, a, c)));
    case 'ciou':
      return b.sub(b.sub(iou, distance(b, one, other, around(b, a, c))), shapes(b, iou, one, other));
    case 'siou':
      return b.sub(iou, b.mul(b.add(aslant(b, one, other, around(b, a, c)), sides(b, one, other)), 0.5));
  }
}

function span(b: Builder, from: Value, to: Value): Value {
  return b.relu(b.sub(to, from));
}

/** Sides of the smallest box around both. */
function around(b: Builder, a: Edges, c: Edges): { readonly width: Value; readonly height: Value } {
  return { width: b.sub(b.max(a.right, c.right), b.min(a.left, c.left)), height: b.sub(b.max(a.bottom, c.bottom), b.min(a.top, c.top)) };
}

/** IoU less the share of the box around both that neither fills (Rezatofighi et al. 2019). */
function generalized(b: Builder, iou: Value, union: Value, { width, height }: { readonly width: Value; readonly height: Value }): Value {
  const area = b.add(b.mul(width, height), EPSILON);
  return b.sub(iou, b.div(b.sub(area, union), area));
}

/** The squared distance of the centres against the diagonal of the box around both (Zheng et al. 2020). */
function distance(b: Builder, one: Box, other: Box, { width, height }: { readonly width: Value; readonly height: Value }): Value {
  const apart = b.add(b.square(b.sub(one.x, other.x)), b.square(b.sub(one.y, other.y)));
  return b.div(apart, b.add(b.add(b.square(width), b.square(height)), EPSILON));
}

/** How far the proportions differ, weighed so that it counts once the boxes overlap (Zheng et al. 2020). The weight is not learned through. */
function shapes(b: Builder, iou: Value, one: Box, other: Box): Value {
  const slant = ({ width, height }: Box) => b.one('Atan', [b.div(width, b.add(height, EPSILON))], {});
  const difference = b.mul(b.square(b.sub(slant(one), slant(other))), 4 / Math.PI ** 2);
  const weight = still(b, b.div(difference, b.add(b.sub(difference, iou), 1 + EPSILON)));
  return b.mul(weight, difference);
}

/**
 * How far the centres lie apart along each side of the box around both, 0 … 2. It grows slower the more aslant they lie, so that boxes first
 * come into one row or column (Gevorgyan 2022). The angle cost of the paper, 1 − 2 sin²(α − 45°), is sin 2α.
 */
function aslant(b: Builder, one: Box, other: Box, { width, height }: { readonly width: Value; readonly height: Value }): Value {
  const [across, down] = [b.sub(one.x, other.x), b.sub(one.y, other.y)];
  const slant = b.div(b.mul(b.abs(b.mul(across, down)), 2), b.add(b.add(b.square(across), b.square(down)), EPSILON));
  const steepness = b.sub(slant, 2);
  const share = (apart: Value, side: Value) => b.sub(1, b.exp(b.mul(steepness, b.square(b.div(apart, b.add(side, EPSILON))))));
  return b.add(share(across, width), share(down, height));
}

/** How far the sides differ, 0 … 2 (1 − 1/e)⁴ (Gevorgyan 2022). */
function sides(b: Builder, one: Box, other: Box): Value {
  const cost = (a: Value, c: Value) => b.square(b.square(b.sub(1, b.exp(b.neg(b.div(b.abs(b.sub(a, c)), b.add(b.max(a, c), EPSILON)))))));
  return b.add(cost(one.width, other.width), cost(one.height, other.height));
}
