import { addReadings, addTrunkAndNeck, ALSO_ALIKE, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const yoloV3Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v3-small',
  title: 'Small YOLO v3',
  summary: 'Finds objects with nine anchors on three maps, from small to large',
  notes: 'Three anchors on each of three maps, as in the paper; trunk and neck are plain convolutions instead of Darknet-53, so that it trains in minutes. As in YOLO v4, anchors that are alike answer too.',
  paper: { authors: 'Redmon and Farhadi', title: 'YOLOv3: an incremental improvement' },
  year: 2018,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const readings = addReadings(network, addTrunkAndNeck(network, input), 3 * (5 + classes));
    network.layer('yolo-v3-head', 'objects', { picture: input, ...readings }, { classes, alike: ALSO_ALIKE });
    return { ...network.document('yolo-v3-small'), training: DETECTOR_TRAINING };
  },
};
