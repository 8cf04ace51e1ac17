import { choice, integer, number } from '../../core/parameters';
import { channels, row, still, stillBox, type Box } from '../../losses/detection/box';
import { overlap } from '../../losses/detection/overlap';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';
import { cellsAround, firstLargest, matched, onePerPlace } from './head/assignment';
import { defineHead, type Found, type HeadParameters } from './head/define-head';
import { addTerms, total } from './head/loss-terms';
import { PRIOR_LOGIT, withPrior } from './head/prior';
import { placesOf, type Places } from './head/places';
import { torchAnswer } from './head/torch-text';

interface Parameters extends HeadParameters {
  readonly boxes: number;
  readonly boxScale: number;
  readonly boxWeight: number;
  readonly sideWeight: number;
  readonly confidenceWeight: number;
  readonly emptyWeight: number;
  readonly classWeight: number;
  readonly reach: number;
  readonly confidence: (typeof CONFIDENCES)[number];
  readonly classLoss: (typeof CLASS_LOSSES)[number];
}

const CONFIDENCES = ['plain', 'logistic'] as const;
const CLASS_LOSSES = ['squares', 'cross-entropy'] as const;

interface V1Found extends Found {
  /** Where in its cell the centre lies, [N, 1, R] each. */
  readonly within: { readonly x: Value; readonly y: Value };
  /** Square roots of the sides as shares of the picture, [N, 1, R] each. */
  readonly roots: { readonly width: Value; readonly height: Value };
  /** [N, 1, R] */
  readonly confidence: Value;
  /** Of each cell, once for each of its boxes: [N, C, R]. */
  readonly classes: Value;
}

/** Boxes start as squares of these sizes, as square roots of shares of the picture: two alike would never part. */
export const SMALLEST_ROOT = 0.3;
export const LARGEST_ROOT = 0.7;

