import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { addTrunk } from './families/yolo';
import { NetworkBuilder } from './network-builder';
import { trainWith, type Template } from './template';

/** The trunk of the small detectors, whose names its layers keep, so that what a detector has learned fits. */
export const cameraClasses: Template = {
  name: 'camera-classes',
  title: 'Classes of your own',
  summary: 'Tells apart what you show to the camera, from a few pictures of each',
  notes: 'The trunk of the small detectors, read at three depths at once; with the weights of the bundled scene detector only its last layer has to learn.',
  category: 'small',
  paper: { authors: 'Donahue, Jia, Vinyals, Hoffman, Zhang, Tzeng and Darrell', title: 'DeCAF: a deep convolutional activation feature for generic visual recognition' },
  year: 2014,
  takes: 'picture',
  pictures: { smallest: 64, usual: 96, largest: 160 },
  size: { input: [3, 96, 96], classes: 3 },
  data: { kind: 'builtin', name: 'shapes' },
  dataSize: { input: [3, 96, 96], classes: 8 },
  build: (size) => {
    const network = new NetworkBuilder();
    const [, ...maps] = addTrunk(network, convUnit(), network.input(size.input));
    const means = maps.map((map, index) => network.layer('global-avg-pool', `mean${index + 3}`, map));
    const features = network.layer('concat', 'features', Object.fromEntries(means.map((mean, index) => [`in${index + 1}`, mean])), { axis: 'channels' });
    addAnswer(network, features, size);
    return { ...network.document('camera-classes'), training: trainWith({ name: 'adam', learningRate: 0.003 }, { epochs: 20, batchSize: 16, schedule: { name: 'one-cycle' } }) };
  },
};
