/** What detectors of two stages share behind their regions: how an answer is read, and what it is compared with. */
import { integer, number, type ParameterSpecs } from '../../../core/parameters';
import { formatShape, type Shape } from '../../../core/shape';
import { channels, still, type Box } from '../../../losses/detection/box';
import { overlap } from '../../../losses/detection/overlap';
import { smooth } from '../../../losses/detection/terms';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { LayerProblem, type Port } from '../../define-layer';
import { regionCount } from '../regions';
import { matched, onePerPlace, type Matched } from './assignment';
import { boxChannels, deltasTo, FINE, shifted } from './deltas';
import { total } from './loss-terms';
import { truth, type Objects } from './objects';

export interface RegionStageParameters {
  readonly classes: number;
  readonly most: number;
  readonly overlap: number;
  readonly lossWeight: number;
}

export const REGION_STAGE: ParameterSpecs<RegionStageParameters> = {
  classes: integer({ label: 'Classes', help: 'Kinds of objects, in label order', default: 10, minimum: 1, maximum: 1000 }),
  most: integer({ label: 'Most objects', help: 'Of each picture so many are learned from at most, the largest first', default: 20, minimum: 1, maximum: 300 }),
  overlap: number({ label: 'Overlap', help: 'From this overlap on a region stands for an object; below it, for the background', default: 0.5, minimum: 0.01, maximum: 1 }),
  lossWeight: number({ label: 'Loss weight', help: 'The share of this loss in the sum that is minimised', default: 1, minimum: 0 }),
};

export const REGION_PORTS: readonly Port[] = [
  { name: 'regions', help: 'K × 4: centre x, centre y, width, height in pixels of the network’s input' },
  { name: 'classes', help: 'For each region the scores (logits) of all classes, then that of the background' },
  { name: 'shifts', help: 'For each region the shift of its centre in tenths of its sides, and the logarithms of its growth in fifths' },
];

/** How many regions there are. Throws LayerProblem where the operands do not belong together. */
export function readStage([regions, classes, shifts]: readonly Shape[], { classes: count }: RegionStageParameters): number {
  const regionsOf = regionCount(regions!);
  for (const [port, shape, width, made] of [['classes', classes!, count + 1, `${count} classes and the background`], ['shifts', shifts!, 4, 'centre x, centre y, width, height']] as const) {
    if (shape.length === 2 && shape[0] === regionsOf && shape[1] === width) continue;
    throw new LayerProblem(`needs ${regionsOf}×${width} values at its port ${port} (${made}), but gets ${formatShape(shape)}`, { port, expected: `${regionsOf}×${width}`, found: formatShape(shape) });
  }
  return regionsOf;
}

export interface RegionAnswer {
  /** The regions themselves, [N, 1, K] each. */
  readonly region: Box;
  /** [N, 1, K]: 1 for a region, 0 for what only fills up. */
  readonly present: Value;
  /** Logits [N, C + 1, K], the background last. */
  readonly classes: Value;
  /** [N, 4, K] */
  readonly shifts: Value;
}

export function readAnswer(b: Builder, [regions, classes, shifts]: readonly Value[]): RegionAnswer {
  const region = boxChannels(b, b.transposeLast(regions!));
  return { region, present: still(b, truth(b, b.greater(region.width, 0))), classes: b.transposeLast(classes!), shifts: b.transposeLast(shifts!) };
}

/** [N, K, 4 + C]: the shifted regions, and how likely each class is. Regions that only fill up score nothing. */
export function answered(b: Builder, { region, present, classes, shifts }: RegionAnswer): Value {
  const box = shifted(b, region, boxChannels(b, shifts), FINE);
  const count = (classes.shape[1] as number) - 1;
  const scores = b.mul(channels(b, b.one('Softmax', [classes], { axis: 1 }), 0, count), present);
  return b.transposeLast(b.concat([box.x, box.y, box.width, box.height, scores], 1));
}

export interface StageComparison {
  readonly terms: { readonly class_loss: Value; readonly box_loss: Value };
  /** [N, M, K] */
  readonly assignment: Value;
  readonly match: Matched;
  /** How many regions the terms are means over, [N]. */
  readonly count: Value;
}

/** Cross-entropy over all regions, and smooth L1 over those that stand for an object; both as means over the regions of a picture. */
export function compareStage(b: Builder, { region, present, classes, shifts }: RegionAnswer, objects: Objects, least: number): StageComparison {
  const overlaps = overlap(b, 'iou', region, objects.box);
  const candidates = b.mul(truth(b, b.one('GreaterOrEqual', [overlaps, b.scalar(least)], {})), objects.present);
  const assignment = still(b, onePerPlace(b, candidates, overlaps));
  const match = matched(b, assignment, objects);
  const count = b.max(total(b, present), 1);
  const wanted = b.concat([match.classes, b.sub(1, match.positive)], 1);
  const surprise = b.neg(b.sum(b.mul(wanted, b.one('LogSoftmax', [classes], { axis: 1 })), [1], true));
  const ideal = deltasTo(b, region, match.box, FINE);
  const missed = smooth(b, b.sub(shifts, still(b, b.concat([ideal.x, ideal.y, ideal.width, ideal.height], 1))));
  return {
    terms: { class_loss: b.div(total(b, b.mul(present, surprise)), count), box_loss: b.div(total(b, b.mul(match.positive, missed)), count) },
    assignment,
    match,
    count,
  };
}

/** The answer in PyTorch, of regions, logits and shifts. */
export const TORCH_ANSWER = `def region_answer(regions, classes, shifts):
    """For each region its box, shifted, and how likely each class is (the last one is the background)."""
    scores = classes.softmax(-1)[..., :-1] * (regions[..., 2:3] > 0)
    return torch.cat([shift_boxes(regions, shifts, ${FINE.centre}, ${FINE.sides}), scores], -1)`;
