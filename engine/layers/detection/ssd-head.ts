import { number, numbers } from '../../core/parameters';
import { channels, row, still, type Box } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import { smooth } from '../../losses/detection/terms';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { firstLargest, matched, onePerPlace } from './head/assignment';
import { joinCells } from './head/cells';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, countOf, total } from './head/loss-terms';
import { truth } from './head/objects';
import { anchorsOf, placesOf, type Places } from './head/places';
import { ANCHORS_160, THREE_MAPS } from './head/three-scales';
import { torchAnswer } from './head/torch-text';

const PER_CELL = 3;
/** What the network gives is the shift in these units of a default box, so that all its numbers are about 1. */
export const CENTRE_UNIT = 0.1;
export const SIDE_UNIT = 0.2;
/** Logarithms of factors beyond this mean nothing. */
const MOST_GROWTH = 4;

interface Parameters extends HeadParameters {
  readonly anchors: readonly number[];
  readonly overlap: number;
  readonly negatives: number;
}

interface SsdFound extends Found {
  /** Shifts from the default boxes in their units, [N, 1, R] each. */
  readonly shift: Box;
  /** Logarithms of probabilities, nothing first: [N, 1 + C, R]. */
  readonly chances: Value;
}

export const ssdHead = defineHead<Parameters, SsdFound>({
  type: 'ssd-head',
  title: 'SSD head',
  summary: 'Slides a window over three maps: default boxes in every cell, each with a shift and one of the classes or nothing',
  documentation: {
    text: 'Fully convolutional: every cell of every map is a window, and its default boxes are told apart by their shapes. A default box answers for an object that it overlaps enough, and each object has at least the box that overlaps it best. “Nothing” is a class of its own; because nearly all boxes are nothing, only the worst of them are learned from, three for each one with an object.',
    formulas: [String.raw`b_x = d_x + 0.1\, t_x d_w, \quad b_w = d_w e^{0.2\, t_w}`, String.raw`L = \frac{1}{P} \Big( \sum_{\text{pos}} -\ln p_c + \sum_{\text{hard neg}} -\ln p_0 + \sum_{\text{pos}} \text{smooth}_{L1}(t - \hat t) \Big)`],
    source: 'Liu et al. 2016 (SSD); Sermanet et al. 2014 (OverFeat)',
  },
  parameters: {
    anchors: numbers({ label: 'Default boxes', help: 'Width and height of nine boxes in pixels of the network’s input, three for each map, the fine one first', default: ANCHORS_160, minimum: 1 }),
    overlap: number({ label: 'Match from', help: 'A default box answers for an object that it overlaps by this at least', default: 0.5, minimum: 0.05, maximum: 1 }),
    negatives: number({ label: 'Negatives', help: 'Boxes without an object that are learned from, for each one with an object', default: 3, minimum: 0 }),
  },
  maps: THREE_MAPS,
  channels: ({ classes }) => [PER_CELL * (5 + classes), `${PER_CELL} default boxes × (4 of the box + 1 nothing + ${classes} classes)`],
  places: (scales, { anchors }) => placesOf(scales, { anchors: anchorsOf(anchors, PER_CELL * scales.length) }),
  read: (b, maps, places, { classes: count }) => {
    const cells = joinCells(b, maps, PER_CELL);
    const at = (index: number) => channels(b, cells, index, index + 1);
    const [shift, logits]: [Box, Value] = [{ x: at(0), y: at(1), width: at(2), height: at(3) }, channels(b, cells, 4, 5 + count)];
    const basis = defaultBoxes(b, places);
    const side = (value: Value, of: Value) => b.mul(of, b.exp(b.min(b.mul(value, SIDE_UNIT), MOST_GROWTH)));
    const box: Box = {
      x: b.add(basis.x, b.mul(b.mul(shift.x, CENTRE_UNIT), basis.width)),
      y: b.add(basis.y, b.mul(b.mul(shift.y, CENTRE_UNIT), basis.height)),
      width: side(shift.width, basis.width),
      height: side(shift.height, basis.height),
    };
    return { shift, chances: b.one('LogSoftmax', [logits], { axis: 1 }), box, scores: channels(b, b.one('Softmax', [logits], { axis: 1 }), 1, 1 + count) };
  },
  compare: ({ builder: b, found, objects, places, parameters: { overlap: least, negatives } }) => {
    const basis = defaultBoxes(b, places);
    const overlaps = b.mul(overlap(b, 'iou', basis, objects.box), objects.present);
    const best = b.mul(firstLargest(b, overlaps, 2), truth(b, b.greater(overlaps, 0)));
    const enough = truth(b, b.one('GreaterOrEqual', [overlaps, b.scalar(least)], {}));
    // An object's best box stays its own, however well it fits another.
    const assignment = onePerPlace(b, b.max(best, enough), b.add(overlaps, b.mul(best, 2)));
    const { positive, box, classes } = matched(b, assignment, objects);
    const nothing = b.neg(channels(b, found.chances, 0, 1));
    const hard = still(b, hardest(b, still(b, nothing), positive, negatives));
    const sure = channels(b, found.chances, 1, classes.shape[1] as number + 1);
    const [shift, wanted] = [found.shift, shiftsTo(b, box, basis)];
    const differences = (['x', 'y', 'width', 'height'] as const).map((value) => smooth(b, b.sub(shift[value], wanted[value])));
    const { loss, named } = addTerms(b, {
      box_loss: total(b, b.mul(positive, differences.reduce(b.add))),
      class_loss: b.neg(total(b, b.mul(classes, sure))),
      empty_loss: total(b, b.mul(hard, nothing)),
    });
    return { loss, weight: countOf(b, positive), named: { assignment, overlap: overlaps, hard, ...named } };
  },
  torch: (text) => {
    const side = (at: number, of: string) => `(t[:, ${at}:${at + 1}] * ${SIDE_UNIT}).clamp(max=${MOST_GROWTH}).exp() * ${of}`;
    return text.over(
      torchAnswer([
        `(${text.column} + 0.5) * ${text.strideX} + t[:, :1] * ${CENTRE_UNIT} * ${text.anchorWidth}`,
        `(${text.row} + 0.5) * ${text.strideY} + t[:, 1:2] * ${CENTRE_UNIT} * ${text.anchorHeight}`,
        side(2, text.anchorWidth),
        side(3, text.anchorHeight),
        't[:, 4:].softmax(1)[:, 1:]',
      ]),
    );
  },
  examples: [{ title: 'Ten classes in pictures of 160×160', parameters: {}, inputs: [[3, 160, 160], [45, 20, 20], [45, 10, 10], [45, 5, 5]], outputs: [[1575, 14]], parameterCount: 0, macs: 0 }],
});

