import { number, numbers } from '../../core/parameters';
import { channels, row, still, type Box } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { crossEntropy } from '../../losses/detection/terms';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import type { Port } from '../define-layer';
import { rawBox } from './head/anchored-box';
import { assignmentOf, atCandidates, candidatesOf, keepOnePerPlace, objectsAt, overPlaces, type Candidates } from './head/candidates';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { dynamicPlaces } from './head/dynamic-places';
import { countOf, total } from './head/loss-terms';
import { BALANCE, nearBox, ofAboutItsSize, torchNearBox } from './head/near-anchors';
import type { Objects } from './head/objects';
import { anchorsOf, placesOf, rowsOf, type Places } from './head/places';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { ANCHORS_160, THREE_MAPS } from './head/three-scales';
import { torchAnswer } from './head/torch-text';

const PER_CELL = 3;
/** Sides of objects differ from those of their anchors by less than this factor. */
export const RATIO = 4;
/** How far beside its own cell an object is looked for, and how many of the best places say how many it gets. */
export interface Assigning {
  readonly reach: number;
  readonly most: number;
}

/** The lead head chooses among cells up to half a cell away, by its ten best places; the helper among more, by twenty. */
export const LEAD: Assigning = { reach: 0.5, most: 10 };
export const HELPER: Assigning = { reach: 1, most: 20 };

interface Parameters extends HeadParameters {
  readonly anchors: readonly number[];
  readonly boxWeight: number;
  readonly helperWeight: number;
}

interface V7Found extends Found {
  /** [N, 5 + C, R]: what the maps say of each place. */
  readonly cells: Value;
  /** Logits. */
  readonly object: Value;
}

const HELPERS: readonly Port[] = THREE_MAPS.map(({ name, help }) => ({ name: `helper-${name}`, help: `${help}; of the helper, for training only` }));

export const yoloV7Head = defineHead<Parameters, V7Found>({
  type: 'yolo-v7-head',
  title: 'YOLO v7 head',
  summary: 'A lead head that answers, and a helper that is trained beside it with a looser assignment and then left away',
  documentation: {
    text: 'Both heads learn from places that the lead’s own answers choose: an object gets as many as the overlaps of the best add up to. The helper sits on earlier features and takes places from farther around, so that it finds more and teaches the layers that both share. Only the lead answers, so the helper costs nothing once trained. Of the classes only the object’s own decides about its places, where the original looks at all of them.',
    formulas: [String.raw`b_x = s\,(c_x + 2\sigma(t_x) - \tfrac{1}{2}), \quad b_w = a_w (2\sigma(t_w))^2`, String.raw`\text{fitness} = \sqrt{s}\, \text{IoU}^3, \quad k = \max\big(1, \lfloor \textstyle\sum_{10} \text{IoU} \rfloor\big)`, String.raw`L = L_{\text{lead}} + 0.25\, L_{\text{helper}}`],
    source: 'Wang et al. 2023 (YOLOv7); Ge et al. 2021 (OTA)',
  },
  parameters: {
    anchors: numbers({ label: 'Anchors', help: 'Width and height of nine boxes in pixels of the network’s input, three for each map, the fine one first', default: ANCHORS_160, minimum: 1 }),
    boxWeight: number({ label: 'Box weight', help: 'How much 1 − CIoU counts', default: 2, minimum: 0 }),
    helperWeight: number({ label: 'Helper weight', help: 'How much the loss of the helper counts', default: 0.25, minimum: 0 }),
  },
  maps: THREE_MAPS,
  auxiliary: HELPERS,
  channels: ({ classes }) => [PER_CELL * (5 + classes), `${PER_CELL} anchors × (4 of the box + 1 object + ${classes} classes)`],
  places: (scales, { anchors }) => placesOf(scales, { anchors: anchorsOf(anchors, PER_CELL * scales.length) }),
  read: readLead,
  compare: ({ builder: b, found, objects, places, auxiliary, parameters }) => {
    const helper = readLead(b, auxiliary, places, parameters);
    const [lead, help] = [compareAt(b, found, found, LEAD, objects, places, parameters), compareAt(b, helper, found, HELPER, objects, places, parameters)];
    // Each is divided by its own places, and the sum by those of the lead.
    const scale = b.div(lead.count, help.count);
    const helperLoss = b.mul(b.mul(help.loss, scale), parameters.helperWeight);
    return { loss: b.add(lead.loss, helperLoss), weight: lead.count, named: { answering: lead.answering, assignment: lead.assignment, helper_assignment: help.assignment, lead_loss: lead.loss, helper_loss: helperLoss } };
  },
  torch: (text) => text.over(torchAnswer([...torchNearBox(text), `(t[:, 4:5] + ${PRIOR_LOGIT}).sigmoid() * t[:, 5:].sigmoid()`])),
  examples: [
    {
      title: 'Ten classes in pictures of 160×160',
      parameters: {},
      inputs: [[3, 160, 160], [45, 20, 20], [45, 10, 10], [45, 5, 5], [45, 20, 20], [45, 10, 10], [45, 5, 5]],
      outputs: [[1575, 14]],
      parameterCount: 0,
      macs: 0,
    },
  ],
});

