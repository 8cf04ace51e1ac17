/** Inception-ResNet v1 and v2: rows of three kinds of residual blocks, with a reduction after the first and the second row. */
import type { Source } from '../../document/graph-builder';
import { convUnit, oblongUnit } from '../blocks/conv-unit';
import type { InceptionUnits } from '../blocks/inception-parts';
import { inceptionReductionA, inceptionReductionB, inceptionResnetA, inceptionResnetB, inceptionResnetC, type InceptionResnetWidths } from '../blocks/inception-resnet';
import type { NetworkBuilder } from '../network-builder';
import type { Paper } from '../template';

export const INCEPTION_RESNET_PAPER: Paper = { authors: 'Szegedy, Ioffe, Vanhoucke and Alemi', title: 'Inception-v4, Inception-ResNet and the impact of residual connections on learning' };

export const INCEPTION_RESNET_PICTURES = { smallest: 75, usual: 299, largest: 512 } as const;

export function inceptionUnits(): InceptionUnits {
  return { square: convUnit({ epsilon: 0.001 }), oblong: oblongUnit({ epsilon: 0.001 }) };
}

/** The stem of Inception-v3 too: five convolutions and a pooling, to 192 channels on a quarter of the size. */
export function addInceptionStem(network: NetworkBuilder, { square }: InceptionUnits, input: Source): Source {
  const conv = (name: string, from: Source, params: { filters: number; kernel: number; stride?: number; padding?: number }) => network.block(square, { name, params }, from);
  let last = conv('conv1', input, { filters: 32, kernel: 3, stride: 2, padding: 0 });
  last = conv('conv2', last, { filters: 32, kernel: 3, padding: 0 });
  last = conv('conv3', last, { filters: 64, kernel: 3 });
  last = network.layer('max-pool2d', 'pool1', last, { kernel: 3, stride: 2 });
  last = conv('conv4', last, { filters: 80, kernel: 1 });
  return conv('conv5', last, { filters: 192, kernel: 3, padding: 0 });
}

/** `repeats`: how many A, B and C; one more C, without a ReLU, ends the row. */
export function addInceptionResnet(network: NetworkBuilder, units: InceptionUnits, input: Source, widths: InceptionResnetWidths, repeats: readonly [number, number, number]): Source {
  const options = { units, widths };
  let last: Source = network.block(inceptionResnetA(options), { name: 'a', repeat: repeats[0] }, input);
  last = network.block(inceptionReductionA(options), { name: 'reduction1' }, last);
  last = network.block(inceptionResnetB(options), { name: 'b', repeat: repeats[1] }, last);
  last = network.block(inceptionReductionB(options), { name: 'reduction2' }, last);
  last = network.block(inceptionResnetC(options), { name: 'c', repeat: repeats[2] }, last);
  return network.block(inceptionResnetC(options, true), { name: 'c-last' }, last);
}
