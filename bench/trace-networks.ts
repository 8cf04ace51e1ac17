/** The networks whose traces are timed. */
import { createDocument } from '../engine/document/edits';
import { GraphBuilder, type Source } from '../engine/document/graph-builder';
import type { JsonObject, LoomDocument } from '../engine/document/model';
import { LAYER_CATALOG } from '../engine/infer/layer-catalog';

/** He et al. 2015 for pictures of 224×224 and 1,000 classes. */
export function resnet18(): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const add = (type: string, params: JsonObject, from: Source) => graph.add({ type, params }, from);
  const normalized = (from: Source, filters: number, kernel: number, stride: number) => {
    const pad = (kernel - 1) / 2;
    return add('batch-norm', {}, add('conv2d', { filters, kernel, stride, padding: 'explicit', pads: [pad, pad, pad, pad], bias: false }, from));
  };
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [3, 224, 224] } });
  last = add('max-pool2d', { kernel: 3, stride: 2, padding: 'explicit', pads: [1, 1, 1, 1] }, add('relu', {}, normalized(last, 64, 7, 2)));
  for (const [filters, firstStride] of [[64, 1], [128, 2], [256, 2], [512, 2]] as const) {
    for (const stride of [firstStride, 1]) {
      const body = normalized(add('relu', {}, normalized(last, filters, 3, stride)), filters, 3, 1);
      const shortcut = stride > 1 ? normalized(last, filters, 1, stride) : last;
      last = add('relu', {}, graph.add({ type: 'add' }, { in1: body, in2: shortcut }));
    }
  }
  last = add('dense', { units: 1000 }, add('global-avg-pool', {}, last));
  graph.add({ type: 'output', name: 'output', params: { loss: 'cross-entropy' } }, last);
  return createDocument('ResNet-18', graph.build());
}

/** Twenty-five Dense layers with their activations. */
export function fiftyDense(): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [64] } });
  for (let layer = 0; layer < 25; layer++) last = graph.add({ type: 'tanh' }, graph.add({ type: 'dense', params: { units: 64 } }, last));
  graph.add({ type: 'output', name: 'output', params: { loss: 'half-squared-error' } }, last);
  return createDocument('50 layers, dense', graph.build());
}

/** Sixteen convolutions of 16 filters over pictures of 32×32, each with BatchNorm and ReLU; pooling and an answer. */
export function fiftyConvolutional(): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source = graph.add({ type: 'input', name: 'input', params: { shape: [3, 32, 32] } });
  for (let layer = 0; layer < 16; layer++) {
    const conv = graph.add({ type: 'conv2d', params: { filters: 16, kernel: 3, padding: 'same', bias: false } }, last);
    last = graph.add({ type: 'relu' }, graph.add({ type: 'batch-norm' }, conv));
  }
  last = graph.add({ type: 'dense', params: { units: 10 } }, graph.add({ type: 'global-avg-pool' }, last));
  graph.add({ type: 'output', name: 'output', params: { loss: 'cross-entropy' } }, last);
  return createDocument('50 layers, convolutional', graph.build());
}