/** In the middle of each cell, [1, 1, R] each. */
function defaultBoxes(b: Builder, { column, row: rows, strideX, strideY, anchorWidth, anchorHeight }: Places): Box {
  const middle = (at: readonly number[], stride: readonly number[]) => row(b, at.map((cell, index) => (cell + 0.5) * stride[index]!));
  return { x: middle(column, strideX), y: middle(rows, strideY), width: row(b, anchorWidth), height: row(b, anchorHeight) };
}

function shiftsTo(b: Builder, box: Box, basis: Box): Box {
  const growth = (side: Value, of: Value) => b.div(b.log(b.div(b.max(side, 1), of)), SIDE_UNIT);
  return {
    x: b.div(b.sub(box.x, basis.x), b.mul(basis.width, CENTRE_UNIT)),
    y: b.div(b.sub(box.y, basis.y), b.mul(basis.height, CENTRE_UNIT)),
    width: growth(box.width, basis.width),
    height: growth(box.height, basis.height),
  };
}

/** The places without an object whose loss is largest, so many for each with one: [N, 1, R]. */
function hardest(b: Builder, losses: Value, positive: Value, perPositive: number): Value {
  const places = losses.shape[2] as number;
  const empty = b.mul(losses, b.sub(1, positive));
  const [ordered] = b.apply('TopK', [empty], { axis: 2, k: places });
  const rank = row(b, Array.from({ length: places }, (_, index) => index));
  const wanted = b.min(b.mul(b.sum(positive, [2], true), perPositive), places);
  // Of the ordered losses the last one that is taken: the rank before the number that is wanted.
  const last = b.mul(truth(b, b.less(rank, wanted)), truth(b, b.one('GreaterOrEqual', [rank, b.sub(wanted, 1)], {})));
  const least = b.sum(b.mul(ordered!, last), [2], true);
  return b.mul(b.mul(truth(b, b.one('GreaterOrEqual', [empty, least], {})), b.sub(1, positive)), truth(b, b.greater(wanted, 0)));
}
