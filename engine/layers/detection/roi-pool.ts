import { number, size, type Size } from '../../core/parameters';
import type { Shape } from '../../core/shape';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { defineLayer, ONE_OUTPUT } from '../define-layer';
import { pythonTuple } from '../python-text';
import { counting, readRegionSample, regionParts } from './regions';

export const roiPool = defineLayer<{ size: Size; stride: number }>({
  type: 'roi-pool',
  version: 1,
  title: 'RoIPool',
  category: 'detection',
  summary: 'Cuts each region out of feature maps at one size, taking the largest value of each part',
  documentation: {
    text: 'Rounds the edges of a region to whole cells of the maps, divides it into a grid and takes the largest value in each part, channel by channel. Parts share a cell where the region does not divide evenly. The rounding loses up to half a cell on every side, which RoIAlign does not. Regions are cut at the edge of the maps.',
    formulas: [String.raw`y_{k,c,i,j} = \max_{p \in R_i, \, q \in Q_j} x_{c,p,q}`, String.raw`R_i = \left\{ r_0 + \left\lfloor \tfrac{i L}{n} \right\rfloor, \ldots, r_0 + \left\lceil \tfrac{(i + 1) L}{n} \right\rceil - 1 \right\}, \quad L = r_1 - r_0 + 1`],
    source: 'ONNX MaxRoiPool; Girshick 2015 (Fast R-CNN)',
  },
  parameters: {
    size: size({ label: 'Size', help: 'Height and width of the grid over a region', default: [7, 7], minimum: 1, unit: 'cells' }),
    stride: number({ label: 'Stride', help: 'Pixels of the network’s input from one cell of the maps to the next', default: 8, minimum: 0.01, unit: 'px' }),
  },
  inputs: [
    { name: 'features', help: 'The maps that are read' },
    { name: 'regions', help: 'K × 4: centre x, centre y, width, height in pixels of the network’s input' },
  ],
  outputs: ONE_OUTPUT,
  shape: ({ inputs, parameters: { size: grid } }) => {
    const { features, regions } = readRegionSample(inputs);
    return [[regions, features.channels, ...grid]];
  },
  lower: ({ builder: b, inputs: [features, regions], parameters: { size: [tall, wide], stride } }) => {
    const [batch, channels, height, width] = features!.shape as [string, number, number, number];
    const count = regions!.shape[1] as number;
    const [x, y, across, down] = regionParts(b, regions!);
    const rows = readings(b, y, down, { cells: height, bins: tall, stride, shape: [batch, count, tall, 1] });
    const columns = readings(b, x, across, { cells: width, bins: wide, stride, shape: [batch, count, 1, wide] });
    const table = b.add(b.mul(rows.level, levelsOf(width, wide)), columns.level);
    const largest = tables(b, features!, levelsOf(height, tall), levelsOf(width, wide));
    const at = (row: Value, column: Value) => {
      const place = b.add(b.mul(b.add(b.mul(table, height), row), width), column);
      return b.one('GatherRows', [largest, b.cast(b.reshape(place, [batch, count * tall * wide]), 'int64')], {});
    };
    const corners = rows.ends.flatMap((row) => columns.ends.map((column) => at(row, column)));
    return [b.transpose(b.reshape(corners.reduce((a, c) => b.max(a, c)), [batch, count, tall, wide, channels]), [0, 1, 4, 2, 3])];
  },
  torch: ({ parameters: { size: grid, stride } }) => ({
    functions: { roi_pool: ROI_POOL },
    forward: ([features, regions]) => `roi_pool(${features}, ${regions}, ${pythonTuple(grid)}, ${stride})`,
  }),
  examples: [{ title: 'Fast R-CNN with VGG-16', parameters: { size: [7, 7], stride: 16 }, inputs: [[512, 38, 50], [128, 4]], outputs: [[128, 512, 7, 7]], parameterCount: 0, macs: 0 }],
});

/** How many powers of two there are up to the most cells that one part of a grid of `bins` can hold along an axis of `cells`. */
function levelsOf(cells: number, bins: number): number {
  return Math.floor(Math.log2(Math.min(cells, Math.ceil(cells / bins) + 1))) + 1;
}

interface Along {
  readonly cells: number;
  readonly bins: number;
  readonly stride: number;
  readonly shape: Shape;
}

/**
 * How the parts of each region are read along one axis: as two stretches of the same length, a power of two, which together
 * are the part. `ends` are where they begin. Whole numbers are multiplied before they are divided, so that nothing is rounded.
 */
