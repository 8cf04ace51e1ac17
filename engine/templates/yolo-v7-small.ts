import { addHelperReadings, addReadings, addTrunkAndNeck, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const yoloV7Small: Template = {
  ...SMALL_DETECTOR,
  name: 'yolo-v7-small',
  title: 'Small YOLO v7',
  summary: 'A head that answers and a helper beside it, trained with a looser idea of who is responsible',
  notes: 'The helper reads the same maps by a 1×1 convolution and is left away once trained; trunk and neck are plain convolutions instead of E-ELAN blocks.',
  paper: { authors: 'Wang, Bochkovskiy and Liao', title: 'YOLOv7: trainable bag-of-freebies sets new state-of-the-art for real-time object detectors' },
  year: 2022,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const maps = addTrunkAndNeck(network, input);
    const channels = 3 * (5 + classes);
    network.layer('yolo-v7-head', 'objects', { picture: input, ...addReadings(network, maps, channels), ...addHelperReadings(network, maps, channels) }, { classes });
    return { ...network.document('yolo-v7-small'), training: DETECTOR_TRAINING };
  },
};
