import { integer, number } from '../../core/parameters';
import { channels, still, stillBox } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { crossEntropy, distributionFocal, expectedDistance } from '../../losses/detection/terms';
import type { Value } from '../../ops/graph';
import { matched } from './head/assignment';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, total } from './head/loss-terms';
import { placesOf } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { boxAt, distancesTo, taskAligned } from './head/task-aligned';
import { THREE_MAPS } from './head/three-scales';
import { torchAnswer, torchDistances } from './head/torch-text';

interface Parameters extends HeadParameters {
  readonly bins: number;
  readonly candidates: number;
  readonly boxWeight: number;
  readonly classWeight: number;
  readonly binWeight: number;
}

interface V8Found extends Found {
  /** Logits of the bins, [N, 4·bins, R]. */
  readonly bins: Value;
  /** Expected distances of the sides, in cells, [N, 4, R]. */
  readonly distances: Value;
  /** Logits, [N, C, R]. */
  readonly classes: Value;
}

export const yoloV8Head = defineHead<Parameters, V8Found>({
  type: 'yolo-v8-head',
  title: 'YOLO v8 head',
  summary: 'Finds objects on three maps without anchors: how far each side lies from the cell, as chances of whole distances',
  documentation: {
    text: 'Each cell reads, for every side of the box, how likely it lies 0, 1, 2 … cells away; the expected distance is the answer. The score of a class stands for the object as well. An object is given to the cells inside it that already do best for it, and their score is to be as high as their box is good. The sum is divided by the scores that are asked for.',
    formulas: [String.raw`d = \sum_{i=0}^{B-1} i\, p_i, \quad p = \text{softmax}(t)`, String.raw`\text{alignment} = s^{0.5}\, \text{CIoU}^{6}`, String.raw`L = \frac{1}{\sum q} \Big( 7.5 \sum q\,(1 - \text{CIoU}) + 0.5 \sum \text{BCE} + 1.5 \sum q\, \text{DFL} \Big)`],
    source: 'Jocher et al. 2023 (YOLOv8); Li et al. 2020 (distribution focal loss); Feng et al. 2021 (task alignment)',
  },
  parameters: {
    bins: integer({ label: 'Bins', help: 'Whole distances from 0 that a side can lie away, in cells', default: 16, minimum: 2, maximum: 64 }),
    candidates: integer({ label: 'Places', help: 'Cells that are given one object, at most', default: 10, minimum: 1, maximum: 100 }),
    boxWeight: number({ label: 'Box weight', help: 'How much 1 − CIoU counts', default: 7.5, minimum: 0 }),
    classWeight: number({ label: 'Class weight', help: 'How much the scores count', default: 0.5, minimum: 0 }),
    binWeight: number({ label: 'Bin weight', help: 'How much the chances of the distances count', default: 1.5, minimum: 0 }),
  },
  maps: THREE_MAPS,
  channels: ({ classes, bins }) => [4 * bins + classes, `4 sides × ${bins} bins + ${classes} classes`],
  places: (scales) => placesOf(scales),
  read: (b, maps, places, { classes: count, bins }) => {
    const cells = joinCells(b, maps, 1);
    const [chances, classes] = [channels(b, cells, 0, 4 * bins), withPrior(b, channels(b, cells, 4 * bins, 4 * bins + count))];
    const distances = expectedDistance(b, chances, 4, bins);
    return { bins: chances, distances, classes, box: boxAt(b, distances, places), scores: b.sigmoid(classes) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { bins, candidates, boxWeight, classWeight, binWeight } }) => {
    const { assignment, alignment, quality } = taskAligned(b, stillBox(b, found.box), still(b, found.scores), objects, places, { scorePower: 0.5, candidates });
    const { positive, box, classes } = matched(b, assignment, objects);
    const farthest = bins - 1.01;
    const distances = b.one('Clip', [distancesTo(b, box, places)], { min: 0, max: farthest });
    const agreement = overlap(b, 'ciou', found.box, box);
    const { loss, named } = addTerms(b, {
      box_loss: b.mul(total(b, b.mul(quality, b.sub(positive, b.mul(agreement, positive)))), boxWeight),
      class_loss: b.mul(total(b, crossEntropy(b, found.classes, b.mul(classes, quality))), classWeight),
      bin_loss: b.mul(total(b, b.mul(distributionFocal(b, found.bins, distances, bins), quality)), binWeight / 4),
    });
    return { loss, weight: b.max(total(b, quality), 1), named: { assignment, alignment, quality, ...named } };
  },
  torch: (text, { bins }) =>
    text.over(
      `(lambda d: ${torchAnswer([...torchDistances(text), `(t[:, ${4 * bins}:] + ${PRIOR_LOGIT}).sigmoid()`])})((t[:, :${4 * bins}].unflatten(1, (4, ${bins})).softmax(2) * torch.arange(${bins}).to(t)[:, None]).sum(2))`,
    ),
  examples: [
    { title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [74, 20, 20], [74, 10, 10], [74, 5, 5]], outputs: [[525, 14]], parameterCount: 0, macs: 0 },
  ],
});