function readings(b: Builder, centre: Value, extent: Value, { cells, bins, stride, shape }: Along): { readonly level: Value; readonly ends: readonly Value[] } {
  const nearestCell = (edge: Value) => b.one('Clip', [b.one('Floor', [b.add(b.div(edge, stride), 0.5)], {})], { min: 0, max: cells - 1 });
  const half = b.mul(extent, 0.5);
  const first = nearestCell(b.sub(centre, half));
  const region = b.max(b.add(b.sub(nearestCell(b.add(centre, half)), first), 1), 1);
  const bin = counting(b, bins, 3);
  const from = b.one('Floor', [b.div(b.mul(region, bin), bins)], {});
  // ⌈a⌉ = −⌊−a⌋
  const to = b.neg(b.one('Floor', [b.div(b.mul(region, b.neg(b.add(bin, 1))), bins)], {}));
  const length = b.sub(to, from);
  const powers = Array.from({ length: levelsOf(cells, bins) - 1 }, (_, index) => 2 ** (index + 1));
  const reached = powers.map((power) => ({ power, isReached: b.cast(b.greater(length, power - 0.5), 'float32') }));
  const zero = b.one('ZerosLike', [length], {});
  const level = reached.reduce((sum, { isReached }) => b.add(sum, isReached), zero);
  const stretch = reached.reduce((sum, { power, isReached }) => b.add(sum, b.mul(isReached, power / 2)), b.add(zero, 1));
  const start = b.add(first, from);
  const laid = (value: Value) => b.reshape(value, shape);
  return { level: laid(level), ends: [laid(start), laid(b.sub(b.add(start, length), stretch))] };
}

/**
 * The largest value of every stretch of rows and columns whose lengths are powers of two, for every cell that it can begin at:
 * [N, tables · H · W, C]. What reaches over the edge is never read.
 */
function tables(b: Builder, features: Value, rowLevels: number, columnLevels: number): Value {
  const [batch, channels, height, width] = features.shape as [string, number, number, number];
  const first = b.transpose(features, [0, 2, 3, 1]);
  const all = doublings(b, first, 1, rowLevels).flatMap((table) => doublings(b, table, 2, columnLevels));
  const flat = all.map((table) => b.reshape(table, [batch, height * width, channels]));
  return flat.length === 1 ? flat[0]! : b.concat(flat, 1);
}

/** Of [N, H, W, C] the largest of 1, 2, 4, … cells along an axis. */
function doublings(b: Builder, first: Value, axis: number, levels: number): Value[] {
  const found = [first];
  for (let level = 1; level < levels; level++) {
    const last = found.at(-1)!;
    const [reach, size] = [2 ** (level - 1), last.shape[axis] as number];
    const later = b.one('Slice', [last], { axes: [axis], starts: [reach], ends: [size], steps: [1] });
    const pads = Array.from({ length: 8 }, (_, index) => (index === axis + 4 ? reach : 0));
    found.push(b.max(last, b.one('Pad', [later], { pads, value: 0 })));
  }
  return found;
}

const ROI_POOL = `def roi_pool(features, regions, size, stride):
    """The largest value in each part of each region (centre x, centre y, width, height in pixels): N x K x C x height x width."""
    def parts(centre, extent, bins, cells):
        first = ((centre - extent / 2) / stride + 0.5).floor().clamp(0, cells - 1)[..., None]
        last = ((centre + extent / 2) / stride + 0.5).floor().clamp(0, cells - 1)[..., None]
        length = (last - first + 1).clamp(min=1)
        index = torch.arange(bins, device=regions.device, dtype=regions.dtype)
        start, end = first + (index * length / bins).floor(), first + ((index + 1) * length / bins).ceil()
        cell = torch.arange(cells, device=regions.device, dtype=regions.dtype)
        return (cell >= start[..., None]) & (cell < end[..., None])

    x, y, width, height = regions.detach().unbind(2)
    rows = parts(y, height, size[0], features.shape[2])
    columns = parts(x, width, size[1], features.shape[3])

    def largest(rows, columns):
        tall = features[:, :, None].masked_fill(~rows[:, None, :, :, None], float('-inf')).amax(3)
        return tall[:, :, :, None].masked_fill(~columns[:, None, None], float('-inf')).amax(4)

    # Region by region: a mask for all of them at once would not fit into memory.
    return torch.stack([largest(rows[:, k], columns[:, k]) for k in range(regions.shape[1])], 1)`;
