/**
 * Regions of a picture: boxes that a later part of the network looks into, each for itself.
 *
 * A set of regions is [K, 4]: centre x, centre y, width and height in pixels of the network's input. There are always K of
 * them, so that every size is known; a region of no width stands for none, and whoever works on regions passes it over.
 */
import { float32Tensor } from '../../core/dtype';
import { formatShape, isStatic, type Shape } from '../../core/shape';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { LayerProblem } from '../define-layer';
import { imageShape, type ImageShape } from '../image-window';

/** How many regions a shape holds. Throws LayerProblem where it holds something else. */
export function regionCount(shape: Shape, port = 'regions'): number {
  if (shape.length === 2 && isStatic(shape) && shape[1] === 4) return shape[0]!;
  throw new LayerProblem(`needs regions (K × 4: centre x, centre y, width, height) at its port ${port}, but gets ${formatShape(shape)}`, { port, expected: 'K × 4', found: formatShape(shape) });
}

export interface RegionSample {
  readonly features: ImageShape;
  readonly regions: number;
}

export function readRegionSample([features, regions]: readonly Shape[]): RegionSample {
  return { features: imageShape(features!), regions: regionCount(regions!) };
}

/**
 * Mixes rows and columns of feature maps for each region: features [N, C, H, W] with weights of rows [N, K, r, H] and of
 * columns [N, K, q, W] give [N, K, C, r, q]. Rows go first: all regions of a picture are one product, and nothing as large
 * as what comes between has to be transposed.
 */
export function mixRegions(b: Builder, features: Value, rows: Value, columns: Value): Value {
  const [batch, channels, height, width] = features.shape as [string, number, number, number];
  const [, count, tall] = rows.shape as [string, number, number];
  const wide = columns.shape[2] as number;
  const byRow = b.reshape(b.transpose(features, [0, 2, 1, 3]), [batch, height, channels * width]);
  const down = b.matmul(b.reshape(rows, [batch, count * tall, height]), byRow);
  const across = b.matmul(b.reshape(down, [batch, count, tall * channels, width]), b.transposeLast(columns));
  return b.transpose(b.reshape(across, [batch, count, tall, channels, wide]), [0, 1, 3, 2, 4]);
}

/** Multiply–accumulate operations of `mixRegions` for one sample, with r rows and q columns per region. */
export function mixingMacs({ features: { channels, height, width }, regions }: RegionSample, r: number, q: number): number {
  return regions * r * channels * width * (height + q);
}

/** [N, K, 4] → centre x, centre y, width, height, each [N, K, 1]. */
export function regionParts(b: Builder, regions: Value): readonly [Value, Value, Value, Value] {
  return b.apply('Split', [regions], { axis: 2, sizes: [1, 1, 1, 1] }) as unknown as readonly [Value, Value, Value, Value];
}

/** 0, 1, … count − 1, as the last of `rank` axes. */
export function counting(b: Builder, count: number, rank: number): Value {
  const shape = Array.from({ length: rank }, (_, axis) => (axis === rank - 1 ? count : 1));
  return b.constant(float32Tensor(shape, Float32Array.from({ length: count }, (_, index) => index)));
}
