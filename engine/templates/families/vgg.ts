/** VGG-11, -16 and -19 differ only in how often a convolution is repeated. */
import type { Source } from '../../document/graph-builder';
import type { LoomDocument } from '../../document/model';
import { addAnswer } from '../answer';
import { plainConv } from '../blocks/plain-conv';
import { NetworkBuilder } from '../network-builder';
import { PLAIN_TRAINING } from '../photographs';
import type { Paper, TemplateSize } from '../template';

export const VGG_PAPER: Paper = { authors: 'Simonyan and Zisserman', title: 'Very deep convolutional networks for large-scale image recognition' };

const FILTERS = [64, 128, 256, 512, 512] as const;

/** `depths`: convolutions before each of the five poolings. */
export function buildVgg(name: string, depths: readonly number[], size: TemplateSize): LoomDocument {
  const network = new NetworkBuilder();
  const conv = plainConv();
  let last: Source = network.input(size.input);
  for (const [index, repeat] of depths.entries()) {
    last = network.block(conv, { name: `stage${index + 1}-conv`, params: { filters: FILTERS[index]! }, repeat }, last);
    last = network.layer('max-pool2d', `pool${index + 1}`, last);
  }
  last = network.layer('flatten', 'flatten', last);
  for (const number of [6, 7]) {
    last = network.layer('relu', `relu${number}`, network.layer('dense', `dense${number}`, last, { units: 4096 }));
    last = network.layer('dropout', `dropout${number}`, last, { rate: 0.5 });
  }
  addAnswer(network, last, size);
  return { ...network.document(name), training: PLAIN_TRAINING };
}
