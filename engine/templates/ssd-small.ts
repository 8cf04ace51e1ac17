import { addReadings, addTrunkAndNeck, DETECTOR_TRAINING, SMALL_DETECTOR } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import type { Template } from './template';

/** Of the original's 0.5 three default boxes of a cell rarely have as much with a small object: AP50 after 12,000 scenes is 0.41 instead of 0.12. */
const OVERLAP = 0.3;
/** AP50 is 0.80 after three, 0.82 after four. */
const EPOCHS = 4;

export const ssdSmall: Template = {
  ...SMALL_DETECTOR,
  name: 'ssd-small',
  title: 'Small SSD',
  summary: 'A window slides over maps of three sizes; each place has three default boxes and a class or nothing',
  notes: 'Hard negatives and default boxes, as in the paper; coarse maps are brought back to fine ones, which the paper left to its successors.',
  paper: { authors: 'Liu, Anguelov, Erhan and others', title: 'SSD: single shot multibox detector' },
  year: 2016,
  build: (size) => {
    const network = new NetworkBuilder();
    const [input, classes] = [network.input(size.input), size.classes ?? 1];
    const readings = addReadings(network, addTrunkAndNeck(network, input), 3 * (5 + classes));
    network.layer('ssd-head', 'objects', { picture: input, ...readings }, { classes, overlap: OVERLAP });
    return { ...network.document('ssd-small'), training: { ...DETECTOR_TRAINING, epochs: EPOCHS } };
  },
};
