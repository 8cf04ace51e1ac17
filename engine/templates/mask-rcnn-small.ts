import { maskReader } from './blocks/region-readers';
import { addAnswers, addCut, addProposals, TWO_STAGE_TRAINING } from './families/two-stage';
import { addTrunkAndNeck, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const REGIONS = 48;

export const maskRcnnSmall: Template = {
  ...SMALL_DETECTOR,
  name: 'mask-rcnn-small',
  title: 'Small Mask R-CNN',
  summary: 'Finds objects in two stages and draws the pixels of each: every object has a mask of its own',
  notes: 'Faster R-CNN with a branch of convolutions beside the Dense layers. Both branches share one cut of 7×7, so masks have 14×14 pixels instead of 28×28; one mask serves all classes.',
  paper: { authors: 'He, Gkioxari, Dollár and Girshick', title: 'Mask R-CNN' },
  year: 2017,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const { fine, middle } = addTrunkAndNeck(network, input);
    const proposals = addProposals(network, input, middle, REGIONS);
    const cut = addCut(network, 'roi-align', fine, proposals.regions);
    const answers = addAnswers(network, cut, { count: REGIONS, classes });
    const masks = network.block(maskReader(), { name: 'read-masks' }, cut);
    network.layer('mask-rcnn-head', 'objects', { ...proposals, ...answers, masks }, { classes });
    return { ...network.document('mask-rcnn-small'), training: TWO_STAGE_TRAINING };
  },
};
