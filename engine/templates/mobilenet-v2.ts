import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit, linearSeparable } from './blocks/conv-unit';
import { changingInvertedResidual, invertedResidual } from './blocks/inverted-residual';
import { NetworkBuilder } from './network-builder';
import { NORMALIZED_TRAINING, PHOTO_LIMITS, PHOTO_SIZE } from './photographs';
import type { Template } from './template';

/** Channels, how many blocks, and the stride of the first; all widen six times. */
const STAGES = [[24, 2, 2], [32, 3, 2], [64, 4, 2], [96, 3, 1], [160, 3, 2], [320, 1, 1]] as const;
const EXPANSION = 6;

export const mobilenetV2: Template = {
  name: 'mobilenet-v2',
  title: 'MobileNet v2',
  summary: 'Inverted residuals: narrow between the blocks, wide and depthwise within',
  notes: 'The shortcuts join the narrow ends, and nothing non-linear stands where information is scarce. Width 1.0.',
  category: 'efficient',
  paper: { authors: 'Sandler, Howard, Zhu, Zhmoginov and Chen', title: 'MobileNetV2: inverted residuals and linear bottlenecks' },
  year: 2018,
  reference: { parameters: 3_504_872, implementation: 'torchvision mobilenet_v2' },
  takes: 'picture',
  pictures: PHOTO_LIMITS,
  size: PHOTO_SIZE,
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit({ activation: 'relu6' });
    const [changing, same] = [changingInvertedResidual(), invertedResidual()];
    let last: Source = network.block(unit, { name: 'conv1', params: { filters: 32, kernel: 3, stride: 2 } }, network.input(size.input));
    last = network.block(linearSeparable({ activation: 'relu6' }), { name: 'stage1', params: { filters: 16 } }, last);
    let entering = 16;
    for (const [index, [filters, count, stride]] of STAGES.entries()) {
      const stage = `stage${index + 2}`;
      last = network.block(changing, { name: `${stage}-first`, params: { hidden: EXPANSION * entering, filters, stride } }, last);
      if (count > 1) last = network.block(same, { name: `${stage}-block`, params: { hidden: EXPANSION * filters, filters }, repeat: count - 1 }, last);
      entering = filters;
    }
    last = network.block(unit, { name: 'conv2', params: { filters: 1280, kernel: 1 } }, last);
    last = network.layer('dropout', 'dropout', network.layer('global-avg-pool', 'pool', last), { rate: 0.2 });
    addAnswer(network, last, size);
    return { ...network.document('mobilenet-v2'), training: NORMALIZED_TRAINING };
  },
};
