import { addSingleGrid, ALSO_ALIKE, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const ANCHORS = 5;
/** A single grid costs half as much as three, and its few places teach less. */
const EPOCHS = 5;

export const yoloV2Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v2-small',
  title: 'Small YOLO v2',
  summary: 'Finds objects on one grid whose cells have five anchors each',
  notes: 'Anchors and BatchNorm, as in the paper; a plain trunk instead of Darknet-19, and a neck that brings coarser maps back instead of the passthrough of finer ones. As in YOLO v4, anchors that are alike answer too.',
  paper: { authors: 'Redmon and Farhadi', title: 'YOLO9000: better, faster, stronger' },
  year: 2017,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const grid = addSingleGrid(network, input, ANCHORS * (5 + classes));
    network.layer('yolo-v2-head', 'objects', { picture: input, grid }, { classes, alike: ALSO_ALIKE });
    return { ...network.document('yolo-v2-small'), training: { ...DETECTOR_TRAINING, epochs: EPOCHS } };
  },
};
