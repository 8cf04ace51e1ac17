import { addAnswers, addCut, addWindows, TWO_STAGE_TRAINING } from './families/two-stage';
import { addTrunkAndNeck, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

export const fastRcnnSmall: Template = {
  ...SMALL_DETECTOR,
  name: 'fast-rcnn-small',
  title: 'Small Fast R-CNN',
  summary: 'Understands the picture once, then cuts every window out of the features: finds objects in given regions',
  notes: 'RoIPool over shared features, as in the paper; the regions are sliding windows of three sizes instead of a selective search, so objects between the sizes are found less well.',
  paper: { authors: 'Girshick', title: 'Fast R-CNN' },
  year: 2015,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const { fine } = addTrunkAndNeck(network, input);
    const { regions, count } = addWindows(network, input);
    const answers = addAnswers(network, addCut(network, 'roi-pool', fine, regions), { count, classes });
    network.layer('fast-rcnn-head', 'objects', { regions, ...answers }, { classes });
    return { ...network.document('fast-rcnn-small'), training: TWO_STAGE_TRAINING };
  },
};
