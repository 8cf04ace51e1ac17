import { number, numbers } from '../../core/parameters';
import { channels, row } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { crossEntropy } from '../../losses/detection/terms';
import type { Value } from '../../ops/graph';
import { rawBox } from './head/anchored-box';
import { assignmentOf, atCandidates, candidatesOf, keepOnePerPlace, likenessOf, objectsAt, overPlaces } from './head/candidates';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, countOf, total } from './head/loss-terms';
import { BALANCE, nearBox, ofAboutItsSize, torchNearBox } from './head/near-anchors';
import { anchorsOf, placesOf, rowsOf } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { ANCHORS_160, THREE_MAPS } from './head/three-scales';
import { torchAnswer } from './head/torch-text';

const PER_CELL = 3;
/** The two cells beside its own that a centre is nearest to. */
const REACH = 0.5;

interface Parameters extends HeadParameters {
  readonly anchors: readonly number[];
  readonly ratio: number;
  readonly boxWeight: number;
  readonly objectWeight: number;
  readonly classWeight: number;
}

interface V5Found extends Found {
  /** [N, 5 + C, R]: what the maps say of each place. */
  readonly cells: Value;
  /** Logits. */
  readonly object: Value;
}

export const yoloV5Head = defineHead<Parameters, V5Found>({
  type: 'yolo-v5-head',
  title: 'YOLO v5 head',
  summary: 'Finds objects on three maps; each goes to all anchors of about its size, in its cell and two beside it',
  documentation: {
    text: 'An anchor may answer for an object whose sides differ from its own by less than four times, so that one object teaches many places, on several maps. The two neighbouring cells that the centre is nearest to answer as well, and centres may lie half a cell outside. Boxes learn from their CIoU, and a place is to be as sure as its box is good. A place that several objects claim takes the one most like its anchor. The sums are divided by the number of places with an object, where the original takes means.',
    formulas: [String.raw`b_x = s\,(c_x + 2\sigma(t_x) - \tfrac{1}{2}), \quad b_w = a_w (2\sigma(t_w))^2`, String.raw`\max\Big(\frac{w}{a_w}, \frac{a_w}{w}, \frac{h}{a_h}, \frac{a_h}{h}\Big) < 4`, String.raw`\text{score}_k = \sigma(t_o)\, \sigma(t_k)`],
    source: 'Jocher et al. 2020 (YOLOv5)',
  },
  parameters: {
    anchors: numbers({ label: 'Anchors', help: 'Width and height of nine boxes in pixels of the network’s input, three for each map, the fine one first', default: ANCHORS_160, minimum: 1 }),
    ratio: number({ label: 'Ratio', help: 'An anchor takes objects whose sides differ from its own by less than this factor', default: 4, minimum: 1.01 }),
    boxWeight: number({ label: 'Box weight', help: 'How much 1 − CIoU counts', default: 2, minimum: 0 }),
    objectWeight: number({ label: 'Object weight', help: 'How much being sure counts', default: 1, minimum: 0 }),
    classWeight: number({ label: 'Class weight', help: 'How much the classes count', default: 1, minimum: 0 }),
  },
  maps: THREE_MAPS,
  channels: ({ classes }) => [PER_CELL * (5 + classes), `${PER_CELL} anchors × (4 of the box + 1 object + ${classes} classes)`],
  places: (scales, { anchors }) => placesOf(scales, { anchors: anchorsOf(anchors, PER_CELL * scales.length) }),
  read: (b, maps, places, { classes: count }) => {
    const cells = joinCells(b, maps, PER_CELL);
    const object = withPrior(b, channels(b, cells, 4, 5));
    return { cells, object, box: nearBox(b, rawBox(b, cells), rowsOf(b, places)), scores: b.mul(b.sigmoid(object), b.sigmoid(channels(b, cells, 5, 5 + count))) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { ratio, boxWeight, objectWeight, classWeight, classes: count } }) => {
    const candidates = candidatesOf(b, objects, places, REACH);
    const answering = keepOnePerPlace(b, ofAboutItsSize(b, objects, candidates, ratio), likenessOf(b, objects, candidates), candidates, found.object);
    const { positive, box, classes } = objectsAt(b, answering, objects);
    const said = atCandidates(b, found.cells, candidates);
    const agreement = b.mul(overlap(b, 'ciou', nearBox(b, rawBox(b, said), candidates.rows), box), positive);
    const quality = overPlaces(b, b.relu(agreement), candidates, found.object);
    const balance = row(b, places.scale.map((scale) => BALANCE[scale]!));
    const { loss, named } = addTerms(b, {
      box_loss: b.mul(total(b, b.sub(positive, agreement)), boxWeight),
      object_loss: b.mul(total(b, b.mul(crossEntropy(b, found.object, quality), balance)), objectWeight),
      class_loss: b.mul(total(b, b.mul(positive, crossEntropy(b, channels(b, said, 5, 5 + count), classes))), classWeight),
    });
    return { loss, weight: countOf(b, positive), named: { answering, assignment: assignmentOf(b, answering, candidates, objects, found.object), quality, ...named } };
  },
  torch: (text) => text.over(torchAnswer([...torchNearBox(text), `(t[:, 4:5] + ${PRIOR_LOGIT}).sigmoid() * t[:, 5:].sigmoid()`])),
  examples: [{ title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [45, 20, 20], [45, 10, 10], [45, 5, 5]], outputs: [[1575, 14]], parameterCount: 0, macs: 0 }],
});
