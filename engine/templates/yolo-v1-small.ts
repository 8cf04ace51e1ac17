import { addSingleGrid, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const BOXES = 2;

export const yoloV1Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v1-small',
  title: 'Small YOLO v1',
  summary: 'The first network that found objects in one look: a grid whose cells give two boxes each',
  notes: 'A grid of 20×20 read by convolutions instead of the 7×7 and dense layers of the paper, so that it takes pictures of any size.',
  paper: { authors: 'Redmon, Divvala, Girshick and Farhadi', title: 'You only look once: unified, real-time object detection' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const grid = addSingleGrid(network, input, 5 * BOXES + classes);
    network.layer('yolo-v1-head', 'objects', { picture: input, grid }, { classes, boxes: BOXES });
    return { ...network.document('yolo-v1-small'), training: DETECTOR_TRAINING };
  },
};
