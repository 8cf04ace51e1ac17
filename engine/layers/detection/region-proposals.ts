import { integer, number, numbers } from '../../core/parameters';
import { formatShape, type Shape } from '../../core/shape';
import { edgesOf, boxOf, row, still, type Box } from '../../losses/detection/box';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { defineLayer, LayerProblem } from '../define-layer';
import { imageShape } from '../image-window';
import { boxChannels, PLAIN, shifted, TORCH_SHIFT } from './head/deltas';
import { joinCells } from './head/cells';
import { truth } from './head/objects';
import { placesOf, scalesOf, type Anchor, type Places } from './head/places';
import { keptBoxes, ROUNDS, TORCH_KEPT } from './head/suppress';
import { TORCH_TRUE_BOXES, withTrueBoxes } from './head/true-regions';

interface ProposalParameters {
  readonly scales: readonly number[];
  readonly ratios: readonly number[];
  readonly count: number;
  readonly candidates: number;
  readonly threshold: number;
}

export const regionProposals = defineLayer<ProposalParameters>({
  type: 'region-proposals',
  version: 1,
  title: 'Region proposals',
  category: 'detection',
  summary: 'Chooses the regions in which an object is most likely, out of anchors at every place',
  documentation: {
    text: 'Stands anchors of several sizes and proportions on every cell, shifts each by what the network says of it, and takes those with the highest scores. Of regions that overlap more than the threshold the best remains. There are always K regions: where fewer remain, the others have no size and count as none. While training, true boxes stand in the place of the last regions. Nothing is learned through the choice; the second output carries every anchor with its score and its shifts, for the layer that compares them with true boxes.',
    formulas: [
      String.raw`R = h \cdot w \cdot A, \quad A = |\text{scales}| \cdot |\text{ratios}|`,
      String.raw`a_w = s / \sqrt{r}, \quad a_h = s \sqrt{r}`,
      String.raw`x = a_x + t_x a_w, \quad y = a_y + t_y a_h, \quad w = a_w e^{t_w}, \quad h = a_h e^{t_h}`,
    ],
    source: 'Ren et al. 2015 (Faster R-CNN)',
  },
  parameters: {
    scales: numbers({ label: 'Scales', help: 'Sides of the square anchors, in pixels of the network’s input', default: [16, 36, 72], minimum: 1 }),
    ratios: numbers({ label: 'Ratios', help: 'Height to width of the anchors; all of one scale have the same area', default: [0.5, 1, 2], minimum: 0.01 }),
    count: integer({ label: 'Regions', help: 'How many regions there are, K', default: 48, minimum: 1, maximum: 2000 }),
    candidates: integer({ label: 'Candidates', help: 'So many anchors with the highest scores are compared with each other', default: 200, minimum: 1, maximum: 2000 }),
    threshold: number({ label: 'Overlap', help: 'Of two candidates that overlap more than this, the better one remains', default: 0.7, minimum: 0, maximum: 1 }),
  },
  inputs: [
    { name: 'picture', help: 'The picture that the boxes lie in; only its size is read' },
    { name: 'scores', help: 'One channel per anchor: the logit of an object' },
    { name: 'shifts', help: 'Four channels per anchor: the shift of its centre, then the logarithms of its growth' },
  ],
  outputs: [
    { name: 'regions', help: 'K × 4: centre x, centre y, width, height; without size where there is none' },
    { name: 'anchors', help: 'R × 9: every anchor (centre, size), its score and its shifts, for the loss' },
  ],
  shape: ({ inputs, parameters }) => {
    const places = placesIn(inputs, parameters);
    if (places.count < parameters.count) {
      throw new LayerProblem(`is to give ${parameters.count} regions, but there are only ${places.count} anchors`, { parameter: 'count', expected: `at most ${places.count}`, found: `${parameters.count}` });
    }
    return [[parameters.count, 4], [places.count, 9]];
  },
  macs: ({ inputs, parameters }) => ROUNDS * compared(placesIn(inputs, parameters).count, parameters) ** 2,
  lower: ({ builder: b, inputs, parameters, truth: objects }) => {
    const places = placesIn(inputs.map(({ shape }) => shape.slice(1)), parameters);
    const [, , height, width] = inputs[0]!.shape as [string, number, number, number];
    const [scores, shifts] = [joinCells(b, [inputs[1]!], places.anchorsPerCell), joinCells(b, [inputs[2]!], places.anchorsPerCell)];
    const anchors = anchorBoxes(b, places);
    const box = cutToPicture(b, shifted(b, anchors, boxChannels(b, shifts), PLAIN), width, height);
    const regions = withTrueBoxes(b, still(b, chooseRegions(b, scores, b.concat(sides(box), 1), parameters)), objects());
    const everywhere = sides(anchors).map((value) => b.expandLike(value, scores));
    return [regions, b.transposeLast(b.concat([...everywhere, scores, shifts], 1))];
  },
  torch: ({ inputs, parameters }) => {
    const places = placesIn(inputs, parameters);
    const [, height, width] = inputs[0] as readonly [number, number, number];
    const { scales: [scale] } = places;
    const anchors = `[${anchorSides(parameters).map(([w, h]) => `(${w}, ${h})`).join(', ')}]`;
    return {
      functions: { shift_boxes: TORCH_SHIFT, kept_boxes: TORCH_KEPT, region_proposals: TORCH_PROPOSALS },
      taught: TORCH_TRUE_BOXES,
      forward: ([, scores, shifts]) =>
        `region_proposals(${scores}, ${shifts}, ${anchors}, (${scale!.strideX}, ${scale!.strideY}), (${width}, ${height}), ${parameters.count}, ${compared(places.count, parameters)}, ${parameters.threshold})`,
    };
  },
  examples: [
    { title: 'Nine anchors in each cell of 20×20', parameters: {}, inputs: [[3, 160, 160], [9, 20, 20], [36, 20, 20]], outputs: [[48, 4], [3600, 9]], parameterCount: 0, macs: 480_000 },
    { title: 'Faster R-CNN on a picture of 1000×600', parameters: { scales: [128, 256, 512], count: 300, candidates: 1000 }, inputs: [[3, 600, 1000], [9, 38, 63], [36, 38, 63]], outputs: [[300, 4], [21546, 9]], parameterCount: 0, macs: 12_000_000 },
  ],
});

