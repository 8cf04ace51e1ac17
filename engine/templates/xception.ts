import type { Source } from '../document/graph-builder';
import { addAnswer } from './answer';
import { convUnit } from './blocks/conv-unit';
import { xceptionReduction, xceptionUnit } from './blocks/xception-unit';
import { NetworkBuilder } from './network-builder';
import { addNorm } from './normalized';
import { NORMALIZED_TRAINING } from './photographs';
import type { Template } from './template';

export const xception: Template = {
  name: 'xception',
  title: 'Xception',
  summary: 'Inception taken to its end: separable convolutions with shortcuts throughout',
  notes: 'Channels and places are looked at apart from each other. Eight equal units of three separable convolutions make its middle.',
  category: 'efficient',
  paper: { authors: 'Chollet', title: 'Xception: deep learning with depthwise separable convolutions' },
  year: 2016,
  reference: { parameters: 22_855_952, implementation: 'timm legacy_xception; Keras Xception, of which 22,855,952 are trainable' },
  takes: 'picture',
  pictures: { smallest: 72, usual: 299, largest: 512 },
  size: { input: [3, 299, 299], classes: 1000 },
  build: (size) => {
    const network = new NetworkBuilder();
    const unit = convUnit();
    const reduction = xceptionReduction({ startsWithRelu: true });
    let last: Source = network.block(unit, { name: 'conv1', params: { filters: 32, kernel: 3, stride: 2, padding: 0 } }, network.input(size.input));
    last = network.block(unit, { name: 'conv2', params: { filters: 64, kernel: 3, padding: 0 } }, last);
    last = network.block(xceptionReduction({ startsWithRelu: false }), { name: 'entry1', params: { filters: 128 } }, last);
    last = network.block(reduction, { name: 'entry2', params: { filters: 256 } }, last);
    last = network.block(reduction, { name: 'entry3', params: { filters: 728 } }, last);
    last = network.block(xceptionUnit(), { name: 'middle', params: { filters: 728 }, repeat: 8 }, last);
    last = network.block(reduction, { name: 'exit', params: { filters: 1024, first: 728 } }, last);
    for (const [index, filters] of [1536, 2048].entries()) {
      const conv = network.layer('separable-conv2d', `separable${index + 1}`, last, { filters, kernel: 3, padding: 'same', bias: false, initializer: 'he-normal' });
      last = network.layer('relu', `relu${index + 1}`, addNorm(network, conv, `norm${index + 1}`));
    }
    last = network.layer('global-avg-pool', 'pool', last);
    addAnswer(network, last, size);
    return { ...network.document('xception'), training: NORMALIZED_TRAINING };
  },
};