function readLead(b: Builder, maps: readonly Value[], places: Places, { classes: count }: Parameters): V7Found {
  const cells = joinCells(b, maps, PER_CELL);
  const object = withPrior(b, channels(b, cells, 4, 5));
  return { cells, object, box: nearBox(b, rawBox(b, cells), rowsOf(b, places)), scores: b.mul(b.sigmoid(object), b.sigmoid(channels(b, cells, 5, 5 + count))) };
}

interface HeadLoss {
  /** Of each sample, [N]. */
  readonly loss: Value;
  /** The places that it is to be divided by, [N]. */
  readonly count: Value;
  /** [N, M, K] */
  readonly answering: Value;
  /** [N, M, R] */
  readonly assignment: Value;
}

/** The loss of one of the heads, at places that are chosen by how well the lead does there. */
function compareAt(b: Builder, found: V7Found, lead: V7Found, { reach, most }: Assigning, objects: Objects, places: Places, { boxWeight, classes: count }: Parameters): HeadLoss {
  const candidates = candidatesOf(b, objects, places, reach);
  const { chosen, fitness } = chosenByLead(b, lead, candidates, objects, most, count);
  const answering = keepOnePerPlace(b, chosen, fitness, candidates, found.object);
  const { positive, box, classes } = objectsAt(b, answering, objects);
  const said = atCandidates(b, found.cells, candidates);
  const agreement = b.mul(overlap(b, 'ciou', nearBox(b, rawBox(b, said), candidates.rows), box), positive);
  const quality = overPlaces(b, b.relu(agreement), candidates, found.object);
  const balance = row(b, places.scale.map((scale) => BALANCE[scale]!));
  const terms = [
    b.mul(total(b, b.sub(positive, agreement)), boxWeight),
    total(b, b.mul(crossEntropy(b, found.object, quality), balance)),
    total(b, b.mul(positive, crossEntropy(b, channels(b, said, 5, 5 + count), classes))),
  ];
  return { loss: terms.reduce(b.add), count: countOf(b, positive), answering, assignment: assignmentOf(b, answering, candidates, objects, found.object) };
}

function chosenByLead(b: Builder, lead: V7Found, candidates: Candidates, objects: Objects, most: number, count: number): ReturnType<typeof dynamicPlaces> {
  const open = ofAboutItsSize(b, objects, candidates, RATIO);
  const said = still(b, atCandidates(b, lead.cells, candidates));
  const byObject = (value: Value) => b.reshape(value, open.shape);
  const { x, y, width, height } = nearBox(b, rawBox(b, said), candidates.rows);
  const box: Box = { x: byObject(x), y: byObject(y), width: byObject(width), height: byObject(height) };
  const { classes } = objectsAt(b, open, objects);
  const scores = b.mul(b.sigmoid(withPrior(b, channels(b, said, 4, 5))), b.sigmoid(channels(b, said, 5, 5 + count)));
  return dynamicPlaces(b, box, byObject(b.sum(b.mul(scores, classes), [1], true)), objects, open, most);
}