/** Every scale in every proportion. */
function anchorSides({ scales, ratios }: Pick<ProposalParameters, 'scales' | 'ratios'>): Anchor[] {
  return scales.flatMap((side) => ratios.map((ratio): Anchor => [side / Math.sqrt(ratio), side * Math.sqrt(ratio)]));
}

function placesIn(inputs: readonly Shape[], parameters: ProposalParameters): Places {
  const anchors = anchorSides(parameters);
  if (anchors.length === 0) throw new LayerProblem('has no anchors', { parameter: parameters.scales.length === 0 ? 'scales' : 'ratios', expected: 'at least one number', found: 'none' });
  const [, scores, shifts] = inputs.map(imageShape);
  for (const [port, { channels, height, width }, expected] of [['scores', scores!, anchors.length], ['shifts', shifts!, 4 * anchors.length]] as const) {
    if (channels !== expected) {
      throw new LayerProblem(`needs ${expected} channels at its port ${port} for ${anchors.length} anchors, but gets ${formatShape([channels, height, width])}`, { port, expected: `${expected} channels`, found: `${channels}` });
    }
  }
  if (scores!.height !== shifts!.height || scores!.width !== shifts!.width) {
    throw new LayerProblem(`needs scores and shifts of one size, but gets ${formatShape(inputs[1]!)} and ${formatShape(inputs[2]!)}`, { port: 'shifts', expected: `${scores!.height}×${scores!.width}`, found: `${shifts!.height}×${shifts!.width}` });
  }
  return placesOf(scalesOf(inputs.slice(0, 2)), { anchors });
}

