import type { Source } from '../document/graph-builder';
import { bottleneck, projectingBottleneck } from './blocks/bottleneck';
import { convUnit } from './blocks/conv-unit';
import { addStem } from './families/resnet';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING } from './photographs';
import type { Template } from './template';

/** Filters, blocks, stride and dilation of the first block, dilation of the others: what would halve the picture is spread instead. */
const STAGES = [[64, 3, 1, 1, 1], [128, 4, 2, 1, 1], [256, 6, 1, 1, 2], [512, 3, 1, 2, 4]] as const;

export const fcnResnet50: Template = {
  name: 'fcn-resnet50',
  title: 'FCN, ResNet-50',
  summary: 'A classifier without its Dense end, so that it answers for every place of a picture of any size',
  notes: 'As in torchvision: dilated ResNet-50 under a small head, enlarged eight times. The paper used VGG-16. The auxiliary head is left out.',
  category: 'segmentation',
  paper: { authors: 'Long, Shelhamer and Darrell', title: 'Fully convolutional networks for semantic segmentation' },
  year: 2014,
  reference: { parameters: 32_957_013, implementation: 'torchvision fcn_resnet50 without the auxiliary head' },
  takes: 'picture',
  answers: 'mask',
  size: { input: [3, 520, 520], classes: 21 },
  build: ({ input, classes = 21 }) => {
    const network = new NetworkBuilder();
    const [projecting, same] = [projectingBottleneck(), bottleneck()];
    let last: Source = addStem(network, network.input(input));
    for (const [index, [filters, depth, stride, first, others]] of STAGES.entries()) {
      last = network.block(projecting, { name: `stage${index + 1}-first`, params: { filters, stride, dilation: first } }, last);
      last = network.block(same, { name: `stage${index + 1}-block`, params: { filters, dilation: others }, repeat: depth - 1 }, last);
    }
    last = network.block(convUnit(), { name: 'head', params: { filters: 512, kernel: 3 } }, last);
    last = network.layer('conv2d', 'scores', network.layer('dropout', 'dropout', last, { rate: 0.1 }), { filters: classes, kernel: 1, initializer: 'lecun-normal' });
    last = network.layer('upsample2d', 'enlarge', last, { factor: 8, mode: 'bilinear' });
    network.layer('output', 'output', last, { loss: 'pixel-cross-entropy' });
    return { ...network.document('fcn-resnet50'), training: NORMALIZED_TRAINING };
  },
};
