import { float32Tensor } from '../../core/dtype';
import { boolean, integer, number, size, type Size } from '../../core/parameters';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { defineLayer, ONE_OUTPUT } from '../define-layer';
import { pythonBoolean, pythonTuple } from '../python-text';
import { counting, mixingMacs, mixRegions, readRegionSample, regionParts } from './regions';

interface RoiAlignParameters {
  readonly size: Size;
  readonly stride: number;
  readonly samples: number;
  readonly aligned: boolean;
}

export const roiAlign = defineLayer<RoiAlignParameters>({
  type: 'roi-align',
  version: 1,
  title: 'RoIAlign',
  category: 'detection',
  summary: 'Cuts each region out of feature maps at one size, reading between the cells',
  documentation: {
    text: 'Lays a grid over every region and reads the maps at a few points of each cell of the grid, weighing the four cells around a point by their distance; the mean of the points is the value. Nothing is rounded, so a mask or a box can be told to a fraction of a cell. The result has a leading axis of regions: a Reshape to K × values lets Dense layers work on each region alone, with the same weights. A point more than one cell outside the maps counts as zero.',
    formulas: [
      String.raw`y_{k,c,i,j} = \frac{1}{s^2} \sum_{t,u=1}^{s} \sum_{p,q} \max(0, 1 - |v_{it} - p|) \max(0, 1 - |h_{ju} - q|) \, x_{c,p,q}`,
      String.raw`v_{it} = \frac{c_y - b_h / 2}{\text{stride}} + \frac{b_h}{\text{stride}} \cdot \frac{i + (t - \frac{1}{2}) / s}{n} - \tfrac{1}{2}`,
    ],
    source: 'ONNX RoiAlign; He et al. 2017 (Mask R-CNN)',
  },
  parameters: {
    size: size({ label: 'Size', help: 'Height and width of the grid over a region', default: [7, 7], minimum: 1, unit: 'cells' }),
    stride: number({ label: 'Stride', help: 'Pixels of the network’s input from one cell of the maps to the next', default: 8, minimum: 0.01, unit: 'px' }),
    samples: integer({ label: 'Samples', help: 'Points per cell of the grid, along each side', default: 2, minimum: 1 }),
    aligned: boolean({ label: 'Half-pixel shift', help: 'Whether a value stands in the middle of its pixel, as it should; without it regions are at least one cell large, as in older networks', default: true }),
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
  macs: ({ inputs, parameters: { size: [tall, wide] } }) => mixingMacs(readRegionSample(inputs), tall, wide),
  lower: ({ builder: b, inputs: [features, regions], parameters: { size: [tall, wide], ...how } }) => {
    const [, , height, width] = features!.shape as [string, number, number, number];
    const [x, y, across, down] = regionParts(b, regions!);
    const rows = interpolation(b, y, down, { cells: height, bins: tall, ...how });
    const columns = interpolation(b, x, across, { cells: width, bins: wide, ...how });
    return [mixRegions(b, features!, rows, columns)];
  },
  torch: ({ parameters: { size: grid, stride, samples, aligned } }) => ({
    functions: { roi_align: ROI_ALIGN },
    forward: ([features, regions]) => `roi_align(${features}, ${regions}, ${pythonTuple(grid)}, ${stride}, ${samples}, ${pythonBoolean(aligned)})`,
  }),
  examples: [
    { title: 'Faster R-CNN', parameters: { size: [7, 7], stride: 16 }, inputs: [[512, 38, 50], [300, 4]], outputs: [[300, 512, 7, 7]], parameterCount: 0, macs: 2_419_200_000 },
    { title: 'The mask branch of Mask R-CNN', parameters: { size: [14, 14], stride: 4 }, inputs: [[256, 64, 64], [100, 4]], outputs: [[100, 256, 14, 14]], parameterCount: 0, macs: 1_789_132_800 },
  ],
});

interface Along extends Pick<RoiAlignParameters, 'stride' | 'samples' | 'aligned'> {
  /** Of the maps, along this axis. */
  readonly cells: number;
  /** Of the grid. */
  readonly bins: number;
}

/** How much each cell along one axis counts in each bin of each region: [N, K, bins, cells], from centre and extent [N, K, 1]. */
function interpolation(b: Builder, centre: Value, extent: Value, { cells, bins, stride, samples, aligned }: Along): Value {
  const [batch, count] = centre.shape as [string, number];
  const points = bins * samples;
  const fractions = b.constant(float32Tensor([1, 1, points], Float32Array.from({ length: points }, (_, index) => (index + 0.5) / points)));
  const start = b.div(b.sub(centre, b.mul(extent, 0.5)), stride);
  const reach = b.div(extent, stride);
  const place = aligned ? b.sub(b.add(start, b.mul(reach, fractions)), 0.5) : b.add(start, b.mul(b.max(reach, 1), fractions));
  const isNear = b.one('And', [b.one('GreaterOrEqual', [place, b.scalar(-1)], {}), b.one('LessOrEqual', [place, b.scalar(cells)], {})], {});
  const within = b.reshape(b.one('Clip', [place], { min: 0, max: cells - 1 }), [batch, count, points, 1]);
  const weights = b.relu(b.sub(1, b.abs(b.sub(within, counting(b, cells, 4)))));
  const near = b.one('StopGradient', [b.cast(isNear, 'float32')], {});
  const counted = b.mul(weights, b.reshape(near, [batch, count, points, 1]));
  return b.mean(b.reshape(counted, [batch, count, bins, samples, cells]), [3]);
}

const ROI_ALIGN = `def roi_align(features, regions, size, stride, samples, aligned):
    """Each region (centre x, centre y, width, height in pixels) read from the maps: N x K x C x height x width."""
    def weights(centre, extent, bins, cells):
        fractions = (torch.arange(bins * samples, device=regions.device, dtype=regions.dtype) + 0.5) / (bins * samples)
        start, reach = (centre - extent / 2) / stride, extent / stride
        place = (start - 0.5)[..., None] + reach[..., None] * fractions if aligned else start[..., None] + reach.clamp(min=1)[..., None] * fractions
        near = ((place >= -1) & (place <= cells)).to(features.dtype)
        grid = torch.arange(cells, device=regions.device, dtype=regions.dtype)
        hats = (1 - (place.clamp(0, cells - 1)[..., None] - grid).abs()).clamp(min=0) * near[..., None]
        return hats.unflatten(2, (bins, samples)).mean(3)

    x, y, width, height = regions.unbind(2)
    rows = weights(y, height, size[0], features.shape[2])
    columns = weights(x, width, size[1], features.shape[3])
    return torch.einsum('nkip,nkjq,ncpq->nkcij', rows, columns, features)`;
