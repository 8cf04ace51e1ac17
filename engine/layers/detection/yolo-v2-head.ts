import { number, numbers } from '../../core/parameters';
import { channels, still, stillBox } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { anchoredBox, anchoredTargets, rawBox, torchAnchoredBox } from './head/anchored-box';
import { assignmentOf, atCandidates, candidatesOf, keepOnePerPlace, likenessOf, mostAlike, objectsAt, overPlaces } from './head/candidates';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, countOf, total } from './head/loss-terms';
import { truth } from './head/objects';
import { anchorsOf, placesOf, rowsOf } from './head/places';
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
  /** [N, 5 + C, R]: what the maps say of each place. */
  readonly cells: Value;
  /** How sure each place is of its object, 0 … 1. */
  readonly object: Value;
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
    const object = sureness(b, cells);
    return { cells, object, box: anchoredBox(b, rawBox(b, cells), rowsOf(b, places)), scores: b.mul(object, b.one('Softmax', [channels(b, cells, 5, 5 + count)], { axis: 1 })) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { alike, ignore, boxWeight, objectWeight, classes: count } }) => {
    const candidates = candidatesOf(b, objects, places);
    const likeness = likenessOf(b, objects, candidates);
    const answering = keepOnePerPlace(b, mostAlike(b, candidates.open, likeness, alike), likeness, candidates, found.object);
    const { positive, box, classes } = objectsAt(b, answering, objects);
    const overlaps = still(b, overlap(b, 'iou', stillBox(b, found.box), objects.box));
    const nearest = b.one('ReduceMax', [overlaps], { axes: [1], keepdims: true });
    const empty = still(b, b.mul(b.sub(1, overPlaces(b, positive, candidates, found.object)), truth(b, b.less(nearest, ignore))));
    const said = atCandidates(b, found.cells, candidates);
    const [raw, wanted] = [rawBox(b, said), anchoredTargets(b, box, candidates.rows)];
    const agreement = overlap(b, 'iou', stillBox(b, anchoredBox(b, raw, candidates.rows)), box);
    const squares = [b.sub(b.sigmoid(raw.x), wanted.x), b.sub(b.sigmoid(raw.y), wanted.y), b.sub(raw.width, wanted.width), b.sub(raw.height, wanted.height)].map(b.square);
    const { loss, named } = addTerms(b, {
      box_loss: b.mul(total(b, b.mul(positive, squares.reduce(b.add))), boxWeight),
      object_loss: b.mul(total(b, b.mul(positive, b.square(b.sub(sureness(b, said), agreement)))), objectWeight),
      empty_loss: total(b, b.mul(empty, b.square(found.object))),
      class_loss: b.neg(total(b, b.mul(b.mul(classes, positive), b.one('LogSoftmax', [channels(b, said, 5, 5 + count)], { axis: 1 })))),
    });
    return { loss, weight: countOf(b, positive), named: { answering, assignment: assignmentOf(b, answering, candidates, objects, found.object), overlap: overlaps, ...named } };
  },
  torch: (text) => text.over(torchAnswer([...torchAnchoredBox(text), `(t[:, 4:5] + ${PRIOR_LOGIT}).sigmoid() * t[:, 5:].softmax(1)`])),
  examples: [{ title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [75, 10, 10]], outputs: [[500, 14]], parameterCount: 0, macs: 0 }],
});

function sureness(b: Builder, cells: Value): Value {
  return b.sigmoid(withPrior(b, channels(b, cells, 4, 5)));
}
