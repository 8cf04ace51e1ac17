import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { addSteps, join, type InceptionUnits, type Step } from './blocks/inception-parts';
import type { InceptionResnetWidths } from './blocks/inception-resnet';
import { addInceptionResnet, addInceptionStem, INCEPTION_RESNET_PAPER, INCEPTION_RESNET_PICTURES, inceptionUnits } from './families/inception-resnet';
import { defineBlock, NetworkBuilder, type Block } from './network-builder';
import { NORMALIZED_TRAINING } from './photographs';
import type { Template } from './template';

const WIDTHS: InceptionResnetWidths = { a: [48, 64], b: [192, 128, 160, 192], c: [192, 192, 224, 256], reductionA: [256, 256, 384], reductionB: [288, 288, 320], channels: [320, 1088, 2080] };

/** The block between the stem and the first row: four branches to 320 channels. */
function mixed(units: InceptionUnits): Block {
  return defineBlock('mixed', 'Windows of 1, 5 and twice 3 pixels and a pooling, side by side', [], (network, input) => {
    const branch = (steps: readonly Step[]) => addSteps(network, units, input, steps);
    const pool = network.layer('avg-pool2d', 'pool', input, { kernel: 3, stride: 1, padding: 'same' });
    return join(network, [
      branch([['one', 96, 1]]),
      branch([['five1', 48, 1], ['five2', 64, 5]]),
      branch([['three1', 64, 1], ['three2', 96, 3], ['three3', 96, 3]]),
      addSteps(network, units, pool, [['pool-narrow', 64, 1]]),
    ]);
  });
}

export const inceptionResnetV2: Template = {
  name: 'inception-resnet-v2',
  title: 'Inception-ResNet v2',
  summary: 'Forty Inception blocks with shortcuts: the large one of the pair',
  notes: 'Only a tenth to a fifth of each residual is added, without which so wide a network diverges. The auxiliary classifier is left out.',
  category: 'residual',
  paper: INCEPTION_RESNET_PAPER,
  year: 2016,
  reference: { parameters: 55_843_464, implementation: 'timm inception_resnet_v2' },
  takes: 'picture',
  pictures: INCEPTION_RESNET_PICTURES,
  size: { input: [3, 299, 299], classes: 1000 },
  build: (size) => {
    const network = new NetworkBuilder();
    const units = inceptionUnits();
    let last: Source = addInceptionStem(network, units, network.input(size.input));
    last = network.layer('max-pool2d', 'pool2', last, { kernel: 3, stride: 2 });
    last = network.block(mixed(units), { name: 'mixed' }, last);
    last = addInceptionResnet(network, units, last, WIDTHS, [10, 20, 9]);
    last = network.block(units.square, { name: 'conv6', params: { filters: 1536, kernel: 1 } }, last);
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.2 });
    addAnswer(network, last, size);
    return { ...network.document('inception-resnet-v2'), training: NORMALIZED_TRAINING };
  },
};
