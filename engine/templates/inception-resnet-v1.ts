import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import type { InceptionResnetWidths } from './blocks/inception-resnet';
import { addInceptionResnet, addInceptionStem, INCEPTION_RESNET_PAPER, INCEPTION_RESNET_PICTURES, inceptionUnits } from './families/inception-resnet';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING } from './photographs';
import type { Template } from './template';

const WIDTHS: InceptionResnetWidths = { a: [32, 32], b: [128, 128, 128, 128], c: [192, 192, 192, 192], reductionA: [192, 192, 256], reductionB: [256, 256, 256], channels: [256, 896, 1792] };

export const inceptionResnetV1: Template = {
  name: 'inception-resnet-v1',
  title: 'Inception-ResNet v1',
  summary: 'Inception blocks with shortcuts, at the cost of Inception-v3; much used to tell faces apart',
  notes: 'As in facenet-pytorch: one more C block, and 512 numbers with BatchNorm before the classes, which describe a face.',
  category: 'residual',
  paper: INCEPTION_RESNET_PAPER,
  year: 2016,
  reference: { parameters: 23_995_624, implementation: 'facenet-pytorch InceptionResnetV1 with classify=True and num_classes=1000' },
  takes: 'picture',
  pictures: INCEPTION_RESNET_PICTURES,
  size: { input: [3, 299, 299], classes: 1000 },
  build: (size) => {
    const network = new NetworkBuilder();
    const units = inceptionUnits();
    let last: Source = addInceptionStem(network, units, network.input(size.input));
    last = network.block(units.square, { name: 'conv6', params: { filters: 256, kernel: 3, stride: 2, padding: 0 } }, last);
    last = addInceptionResnet(network, units, last, WIDTHS, [5, 10, 5]);
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.6 });
    last = network.layer('dense', 'embedding', last, { units: 512, bias: false, initializer: 'lecun-uniform' });
    addAnswer(network, network.layer('batch-norm', 'norm', last, { epsilon: 0.001 }), size);
    return { ...network.document('inception-resnet-v1'), training: NORMALIZED_TRAINING };
  },
};