/** How many of all anchors are compared with each other. */
function compared(anchors: number, { count, candidates }: Pick<ProposalParameters, 'count' | 'candidates'>): number {
  return Math.max(count, Math.min(candidates, anchors));
}

/** [1, 1, R] each. */
function anchorBoxes(b: Builder, places: Places): Box {
  const middle = (cell: readonly number[], stride: readonly number[]) => row(b, cell.map((at, place) => (at + 0.5) * stride[place]!));
  return { x: middle(places.column, places.strideX), y: middle(places.row, places.strideY), width: row(b, places.anchorWidth), height: row(b, places.anchorHeight) };
}

const sides = ({ x, y, width, height }: Box): Value[] => [x, y, width, height];

function cutToPicture(b: Builder, box: Box, width: number, height: number): Box {
  const within = (value: Value, max: number) => b.one('Clip', [value], { min: 0, max });
  const { left, top, right, bottom } = edgesOf(b, box);
  return boxOf(b, { left: within(left, width), top: within(top, height), right: within(right, width), bottom: within(bottom, height) });
}

/** Of scores [N, 1, R] and boxes [N, 4, R] the K best that no better one suppresses, [N, K, 4]. */
function chooseRegions(b: Builder, scores: Value, boxes: Value, { count, candidates, threshold }: ProposalParameters): Value {
  const [batch, , places] = boxes.shape as [string, number, number];
  const most = compared(places, { count, candidates });
  const [best, where] = b.apply('TopK', [b.reshape(scores, [batch, places])], { axis: 1, k: most });
  const chosen = b.one('GatherRows', [b.transposeLast(boxes), where!], {});
  const kept = b.reshape(keptBoxes(b, boxChannels(b, b.transposeLast(chosen)), threshold), [batch, most]);
  // A kept one counts 1 to 2 and anything else nothing, so that the kept ones come first.
  const [rank, which] = b.apply('TopK', [b.mul(kept, b.add(b.sigmoid(best!), 1))], { axis: 1, k: count });
  const isRegion = b.reshape(truth(b, b.greater(rank!, 0)), [batch, count, 1]);
  return b.mul(b.one('GatherRows', [chosen, which!], {}), isRegion);
}

const TORCH_PROPOSALS = `@torch.no_grad()
def chosen_regions(scores, boxes, picture, count, candidates, threshold):
    size = torch.tensor(picture, device=boxes.device, dtype=boxes.dtype)
    low = torch.minimum((boxes[..., :2] - boxes[..., 2:] / 2).clamp(min=0), size)
    high = torch.minimum((boxes[..., :2] + boxes[..., 2:] / 2).clamp(min=0), size)
    boxes = torch.cat([(low + high) / 2, high - low], -1)
    best, where = scores.topk(candidates, 1)
    boxes = boxes.gather(1, where[..., None].expand(-1, -1, 4))
    rank, which = (kept_boxes(boxes, threshold) * (best.sigmoid() + 1)).topk(count, 1)
    return boxes.gather(1, which[..., None].expand(-1, -1, 4)) * (rank > 0)[..., None]


def region_proposals(scores, shifts, anchors, stride, picture, count, candidates, threshold):
    """The regions that are most likely to hold an object, and every anchor with its score and shifts."""
    rows, columns = scores.shape[2:]
    like = {'device': scores.device, 'dtype': scores.dtype}
    y, x = torch.meshgrid((torch.arange(rows, **like) + 0.5) * stride[1], (torch.arange(columns, **like) + 0.5) * stride[0], indexing='ij')
    boxes = torch.cat([torch.stack([x, y, torch.full_like(x, width), torch.full_like(x, height)], -1).flatten(0, 1) for width, height in anchors])
    shifts = shifts.unflatten(1, (len(anchors), 4)).transpose(2, 3).transpose(3, 4).flatten(1, 3)
    scores = scores.flatten(1)
    regions = chosen_regions(scores, shift_boxes(boxes, shifts, 1, 1), picture, count, candidates, threshold)
    return regions, torch.cat([boxes.expand(len(scores), -1, -1), scores[..., None], shifts], -1)`;
