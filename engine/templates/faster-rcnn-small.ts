import { addAnswers, addCut, addProposals, TWO_STAGE_TRAINING } from './families/two-stage';
import { addTrunkAndNeck, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const REGIONS = 48;

export const fasterRcnnSmall: Template = {
  ...SMALL_DETECTOR,
  name: 'faster-rcnn-small',
  title: 'Small Faster R-CNN',
  summary: 'Proposes regions out of nine anchors in each cell, then looks into each of them: finds objects in two stages',
  notes: 'Both stages share their features and train together, as in the paper; RoIAlign instead of RoIPool, 48 regions instead of 300, and trunk and neck of the small YOLO.',
  paper: { authors: 'Ren, He, Girshick and Sun', title: 'Faster R-CNN: towards real-time object detection with region proposal networks' },
  year: 2015,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const { fine, middle } = addTrunkAndNeck(network, input);
    const proposals = addProposals(network, input, middle, REGIONS);
    const answers = addAnswers(network, addCut(network, 'roi-align', fine, proposals.regions), { count: REGIONS, classes });
    network.layer('faster-rcnn-head', 'objects', { ...proposals, ...answers }, { classes });
    return { ...network.document('faster-rcnn-small'), training: TWO_STAGE_TRAINING };
  },
};
