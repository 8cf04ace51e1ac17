import { fail } from '../../core/diagnostic';
import { isMirrored, moved, pixelMapping, type PixelMapping } from '../augment/move-points';
import type { PointsBinding } from '../bindings';
import type { Points } from '../dataset';
import { placementOf } from '../placement';
import { imageShapeOf } from '../preprocess';
import { numbersAlone, type BindingRule } from './binding-rule';
import { moveOf } from './moved-objects';

/** Numbers per point: x, y, z, visibility. */
const ROW = 4;

export const pointsRule: BindingRule<PointsBinding> = {
  columnKind: 'points',
  layout({ steps, skeleton }) {
    imageShapeOf(steps);
    return { pictures: [], numbers: [skeleton.points.length * ROW] };
  },
  tensor: ({ skeleton: { points } }, rows) => ({ dtype: 'float32', shape: [rows, points.length, ROW], data: new Float32Array(rows * points.length * ROW) }),
  fit(cell, { column, steps, skeleton }) {
    const { width, height, points } = cell as Points;
    const wanted = skeleton.points.length * ROW;
    if (points.length !== wanted) fail('point-count', `A row of “${column}” has ${points.length / ROW} points.`, { expected: `${skeleton.points.length} points of “${skeleton.name}”`, found: `${points.length / ROW}` });
    const { scaleX, scaleY, left, top } = placementOf(steps, width, height);
    return numbersAlone(Float64Array.from(placed(points, [scaleX, 0, left, 0, scaleY, top])));
  },
  write({ numbers: [kept] }, binding, data, place, random) {
    const { width, height } = imageShapeOf(binding.steps);
    const mapping = pixelMapping(moveOf(binding, random), width, height);
    const { points, mirrored } = binding.skeleton;
    const target = Int32Array.from(points, (_, index) => index);
    if (isMirrored(mapping)) for (const [one, other] of mirrored) [target[one], target[other]] = [other, one];
    const rows = placed(kept!, mapping);
    for (let index = 0; index < points.length; index++) {
      const [x, y, z, visibility] = rows.subarray(index * ROW, (index + 1) * ROW) as unknown as [number, number, number, number];
      const isInside = x >= 0 && x <= width && y >= 0 && y <= height;
      (data as Float32Array).set([x, y, z, isInside ? visibility : 0], (place * points.length + target[index]!) * ROW);
    }
  },
};

/** Moved points; z grows with x. */
function placed(points: Float32Array | Float64Array, mapping: PixelMapping): Float64Array {
  const depth = Math.hypot(mapping[0], mapping[3]);
  const out = Float64Array.from(points);
  for (let at = 0; at < out.length; at += ROW) {
    [out[at], out[at + 1]] = moved(mapping, points[at]!, points[at + 1]!);
    out[at + 2] = points[at + 2]! * depth;
  }
  return out;
}
