import { pictureReader } from './blocks/region-readers';
import { addAnswers, addSearch, TWO_STAGE_TRAINING } from './families/two-stage';
import { SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

const REGIONS = 100;
/** Pixels along each side of a region once it is cut out. */
const SIDE = 24;
const FILTERS = [16, 32, 64] as const;

export const rcnnSmall: Template = {
  ...SMALL_DETECTOR,
  name: 'rcnn-small',
  title: 'Small R-CNN',
  summary: 'Searches for boxes around what looks alike, cuts each out of the picture, makes them equally large and looks at each by itself',
  notes: 'A selective search as in the paper, with 100 boxes instead of 2,000; Sliding windows may stand in its place. The classifier is a Dense layer trained along, not support vector machines afterwards. Nothing is shared between boxes that overlap, which is what made R-CNN slow.',
  paper: { authors: 'Girshick, Donahue, Darrell and Malik', title: 'Rich feature hierarchies for accurate object detection and semantic segmentation' },
  year: 2014,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const regions = addSearch(network, input, REGIONS);
    const cut = network.layer('roi-align', 'cut-out', { features: input, regions }, { size: SIDE, stride: 1, samples: 1 });
    const seen = network.block(pictureReader(FILTERS), { name: 'look' }, cut);
    network.layer('fast-rcnn-head', 'objects', { regions, ...addAnswers(network, seen, { count: REGIONS, classes }) }, { classes });
    return { ...network.document('rcnn-small'), training: TWO_STAGE_TRAINING };
  },
};
