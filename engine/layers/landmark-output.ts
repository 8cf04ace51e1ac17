import { formatShape } from '../core/shape';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLayer, LayerProblem } from './define-layer';
import { comparePoints, part, pictureSize, PICTURE_PORT, POINT_PARAMETERS, POINT_ROW, row, type PointParameters } from './point-comparison';

export const landmarkOutput = defineLayer<PointParameters>({
  type: 'landmark-output',
  version: 1,
  title: 'LandmarkOutput',
  category: 'detection',
  summary: 'Answers with the points of a hand, a face or a body, each as four numbers of a vector',
  documentation: {
    text: 'Reads four numbers per point: how far right and down of the middle of the picture it lies, as shares of the picture, its depth as a share of the width, and a score for being seen. It answers with x, y and depth in pixels, and how likely the point can be seen. Hidden points count less.',
    formulas: [String.raw`x = W (\tfrac{1}{2} + t_x), \quad y = H (\tfrac{1}{2} + t_y), \quad z = W t_z, \quad v = \sigma(t_v)`, String.raw`\text{wing}(d) = w \ln(1 + |d| / \epsilon) \text{ where } |d| < w, \text{ else a line}`],
    source: 'Feng et al. 2018 (wing loss); Bazarevsky et al. 2020 (points with depth and visibility)',
  },
  parameters: POINT_PARAMETERS,
  inputs: [PICTURE_PORT, { name: 'in', help: 'Four numbers per point, point after point' }],
  outputs: [],
  shape: ({ inputs: [picture, x] }) => {
    pictureSize(picture!);
    const values = x!.length === 1 ? x![0]! : undefined;
    if (typeof values !== 'number' || values % POINT_ROW !== 0) {
      throw new LayerProblem(`needs a vector of four numbers per point, but gets ${formatShape(x!)}`, { port: 'in', expected: 'a multiple of 4', found: formatShape(x!), remedy: 'Put a Dense layer with 4 × points units before it.' });
    }
    return [[values / POINT_ROW, POINT_ROW]];
  },
  lower: ({ builder: b, inputs }) => {
    const { places, seen } = read(b, inputs);
    return [b.concat([places, b.sigmoid(seen)], 2)];
  },
  torch: ({ inputs: [picture, x] }) => {
    const { height, width } = pictureSize(picture!);
    return {
      forward: ([, values]) =>
        `(lambda t: torch.cat([(t[..., :3] + torch.tensor([0.5, 0.5, 0.0]).to(t)) * torch.tensor([${width}.0, ${height}.0, ${width}.0]).to(t), t[..., 3:].sigmoid()], 2))(${values}.reshape(-1, ${(x![0] as number) / POINT_ROW}, ${POINT_ROW}))`,
    };
  },
  target: {
    accepts: () => ['points'],
    target: ({ inputs: [, x] }) => ({ dtype: 'float32', shape: [(x![0] as number) / POINT_ROW, POINT_ROW] }),
    loss: ({ builder: b, inputs, target, parameters }) => {
      const { places, seen } = read(b, inputs);
      return { loss: comparePoints(b, places, seen, target, parameters) };
    },
    lossWeight: ({ lossWeight }) => lossWeight,
  },
  examples: [{ title: 'A hand in pictures of 96×96', parameters: {}, inputs: [[3, 96, 96], [84]], outputs: [[21, 4]], parameterCount: 0, macs: 0 }],
});

/** Places in pixels [N, K, 3] and logits of visibility [N, K, 1]. */
function read(b: Builder, [picture, x]: readonly Value[]): { readonly places: Value; readonly seen: Value } {
  const { height, width } = pictureSize(picture!.shape.slice(1));
  const points = b.reshape(x!, [x!.shape[0]!, (x!.shape[1] as number) / POINT_ROW, POINT_ROW]);
  const places = b.mul(b.add(part(b, points, 0, 3), row(b, [0.5, 0.5, 0])), row(b, [width, height, width]));
  return { places, seen: part(b, points, 3) };
}
