import { choice, integer, number } from '../../core/parameters';
import { channels, still, stillBox } from '../../losses/detection/box';
import { overlap, OVERLAPS, type OverlapName } from '../../losses/detection/overlap';
import { varifocal } from '../../losses/detection/terms';
import type { Value } from '../../ops/graph';
import { matched } from './head/assignment';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, total } from './head/loss-terms';
import { placesOf } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { boxAt, taskAligned } from './head/task-aligned';
import { THREE_MAPS } from './head/three-scales';
import { torchAnswer, torchDistances } from './head/torch-text';

interface Parameters extends HeadParameters {
  readonly candidates: number;
  readonly boxWeight: number;
  readonly boxLoss: OverlapName;
}

interface V6Found extends Found {
  /** Logits, [N, C, R]. */
  readonly classes: Value;
}

export const yoloV6Head = defineHead<Parameters, V6Found>({
  type: 'yolo-v6-head',
  title: 'YOLO v6 head',
  summary: 'Finds objects on three maps without anchors: how far each side lies from the cell, and a score for each class',
  documentation: {
    text: 'Each cell reads four distances to the sides of the box and one score for each class; nothing else says whether there is an object. An object is given to the cells inside it that already do best for it. Scores are to equal how good the box is, and easy empty places count little (varifocal loss); boxes learn from their GIoU, or in the smallest YOLOv6 from their SIoU, which also tells how aslant two boxes lie. A softplus keeps distances above 0. The sum is divided by the scores that are asked for.',
    formulas: [String.raw`d = \ln(1 + e^t)`, String.raw`\text{alignment} = s\, \text{CIoU}^{6}`, String.raw`L = \frac{1}{\sum q} \Big( \sum \text{VFL} + 2.5 \sum q\,(1 - \text{GIoU}) \Big)`],
    source: 'Li et al. 2022 (YOLOv6); Feng et al. 2021 (task alignment); Zhang et al. 2021 (varifocal loss); Gevorgyan 2022 (SIoU)',
  },
  parameters: {
    candidates: integer({ label: 'Places', help: 'Cells that are given one object, at most', default: 13, minimum: 1, maximum: 100 }),
    boxWeight: number({ label: 'Box weight', help: 'How much the boxes count', default: 2.5, minimum: 0 }),
    boxLoss: choice({ label: 'Box loss', help: 'Boxes are to raise their IoU, or one of its kin that also tell boxes apart which do not touch', options: OVERLAPS, default: 'giou' }),
  },
  maps: THREE_MAPS,
  channels: ({ classes }) => [4 + classes, `4 sides + ${classes} classes`],
  places: (scales) => placesOf(scales),
  read: (b, maps, places, { classes: count }) => {
    const cells = joinCells(b, maps, 1);
    const [distances, classes] = [b.one('Softplus', [channels(b, cells, 0, 4)], {}), withPrior(b, channels(b, cells, 4, 4 + count))];
    return { classes, box: boxAt(b, distances, places), scores: b.sigmoid(classes) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { candidates, boxWeight, boxLoss } }) => {
    const { assignment, alignment, quality } = taskAligned(b, stillBox(b, found.box), still(b, found.scores), objects, places, { scorePower: 1, candidates });
    const { positive, box, classes } = matched(b, assignment, objects);
    const agreement = overlap(b, boxLoss, found.box, box);
    const { loss, named } = addTerms(b, {
      class_loss: total(b, varifocal(b, found.classes, b.mul(classes, quality), classes, { gamma: 2, alpha: 0.75 })),
      box_loss: b.mul(total(b, b.mul(quality, b.sub(positive, b.mul(agreement, positive)))), boxWeight),
    });
    return { loss, weight: b.max(total(b, quality), 1), named: { assignment, alignment, quality, ...named } };
  },
  torch: (text) => text.over(`(lambda d: ${torchAnswer([...torchDistances(text), `(t[:, 4:] + ${PRIOR_LOGIT}).sigmoid()`])})(nn.functional.softplus(t[:, :4]))`),
  examples: [{ title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [14, 20, 20], [14, 10, 10], [14, 5, 5]], outputs: [[525, 14]], parameterCount: 0, macs: 0 }],
});
