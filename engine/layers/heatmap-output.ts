import { float32Tensor } from '../core/dtype';
import { number } from '../core/parameters';
import { formatShape, type Shape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem } from './define-layer';
import { imageShape } from './image-window';
import { comparePoints, part, pictureSize, PICTURE_PORT, POINT_PARAMETERS, POINT_ROW, type PointParameters } from './point-comparison';

interface Parameters extends PointParameters {
  readonly deviation: number;
  readonly sharpness: number;
  readonly mapWeight: number;
}

/** A map of where each point is, one of its depth and one of whether it is seen. */
const MAPS = 3;

export const heatmapOutput = defineLayer<Parameters>({
  type: 'heatmap-output',
  version: 1,
  title: 'HeatmapOutput',
  category: 'detection',
  summary: 'Answers with the points of a hand, a face or a body, each found as the warmest place of a map',
  documentation: {
    text: 'Reads three maps per point: K maps of how likely the point lies at each place, then K of its depth, then K of whether it is seen. The first are to look like a hill around the point; the answer is the mean place under a sharp softmax of the map, and depth and visibility are read there. Distances to the points count as well, so that the place between two cells is learned too.',
    formulas: [String.raw`p = \text{softmax}(\beta\, h), \quad (x, y) = \sum_{i,j} p_{ij}\, (x_j, y_i)`, String.raw`L_{\text{map}} = \frac{1}{K} \sum_{k,i,j} \Big( h_{kij} - e^{-\frac{(x_j - x_k)^2 + (y_i - y_k)^2}{2 \sigma^2}} \Big)^2`],
    source: 'Tompson et al. 2014 (heat maps); Sun et al. 2018 (integral regression)',
  },
  parameters: {
    ...POINT_PARAMETERS,
    deviation: number({ label: 'Deviation', help: 'How wide the hill around a point is, in cells of the map', default: 1.5, minimum: 0.1, maximum: 20 }),
    sharpness: number({ label: 'Sharpness', help: 'How much warmer places count before others when the map is read', default: 15, minimum: 0.1, maximum: 200 }),
    mapWeight: number({ label: 'Map weight', help: 'How much the shape of the maps counts beside the distances of the points', default: 1, minimum: 0 }),
  },
  inputs: [PICTURE_PORT, { name: 'in', help: 'Maps of place, of depth and of visibility, as many of each as there are points' }],
  outputs: [],
  shape: ({ inputs: [picture, maps] }) => {
    pictureSize(picture!);
    return [[mapShape(maps!).points, POINT_ROW]];
  },
  lower: ({ builder: b, inputs, parameters }) => {
    const { places, seen } = read(b, inputs, parameters);
    return [b.concat([places, b.sigmoid(seen)], 2)];
  },
  torch: ({ inputs: [picture, maps], parameters: { sharpness } }) => {
    const { points, height, width } = mapShape(maps!);
    const size = pictureSize(picture!);
    const steps = (count: number, length: number) => `((torch.arange(${count}).to(t) + 0.5) * ${length / count})`;
    return {
      forward: ([, values]) =>
        `(lambda t, p: torch.stack([(p.sum(2) * ${steps(width, size.width)}).sum(2), (p.sum(3) * ${steps(height, size.height)}).sum(2), (p * t[:, 1]).sum((2, 3)) * ${size.width}, (p * t[:, 2]).sum((2, 3)).sigmoid()], 2))` +
        `(*(lambda t: (t, (t[:, 0].flatten(2) * ${sharpness}).softmax(2).unflatten(2, (${height}, ${width}))))(${values}.unflatten(1, (${MAPS}, ${points}))))`,
    };
  },
  target: {
    accepts: () => ['points'],
    target: ({ inputs: [, maps] }) => ({ dtype: 'float32', shape: [mapShape(maps!).points, POINT_ROW] }),
    loss: ({ builder: b, inputs, target, parameters }) => {
      const { places, seen, heat } = read(b, inputs, parameters);
      const hills = hillsOf(b, heat, inputs[0]!, target, parameters);
      const error = b.mean(b.sum(b.square(b.sub(heat, hills)), [2, 3]), [1]);
      const distance = comparePoints(b, places, seen, target, parameters);
      return { loss: b.add(distance, b.mul(error, parameters.mapWeight)), named: { hills, map_loss: error, point_loss: distance } };
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'A hand in pictures of 96×96', parameters: {}, inputs: [[3, 96, 96], [63, 24, 24]], outputs: [[21, 4]], parameterCount: 0, macs: 0 }],
});

function mapShape(shape: Shape): { readonly points: number; readonly height: number; readonly width: number } {
  const { channels, height, width } = imageShape(shape);
  if (channels % MAPS !== 0) {
    throw new LayerProblem(`needs three maps per point, but gets ${formatShape(shape)}`, { port: 'in', expected: 'a multiple of 3 channels', found: formatShape(shape), remedy: 'Put a Conv2D with 3 × points filters before it.' });
  }
  return { points: channels / MAPS, height, width };
}

/** Maps [N, K, h, w], places in pixels [N, K, 3] and logits of visibility [N, K, 1]. */
function read(b: Builder, [picture, x]: readonly Value[], { sharpness }: Parameters): { readonly heat: Value; readonly places: Value; readonly seen: Value } {
  const { points, height, width } = mapShape(x!.shape.slice(1));
  const size = pictureSize(picture!.shape.slice(1));
  const batch = x!.shape[0]!;
  const map = (at: number) => b.one('Slice', [x!], { starts: [at * points], ends: [(at + 1) * points], axes: [1], steps: [1] });
  const heat = map(0);
  const chances = b.reshape(b.one('Softmax', [b.reshape(b.mul(heat, sharpness), [batch, points, height * width])], { axis: 2 }), [batch, points, height, width]);
  const column = b.sum(b.mul(b.sum(chances, [2]), steps(b, width, size.width)), [2], true);
  const line = b.sum(b.mul(b.sum(chances, [3]), steps(b, height, size.height)), [2], true);
  const there = (at: number) => b.reshape(b.sum(b.mul(chances, map(at)), [2, 3]), [batch, points, 1]);
  return { heat, places: b.concat([column, line, b.mul(there(1), size.width)], 2), seen: there(2) };
}

/** Middles of `count` cells over `length` pixels. */
function steps(b: Builder, count: number, length: number): Value {
  return b.constant(float32Tensor([count], Float32Array.from({ length: count }, (_, at) => ((at + 0.5) * length) / count)));
}

/** What the maps are to look like: hills of height 1, [N, K, h, w]. */
function hillsOf(b: Builder, heat: Value, picture: Value, target: Value, { deviation }: Parameters): Value {
  const [batch, points, height, width] = heat.shape as readonly [Value['shape'][number], number, number, number];
  const size = pictureSize(picture.shape.slice(1));
  const slope = (at: number, count: number, length: number) => {
    const cells = b.mul(b.sub(steps(b, count, length), part(b, target, at)), count / length);
    return b.exp(b.mul(b.square(cells), -0.5 / deviation ** 2));
  };
  return b.mul(b.reshape(slope(0, width, size.width), [batch, points, 1, width]), b.reshape(slope(1, height, size.height), [batch, points, height, 1]));
}
