import { number, numbers } from '../../core/parameters';
import { channels, row, still, stillBox } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { crossEntropy } from '../../losses/detection/terms';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import type { Port } from '../define-layer';
import { rawBox } from './head/anchored-box';
import { matched } from './head/assignment';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { dynamicPlaces } from './head/dynamic-places';
import { countOf, total } from './head/loss-terms';
import { BALANCE, nearBox, nearPlaces, torchNearBox } from './head/near-anchors';
import type { Objects } from './head/objects';
import { anchorsOf, placesOf, type Places } from './head/places';
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
  /** Logits. */
  readonly object: Value;
  readonly classes: Value;
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
    const [box, scores] = [stillBox(b, found.box), still(b, found.scores)];
    const assignTo = ({ reach, most }: Assigning) => dynamicPlaces(b, box, scores, objects, nearPlaces(b, objects, places, { ratio: RATIO, reach }), most);
    const [assignment, helperAssignment] = [assignTo(LEAD), assignTo(HELPER)];
    const lead = lossOf(b, found, assignment, objects, places, parameters);
    const help = lossOf(b, helper, helperAssignment, objects, places, parameters);
    // Each is divided by its own places, and the sum by those of the lead.
    const scale = b.div(lead.count, help.count);
    const helperLoss = b.mul(b.mul(help.loss, scale), parameters.helperWeight);
    return { loss: b.add(lead.loss, helperLoss), weight: lead.count, named: { assignment, helper_assignment: helperAssignment, lead_loss: lead.loss, helper_loss: helperLoss } };
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
  const [object, classes] = [withPrior(b, channels(b, cells, 4, 5)), channels(b, cells, 5, 5 + count)];
  return { object, classes, box: nearBox(b, rawBox(b, cells), places), scores: b.mul(b.sigmoid(object), b.sigmoid(classes)) };
}

/** The loss of one of the heads per sample, and the places it is to be divided by. */
function lossOf(b: Builder, found: V7Found, assignment: Value, objects: Objects, places: Places, { boxWeight }: Parameters): { readonly loss: Value; readonly count: Value } {
  const { positive, box, classes } = matched(b, assignment, objects);
  const agreement = b.mul(overlap(b, 'ciou', found.box, box), positive);
  const quality = still(b, b.relu(agreement));
  const balance = row(b, places.scale.map((scale) => BALANCE[scale]!));
  const terms = [
    b.mul(total(b, b.sub(positive, agreement)), boxWeight),
    total(b, b.mul(crossEntropy(b, found.object, quality), balance)),
    total(b, b.mul(positive, crossEntropy(b, found.classes, classes))),
  ];
  return { loss: terms.reduce(b.add), count: countOf(b, positive) };
}
