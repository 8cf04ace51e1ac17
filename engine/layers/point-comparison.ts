/**
 * What layers share that answer with the points of a body, a hand or a face: float32 [N, K, 4], for each point x, y and depth in
 * pixels of the network's input, then how likely it can be seen. They are compared with points of the same form.
 */
import { float32Tensor } from '../core/dtype';
import { choice, number, type ParameterSpecs } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { LayerProblem, type Port } from './define-layer';
import { imageShape } from './image-window';

export interface PointParameters {
  readonly distance: 'wing' | 'smooth-l1' | 'squared';
  /** Pixels within which the distance is curved. */
  readonly width: number;
  /** How much a point counts that cannot be seen. */
  readonly hiddenWeight: number;
  readonly depthWeight: number;
  readonly visibilityWeight: number;
  readonly lossWeight: number;
}

export const POINT_PARAMETERS: ParameterSpecs<PointParameters> = {
  distance: choice({ label: 'Distance', help: 'How the way from a point to the right place counts; wing pays heed to small ways too', options: ['wing', 'smooth-l1', 'squared'], default: 'wing' }),
  width: number({ label: 'Width', help: 'Pixels within which a distance is curved; beyond, it is straight', default: 5, minimum: 0.01 }),
  hiddenWeight: number({ label: 'Hidden points', help: 'How much a point counts that cannot be seen; 0 where the data does not know its place', default: 0.5, minimum: 0, maximum: 1 }),
  depthWeight: number({ label: 'Depth weight', help: 'How much depth counts beside x and y', default: 0.5, minimum: 0 }),
  visibilityWeight: number({ label: 'Visibility weight', help: 'How much counts whether a point can be seen', default: 1, minimum: 0 }),
  lossWeight: number({ label: 'Loss weight', help: 'The share of this loss in the sum that is minimised', default: 1, minimum: 0 }),
};

export const PICTURE_PORT: Port = { name: 'picture', help: 'The picture that the points lie in; only its size is read' };

/** Numbers of one point: x, y, depth, visibility. */
export const POINT_ROW = 4;

export function pictureSize(shape: Shape): { readonly height: number; readonly width: number } {
  if (shape.length !== 3) {
    throw new LayerProblem(`needs the picture at its port “picture”, but gets ${formatShape(shape)}`, { port: 'picture', expected: 'channels × height × width', found: formatShape(shape) });
  }
  return imageShape(shape);
}

/** Part `at` of the last axis, which stays. */
export function part(b: Builder, points: Value, at: number, count = 1): Value {
  return b.one('Slice', [points], { starts: [at], ends: [at + count], axes: [points.shape.length - 1], steps: [1] });
}

/** One number for each of x, y and depth. */
export function row(b: Builder, numbers: readonly number[]): Value {
  return b.constant(float32Tensor([numbers.length], Float32Array.from(numbers)));
}

/** ε of the wing as a share of its width w: at the width it rises by w / (w + ε) = 0.83 per pixel. */
const WING_CURVATURE = 0.2;

/** The distance of every coordinate, in pixels. */
function distances(b: Builder, difference: Value, { distance, width }: PointParameters): Value {
  const size = b.abs(difference);
  if (distance === 'squared') return b.mul(b.square(difference), 0.5);
  const curved = b.min(size, width);
  const straight = b.sub(size, curved);
  if (distance === 'smooth-l1') return b.add(b.mul(b.square(curved), 0.5 / width), straight);
  // w ln(1 + |d| / ε) up to the width w (Feng et al. 2018); beyond, a straight line that joins it.
  const curvature = WING_CURVATURE * width;
  return b.add(b.mul(b.log(b.add(b.mul(curved, 1 / curvature), 1)), width), straight);
}

/** The loss per sample [N] of places [N, K, 3] and logits of visibility [N, K, 1]. */
export function comparePoints(b: Builder, places: Value, seen: Value, target: Value, parameters: PointParameters): Value {
  const { hiddenWeight, depthWeight, visibilityWeight } = parameters;
  const visibility = part(b, target, 3);
  const counts = b.add(b.mul(visibility, 1 - hiddenWeight), hiddenWeight);
  const away = b.mul(distances(b, b.sub(places, part(b, target, 0, 3)), parameters), row(b, [1, 1, depthWeight]));
  const error = b.mul(b.sum(away, [2], true), counts);
  const guess = b.sub(b.one('Softplus', [seen], {}), b.mul(seen, visibility));
  return b.mean(b.add(error, b.mul(guess, visibilityWeight)), [1, 2]);
}
