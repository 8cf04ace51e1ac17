import { addSingleGrid, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const BOXES = 2;
/** A single grid costs half as much as three, and one cell for each object and its neighbours teach less. */
const EPOCHS = 7;

/**
 * A grid of 20×20 has eight times as many empty cells as that of the paper, beside which squares of sureness and classes drown in those of boxes, and cells of 8 pixels,
 * beside which the roots of sides are small numbers. After 9,600 scenes AP50 is 0.10 with the weights of the paper, 0.49 with these but boxes as the map says them, and 0.6
 * with these (`docs/detection.md`).
 */
const WEIGHTS = { boxScale: 0.1, boxWeight: 2, sideWeight: 30, confidenceWeight: 5, emptyWeight: 0.5, classWeight: 1, reach: 0.5, confidence: 'logistic', classLoss: 'cross-entropy' } as const;

export const yoloV1Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v1-small',
  title: 'Small YOLO v1',
  summary: 'The first network that found objects in one look: a grid whose cells give two boxes each',
  notes: 'A grid of 20×20 read by convolutions instead of the 7×7 and dense layers of the paper, so that it takes pictures of any size. Classes share one probability and confidence is a logistic function, as in later versions, places and sides are a tenth of what the map says, and the two cells that a centre is nearest to answer as well.',
  paper: { authors: 'Redmon, Divvala, Girshick and Farhadi', title: 'You only look once: unified, real-time object detection' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const grid = addSingleGrid(network, input, 5 * BOXES + classes);
    network.layer('yolo-v1-head', 'objects', { picture: input, grid }, { classes, boxes: BOXES, ...WEIGHTS });
    return { ...network.document('yolo-v1-small'), training: { ...DETECTOR_TRAINING, epochs: EPOCHS } };
  },
};
