import { number, numbers } from '../../core/parameters';
import { channels, still, stillBox } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { crossEntropy } from '../../losses/detection/terms';
import type { Value } from '../../ops/graph';
import { anchoredBox, anchoredTargets, rawBox, torchAnchoredBox } from './head/anchored-box';
import { assignmentOf, atCandidates, candidatesOf, keepOnePerPlace, likenessOf, mostAlike, objectsAt, overPlaces } from './head/candidates';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, countOf, total } from './head/loss-terms';
import { truth } from './head/objects';
import { anchorsOf, placesOf, rowsOf } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { ANCHORS_160, THREE_MAPS } from './head/three-scales';
import { torchAnswer } from './head/torch-text';

const PER_CELL = 3;

interface Parameters extends HeadParameters {
  readonly anchors: readonly number[];
  readonly alike: number;
  readonly ignore: number;
}

interface V3Found extends Found {
  /** [N, 5 + C, R]: what the maps say of each place. */
  readonly cells: Value;
  /** Logits. */
  readonly object: Value;
}

export const yoloV3Head = defineHead<Parameters, V3Found>({
  type: 'yolo-v3-head',
  title: 'YOLO v3 head',
  summary: 'Finds objects on three maps with three anchors in each cell, one of the nine for each object',
  documentation: {
    text: 'Of each anchor in each cell it reads where the centre lies, factors for the sides, whether there is an object, and a yes or no for each class. An object belongs to the cell of its centre and to that one of the nine anchors which is most like it. Other places that overlap an object well are left alone, all others learn that nothing is there. The sum is divided by the number of objects.',
    formulas: [String.raw`b_x = s\,(c_x + \sigma(t_x)), \quad b_y = s\,(c_y + \sigma(t_y))`, String.raw`b_w = a_w e^{t_w}, \quad b_h = a_h e^{t_h}`, String.raw`\text{score}_k = \sigma(t_o)\, \sigma(t_k)`],
    source: 'Redmon and Farhadi 2018',
  },
  parameters: {
    anchors: numbers({ label: 'Anchors', help: 'Width and height of nine boxes in pixels of the network’s input, three for each map, the fine one first', default: ANCHORS_160, minimum: 1 }),
    alike: number({ label: 'Also anchors from', help: 'Other anchors answer for an object as well if they overlap it by this share, were both in one place. At 1 only the one most like it does, as in the paper', default: 1, minimum: 0, maximum: 1 }),
    ignore: number({ label: 'Ignore from', help: 'Places without an object of their own learn nothing from an overlap of this on', default: 0.5, minimum: 0, maximum: 1 }),
  },
  maps: THREE_MAPS,
  channels: ({ classes }) => [PER_CELL * (5 + classes), `${PER_CELL} anchors × (4 of the box + 1 object + ${classes} classes)`],
  places: (scales, { anchors }) => placesOf(scales, { anchors: anchorsOf(anchors, PER_CELL * scales.length) }),
  read: (b, maps, places, { classes: count }) => {
    const cells = joinCells(b, maps, PER_CELL);
    const object = withPrior(b, channels(b, cells, 4, 5));
    return { cells, object, box: anchoredBox(b, rawBox(b, cells), rowsOf(b, places)), scores: b.mul(b.sigmoid(object), b.sigmoid(channels(b, cells, 5, 5 + count))) };
  },
  compare: ({ builder: b, found, objects, places, picture, parameters: { alike, ignore, classes: count } }) => {
    const candidates = candidatesOf(b, objects, places);
    const likeness = likenessOf(b, objects, candidates);
    const answering = keepOnePerPlace(b, mostAlike(b, candidates.open, likeness, alike), likeness, candidates, found.object);
    const { positive, box, classes } = objectsAt(b, answering, objects);
    const sure = overPlaces(b, positive, candidates, found.object);
    const overlaps = overlap(b, 'iou', stillBox(b, found.box), objects.box);
    const nearest = b.one('ReduceMax', [overlaps], { axes: [1], keepdims: true });
    const counts = still(b, b.max(sure, truth(b, b.less(nearest, ignore))));
    // Small boxes count up to twice as much: each of their pixels is a larger part of them.
    const weight = b.mul(positive, b.sub(2, b.div(b.mul(box.width, box.height), picture.width * picture.height)));
    const said = atCandidates(b, found.cells, candidates);
    const [raw, wanted] = [rawBox(b, said), anchoredTargets(b, box, candidates.rows)];
    const centre = b.add(crossEntropy(b, raw.x, wanted.x), crossEntropy(b, raw.y, wanted.y));
    const sides = b.add(b.square(b.sub(raw.width, wanted.width)), b.square(b.sub(raw.height, wanted.height)));
    const { loss, named } = addTerms(b, {
      box_loss: total(b, b.mul(weight, b.add(centre, b.mul(sides, 0.5)))),
      object_loss: total(b, b.mul(counts, crossEntropy(b, found.object, sure))),
      class_loss: total(b, b.mul(positive, crossEntropy(b, channels(b, said, 5, 5 + count), classes))),
    });
    return { loss, weight: countOf(b, positive), named: { answering, assignment: assignmentOf(b, answering, candidates, objects, found.object), overlap: overlaps, ...named } };
  },
  torch: (text) => text.over(torchAnswer([...torchAnchoredBox(text), `(t[:, 4:5] + ${PRIOR_LOGIT}).sigmoid() * t[:, 5:].sigmoid()`])),
  examples: [
    { title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [45, 20, 20], [45, 10, 10], [45, 5, 5]], outputs: [[1575, 14]], parameterCount: 0, macs: 0 },
  ],
});
