/** Vision transformers: patches of a picture as the words of a sentence. */
import type { Source } from '../../document/graph-builder';
import { addAnswer } from '../answer';
import { transformerEncoder } from '../blocks/transformer-encoder';
import { NetworkBuilder } from '../network-builder';
import type { Paper, TemplateSize } from '../template';

export const VIT_PAPER: Paper = { authors: 'Dosovitskiy et al.', title: 'An image is worth 16x16 words: transformers for image recognition at scale' };

export interface VitShape {
  /** Side of a patch in pixels. */
  readonly patch: number;
  readonly values: number;
  readonly heads: number;
  readonly layers: number;
}

export function buildVit({ patch, values, heads, layers }: VitShape, size: TemplateSize): NetworkBuilder {
  const network = new NetworkBuilder();
  const patches = network.layer('conv2d', 'patches', network.input(size.input), { filters: values, kernel: patch, stride: patch, initializer: 'lecun-normal' });
  // A step of the sequence for each patch.
  let last: Source = network.layer('permute', 'steps', network.layer('reshape', 'line', patches, { shape: [values, -1] }), { order: [1, 0] });
  last = network.layer('positional-embedding', 'places', network.layer('class-token', 'class', last));
  last = network.block(transformerEncoder(), { name: 'encoder', params: { values, heads }, repeat: layers }, last);
  last = network.layer('layer-norm', 'norm', last, { epsilon: 1e-6 });
  // The answer is read off the step that was put in front.
  last = network.layer('slice', 'first', last, { axis: 'steps', start: 0, length: 1, keepAxis: false });
  addAnswer(network, last, size);
  return network;
}
