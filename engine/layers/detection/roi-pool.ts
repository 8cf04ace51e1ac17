import { number, size, type Size } from '../../core/parameters';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { defineLayer, ONE_OUTPUT } from '../define-layer';
import { pythonTuple } from '../python-text';
import { counting, mixingMacs, mixRegions, readRegionSample, regionParts } from './regions';

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
  macs: ({ inputs, parameters: { size: [tall, wide] } }) => {
    const sample = readRegionSample(inputs);
    return mixingMacs(sample, tall * mostCells(sample.features.height, tall), wide * mostCells(sample.features.width, wide));
  },
  lower: ({ builder: b, inputs: [features, regions], parameters: { size: [tall, wide], stride } }) => {
    const [batch, channels, height, width] = features!.shape as [string, number, number, number];
    const [x, y, across, down] = regionParts(b, regions!);
    const rows = selection(b, y, down, { cells: height, bins: tall, stride });
    const columns = selection(b, x, across, { cells: width, bins: wide, stride });
    const found = mixRegions(b, features!, rows, columns);
    const parts = b.reshape(found, [batch, x.shape[1]!, channels, tall, mostCells(height, tall), wide, mostCells(width, wide)]);
    return [b.one('ReduceMax', [parts], { axes: [4, 6], keepdims: false })];
  },
  torch: ({ parameters: { size: grid, stride } }) => ({
    functions: { roi_pool: ROI_POOL },
    forward: ([features, regions]) => `roi_pool(${features}, ${regions}, ${pythonTuple(grid)}, ${stride})`,
  }),
  examples: [{ title: 'Fast R-CNN with VGG-16', parameters: { size: [7, 7], stride: 16 }, inputs: [[512, 38, 50], [128, 4]], outputs: [[128, 512, 7, 7]], parameterCount: 0, macs: 16_216_883_200 }],
});

/** Cells that one part of a grid of `bins` can hold, where the region is as large as an axis of `cells`. */
function mostCells(cells: number, bins: number): number {
  return Math.min(cells, Math.ceil(cells / bins) + 1);
}

interface Along {
  readonly cells: number;
  readonly bins: number;
  readonly stride: number;
}

/**
 * Which cell each place of each part reads: ones at the cell in [N, K, bins · most, cells], zeros elsewhere. Parts of fewer
 * cells read their last one again, which changes no maximum. Whole numbers are multiplied before they are divided, so that
 * nothing is rounded.
 */
function selection(b: Builder, centre: Value, extent: Value, { cells, bins, stride }: Along): Value {
  const [batch, count] = centre.shape as [string, number];
  const most = mostCells(cells, bins);
  const half = b.mul(extent, 0.5);
  const nearestCell = (edge: Value) => b.one('Clip', [b.one('Floor', [b.add(b.div(edge, stride), 0.5)], {})], { min: 0, max: cells - 1 });
  const first = b.reshape(nearestCell(b.sub(centre, half)), [batch, count, 1, 1]);
  const last = b.reshape(nearestCell(b.add(centre, half)), [batch, count, 1, 1]);
  const length = b.max(b.add(b.sub(last, first), 1), 1);
  const bin = b.reshape(counting(b, bins, 1), [1, 1, bins, 1]);
  const from = b.one('Floor', [b.div(b.mul(bin, length), bins)], {});
  // ⌈a⌉ = −⌊−a⌋
  const to = b.neg(b.one('Floor', [b.div(b.mul(b.neg(b.add(bin, 1)), length), bins)], {}));
  const place = b.add(first, b.min(b.add(from, counting(b, most, 4)), b.sub(to, 1)));
  const isRead = b.equal(b.reshape(place, [batch, count, bins * most, 1]), counting(b, cells, 4));
  return b.one('StopGradient', [b.cast(isRead, 'float32')], {});
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
    inside = rows[:, :, None, :, None, :, None] & columns[:, :, None, None, :, None, :]
    return features[:, None, :, None, None].masked_fill(~inside, float('-inf')).amax((5, 6))`;