export const yoloV1Head = defineHead<Parameters, V1Found>({
  type: 'yolo-v1-head',
  title: 'YOLO v1 head',
  summary: 'Finds objects on one grid: each cell gives a few boxes and says once what it sees',
  documentation: {
    text: 'The cell in which an object has its centre answers for it, and of its boxes the one that overlaps it best. Everything is a plain number compared by squares; sides by their square roots, so that the same error counts more in a small box. A cell has one object at most. The boxes of a cell begin in different sizes, and the network gives the square roots themselves, which the paper leaves open.',
    formulas: [
      String.raw`L = \lambda_c \sum_{\text{resp}} \big( \Delta x^2 + \Delta y^2 + \Delta\!\sqrt{w}^2 + \Delta\!\sqrt{h}^2 \big) + \sum_{\text{resp}} (C - \text{IoU})^2 + \lambda_e \sum_{\text{other}} C^2 + \sum_{\text{cells}} \sum_k (p_k - [k = c])^2`,
      String.raw`\text{score}_k = C\, p_k`,
    ],
    source: 'Redmon et al. 2016',
  },
  parameters: {
    boxes: integer({ label: 'Boxes', help: 'Boxes that each cell gives', default: 2, minimum: 1, maximum: 8 }),
    boxScale: number({ label: 'Box scale', help: 'Places and roots of sides are this times what the map says; 1 in the paper. The smaller, the less a step of learning moves a box', default: 1, minimum: 1e-3 }),
    boxWeight: number({ label: 'Box weight', help: 'How much the places and sides of boxes count', default: 5, minimum: 0 }),
    sideWeight: number({ label: 'Side weight', help: 'How much the square roots of sides, as shares of the picture, count beside places, in cells; 1 in the paper, whose grid has 7×7 cells. Smaller cells call for more', default: 1, minimum: 0 }),
    confidenceWeight: number({ label: 'Confidence weight', help: 'How much the confidence of boxes with an object counts; 1 in the paper', default: 1, minimum: 0 }),
    emptyWeight: number({ label: 'Empty weight', help: 'How much the confidence of boxes without an object counts', default: 0.5, minimum: 0 }),
    classWeight: number({ label: 'Class weight', help: 'How much the classes of cells with an object count; 1 in the paper', default: 1, minimum: 0 }),
    reach: number({ label: 'Reach', help: 'A cell beside that of the centre answers for the object as well if the centre is nearer to it than so many cells; 0 in the paper', default: 0, minimum: 0, maximum: 1 }),
    confidence: choice({ label: 'Confidence', help: 'A plain number, as in the paper, or the logistic function of one, as in later versions', options: CONFIDENCES, default: 'plain' }),
    classLoss: choice({ label: 'Class loss', help: 'Classes are numbers that are compared by squares, as in the paper, or share one probability (softmax), as Darknet can be told to', options: CLASS_LOSSES, default: 'squares' }),
  },
  maps: [{ name: 'grid', help: 'One cell for each part of the picture' }],
  channels: ({ classes, boxes }) => [5 * boxes + classes, `${boxes} boxes × (4 of the box + 1 confidence) + ${classes} classes`],
  places: (scales, { boxes }) => placesOf(scales, { perCell: boxes }),
  read: (b, [map], places, { classes: count, boxes, boxScale, confidence: form, classLoss }) => {
    const cells = b.reshape(map!, [map!.shape[0]!, map!.shape[1]!, places.count / boxes]);
    const value = (index: number) => sideBySide(b, Array.from({ length: boxes }, (_, box) => channels(b, cells, box * 5 + index, box * 5 + index + 1)));
    const ofBox = (index: number) => (boxScale === 1 ? value(index) : b.mul(value(index), boxScale));
    const start = row(b, startingRoots(places));
    const within = { x: ofBox(0), y: ofBox(1) };
    const roots = { width: b.add(ofBox(2), start), height: b.add(ofBox(3), start) };
    const confidence = form === 'plain' ? value(4) : b.sigmoid(withPrior(b, value(4)));
    const classes = sideBySide(b, Array.from({ length: boxes }, () => channels(b, cells, boxes * 5, boxes * 5 + count)));
    const [width, height] = pictureSides(places);
    const box: Box = {
      x: b.mul(b.add(within.x, row(b, places.column)), row(b, places.strideX)),
      y: b.mul(b.add(within.y, row(b, places.row)), row(b, places.strideY)),
      width: b.mul(b.square(roots.width), width),
      height: b.mul(b.square(roots.height), height),
    };
    return { within, roots, confidence, classes, box, scores: b.mul(share(b, confidence), classLoss === 'squares' ? share(b, classes) : b.one('Softmax', [classes], { axis: 1 })) };
  },
  compare: ({ builder: b, found, objects, places, picture, parameters: { boxes, boxWeight, sideWeight, confidenceWeight, emptyWeight, classWeight, reach, classLoss } }) => {
    const cells = places.count / boxes;
    const own = cellsAround(b, objects, places);
    // A cell prefers the object whose centre it has.
    const inCell = onePerPlace(b, cellsAround(b, objects, places, reach), own);
    const overlaps = overlap(b, 'iou', stillBox(b, found.box), objects.box);
    const byBox = b.reshape(overlaps, [overlaps.shape[0]!, objects.most, boxes, cells]);
    const assignment = still(b, b.mul(inCell, b.reshape(firstLargest(b, byBox, 2), overlaps.shape)));
    const { positive, box, classes } = matched(b, assignment, objects);
    const place = anchoredCentre(b, box, places);
    const root = (side: Value, whole: number) => b.sqrt(b.max(b.div(side, whole), 1e-6));
    const apart = (said: Value, wanted: Value) => b.square(b.sub(said, wanted));
    const centre = b.add(apart(found.within.x, place.x), apart(found.within.y, place.y));
    const sides = b.add(apart(found.roots.width, root(box.width, picture.width)), apart(found.roots.height, root(box.height, picture.height)));
    const agreement = b.sum(b.mul(assignment, overlaps), [1], true);
    const { loss, named } = addTerms(b, {
      box_loss: b.mul(total(b, b.mul(positive, b.add(centre, b.mul(sides, sideWeight)))), boxWeight),
      confidence_loss: b.mul(total(b, b.mul(positive, b.square(b.sub(found.confidence, agreement)))), confidenceWeight),
      empty_loss: b.mul(total(b, b.mul(b.sub(1, positive), b.square(found.confidence))), emptyWeight),
      // A cell with an object has one responsible box, so each such cell counts once.
      class_loss: b.mul(total(b, classLoss === 'squares' ? b.mul(positive, b.square(b.sub(found.classes, classes))) : b.neg(b.mul(classes, b.one('LogSoftmax', [found.classes], { axis: 1 })))), classWeight),
    });
    return { loss, named: { assignment, overlap: overlaps, ...named } };
  },
  torch: (text, { boxes, boxScale, classes, confidence, classLoss }) => {
    const places = text.places;
    const value = (index: number) => `torch.cat([t[:, 5 * i + ${index}:5 * i + ${index + 1}] for i in range(${boxes})], 2)`;
    const ofBox = (index: number) => (boxScale === 1 ? value(index) : `${boxScale} * ${value(index)}`);
    const [width, height] = pictureSides(places);
    const roots = `torch.tensor([${startsOf(boxes).join(', ')}]).repeat_interleave(${places.count / boxes}).to(t)`;
    return `(lambda t: ${torchAnswer([
      `(${ofBox(0)} + ${text.column}) * ${text.strideX}`,
      `(${ofBox(1)} + ${text.row}) * ${text.strideY}`,
      `(${ofBox(2)} + ${roots}).square() * ${width}`,
      `(${ofBox(3)} + ${roots}).square() * ${height}`,
      `${confidence === 'plain' ? `${value(4)}.clamp(0, 1)` : `(${value(4)} + ${PRIOR_LOGIT}).sigmoid()`} * t[:, ${5 * boxes}:${5 * boxes + classes}]${classLoss === 'squares' ? '.clamp(0, 1)' : '.softmax(1)'}.repeat(1, 1, ${boxes})`,
    ])})(${text.maps[0]!}.flatten(2))`;
  },
  examples: [{ title: 'The grid of the paper', parameters: { classes: 20 }, inputs: [[3, 448, 448], [30, 7, 7]], outputs: [[98, 24]], parameterCount: 0, macs: 0 }],
});

