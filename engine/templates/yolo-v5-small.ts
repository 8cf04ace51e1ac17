import { addReadings, addTrunkAndNeck, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const yoloV5Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v5-small',
  title: 'Small YOLO v5',
  summary: 'Finds objects with anchors of about their size, in the cell of their centre and those beside it',
  notes: 'Every object teaches several places, so it learns faster than v3 with the same layers; trunk and neck are plain convolutions instead of CSP blocks.',
  paper: { authors: 'Jocher', title: 'Ultralytics YOLOv5' },
  year: 2020,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const readings = addReadings(network, addTrunkAndNeck(network, input), 3 * (5 + classes));
    network.layer('yolo-v5-head', 'objects', { picture: input, ...readings }, { classes });
    return { ...network.document('yolo-v5-small'), training: DETECTOR_TRAINING };
  },
};
