/** Points of one thing, float32 [1, K, 3 or 4]: x, y and z in pixels of the network's input, then how surely each is seen. */
import type { Point, Skeleton, VisionAnswer } from '../../../engine/vision/answer';
import { pointToPicture, type Fit } from '../../../engine/vision/letterbox';
import type { NamedTensor } from '../protocol';

export function pointsAnswer({ shape, data }: NamedTensor, { skeleton }: { readonly skeleton?: Skeleton }, { fit }: { readonly fit: Fit }): VisionAnswer {
  const [count, numbers] = shape.slice(-2) as [number, number];
  const points = Array.from({ length: count }, (_, index): Point => {
    const at = index * numbers;
    return { ...pointToPicture(fit, data[at]!, data[at + 1]!), z: numbers > 2 ? data[at + 2]! / fit.scaleX : 0, visibility: numbers > 3 ? data[at + 3]! : 1 };
  });
  const score = points.reduce((sum, { visibility }) => sum + visibility, 0) / Math.max(1, count);
  return { kind: 'points', sets: [{ track: -1, score, points }], skeleton: skeleton ?? plain(count) };
}

/** Points without names or lines. */
function plain(count: number): Skeleton {
  return { name: 'points', points: Array.from({ length: count }, (_, index) => String(index)), edges: [], mirrored: [] };
}
