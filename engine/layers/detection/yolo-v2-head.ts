import { number, numbers } from '../../core/parameters';
import { channels, still, stillBox, type Box } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import type { Value } from '../../ops/graph';
import { anchoredBox, anchoredTargets, rawBox, torchAnchoredBox } from './head/anchored-box';
import { anchorsAlike, matched } from './head/assignment';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, countOf, total } from './head/loss-terms';
import { truth } from './head/objects';
import { anchorsOf, placesOf } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { torchAnswer } from './head/torch-text';

/** Five shapes for pictures of 160×160. */
const ANCHORS = [12, 12, 22, 25, 36, 31, 52, 56, 86, 84];
const PER_CELL = ANCHORS.length / 2;

interface Parameters extends HeadParameters {
  readonly anchors: readonly number[];
  readonly alike: number;
  readonly ignore: number;
  readonly boxWeight: number;
  readonly objectWeight: number;
}

interface V2Found extends Found {
  readonly raw: Box;
  /** How sure each place is of its object, 0 … 1. */
  readonly object: Value;
  /** Logits, [N, C, R]. */
  readonly classes: Value;
}

export const yoloV2Head = defineHead<Parameters, V2Found>({
  type: 'yolo-v2-head',
  title: 'YOLO v2 head',
  summary: 'Finds objects on one grid with five anchors in each cell; the classes of a place share one probability',
  documentation: {
    text: 'Each cell has five anchors, whose shapes come from the data. An object belongs to the cell of its centre and to the anchor most like it; this place is to be as sure as its box overlaps the object. Places that overlap no object well learn to be unsure. Boxes and certainty are compared by squares, classes by cross-entropy. The sum is divided by the number of objects.',
    formulas: [String.raw`b_x = s\,(c_x + \sigma(t_x)), \quad b_w = a_w e^{t_w}`, String.raw`\text{score}_k = \sigma(t_o)\, \text{softmax}(t)_k`, String.raw`L = \lambda_b \sum \Delta t^2 + \lambda_o \sum (\sigma(t_o) - \text{IoU})^2 + \sum \sigma(t_o)^2 + \sum -\ln p_c`],
    source: 'Redmon and Farhadi 2017 (YOLO9000)',
  },
  parameters: {
    anchors: numbers({ label: 'Anchors', help: 'Width and height of five boxes in pixels of the network’s input', default: ANCHORS, minimum: 1 }),
    alike: number({ label: 'Also anchors from', help: 'Other anchors answer for an object as well if they overlap it by this share, were both in one place. At 1 only the one most like it does, as in the paper', default: 1, minimum: 0, maximum: 1 }),
    ignore: number({ label: 'Ignore from', help: 'Places without an object of their own learn nothing from an overlap of this on', default: 0.6, minimum: 0, maximum: 1 }),
    boxWeight: number({ label: 'Box weight', help: 'How much places and sides of boxes count', default: 2, minimum: 0 }),
    objectWeight: number({ label: 'Object weight', help: 'How much being sure of an object counts', default: 5, minimum: 0 }),
  },
  maps: [{ name: 'grid', help: 'One cell for each part of the picture' }],
  channels: ({ classes }) => [PER_CELL * (5 + classes), `${PER_CELL} anchors × (4 of the box + 1 object + ${classes} classes)`],
  places: (scales, { anchors }) => placesOf(scales, { anchors: anchorsOf(anchors, PER_CELL) }),
  read: (b, maps, places, { classes: count }) => {
    const cells = joinCells(b, maps, PER_CELL);
    const [raw, object, classes] = [rawBox(b, cells), b.sigmoid(withPrior(b, channels(b, cells, 4, 5))), channels(b, cells, 5, 5 + count)];
    return { raw, object, classes, box: anchoredBox(b, raw, places), scores: b.mul(object, b.one('Softmax', [classes], { axis: 1 })) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { alike, ignore, boxWeight, objectWeight } }) => {
    const assignment = anchorsAlike(b, objects, places, alike);
    const { positive, box, classes } = matched(b, assignment, objects);
    const overlaps = still(b, overlap(b, 'iou', stillBox(b, found.box), objects.box));
    const nearest = b.one('ReduceMax', [overlaps], { axes: [1], keepdims: true });
    const empty = still(b, b.mul(b.sub(1, positive), truth(b, b.less(nearest, ignore))));
    const agreement = b.sum(b.mul(assignment, overlaps), [1], true);
    const wanted = anchoredTargets(b, box, places);
    const squares = [b.sub(b.sigmoid(found.raw.x), wanted.x), b.sub(b.sigmoid(found.raw.y), wanted.y), b.sub(found.raw.width, wanted.width), b.sub(found.raw.height, wanted.height)].map(b.square);
    const { loss, named } = addTerms(b, {
      box_loss: b.mul(total(b, b.mul(positive, squares.reduce(b.add))), boxWeight),
      object_loss: b.mul(total(b, b.mul(positive, b.square(b.sub(found.object, agreement)))), objectWeight),
      empty_loss: total(b, b.mul(empty, b.square(found.object))),
      class_loss: b.neg(total(b, b.mul(b.mul(classes, positive), b.one('LogSoftmax', [found.classes], { axis: 1 })))),
    });
    return { loss, weight: countOf(b, positive), named: { assignment, overlap: overlaps, ...named } };
  },
  torch: (text) => text.over(torchAnswer([...torchAnchoredBox(text), `(t[:, 4:5] + ${PRIOR_LOGIT}).sigmoid() * t[:, 5:].softmax(1)`])),
  examples: [{ title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [75, 10, 10]], outputs: [[500, 14]], parameterCount: 0, macs: 0 }],
});