function sideBySide(b: Builder, parts: readonly Value[]): Value {
  return parts.length === 1 ? parts[0]! : b.concat(parts, 2);
}

function startsOf(boxes: number): number[] {
  return Array.from({ length: boxes }, (_, box) => SMALLEST_ROOT + ((LARGEST_ROOT - SMALLEST_ROOT) * box) / Math.max(boxes - 1, 1));
}

function startingRoots({ count, anchorsPerCell: boxes }: Places): number[] {
  return startsOf(boxes).flatMap((root) => Array.from({ length: count / boxes }, () => root));
}

function pictureSides({ scales: [grid] }: Places): [width: number, height: number] {
  return [grid!.columns * grid!.strideX, grid!.rows * grid!.strideY];
}

/** Plain numbers may leave 0 … 1; a score may not. */
function share(b: Builder, value: Value): Value {
  return b.one('Clip', [value], { min: 0, max: 1 });
}

function anchoredCentre(b: Builder, { x, y }: Box, places: Places): { readonly x: Value; readonly y: Value } {
  const inCell = (position: Value, stride: readonly number[], corner: readonly number[]) => b.sub(b.div(position, row(b, stride)), row(b, corner));
  return { x: inCell(x, places.strideX, places.column), y: inCell(y, places.strideY, places.row) };
}
